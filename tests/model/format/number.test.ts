import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatNumber, formatPercent, formatSek } from '#model/format/number.ts';

/** Spaces that do not break are hard to tell apart in a test; both become a plain one. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');

describe('formatNumber', () => {
  it('has a decimal comma and thin spaces in Swedish, a point in English', () => {
    expect(formatNumber(1234.5, 'sv', 1)).toBe('1\u202f234,5');
    expect(formatNumber(1234567, 'sv')).toBe('1\u202f234\u202f567');
    expect(formatNumber(1234.5, 'en', 1)).toBe('1\u202f234.5');
  });

  it('has a true minus sign, and none before a number that rounds to zero', () => {
    expect(formatNumber(-2, 'sv')).toBe('−2');
    expect(formatNumber(-0.2, 'sv')).toBe('0');
  });

  it('shows a dash for what is no number', () => {
    expect(formatNumber(Number.NaN, 'sv')).toBe('–');
  });

  it('never holds a space that a line may break at, and reads back as the number it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        const text = formatNumber(value, 'sv');
        expect(text).not.toMatch(/ /);
        expect(Number(text.replace(/\u202f/g, '').replace('−', '-'))).toBe(value);
      }),
    );
  });
});

describe('formatPercent', () => {
  it('keeps the sign on the line in Swedish and close in English', () => {
    expect(formatPercent(0.81, 'sv')).toBe('81\u00a0%');
    expect(formatPercent(0.81, 'en')).toBe('81%');
  });

  it('says 100 only of the whole and 0 only of nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 30_000 }), (part, whole) => {
        fc.pre(part <= whole);
        const percent = Number.parseInt(formatPercent(part / whole, 'en'), 10);
        expect(percent === 100).toBe(part === whole);
        expect(percent === 0).toBe(part === 0);
      }),
    );
  });
});

describe('formatSek', () => {
  it('leaves out öre from a thousand on and where there are none', () => {
    expect(plain(formatSek(620_000, 'sv'))).toBe('620 000 kr');
    expect(plain(formatSek(1234.5, 'sv'))).toBe('1 235 kr');
    expect(plain(formatSek(1.5, 'sv'))).toBe('1,50 kr');
    expect(plain(formatSek(620_000, 'en'))).toBe('SEK 620 000');
  });
});

describe('formatBytes', () => {
  it('counts memory in 1,024s and disks in 1,000s', () => {
    expect(plain(formatBytes(16 * 1024 ** 3, 'sv', 'binary'))).toBe('16 GiB');
    expect(plain(formatBytes(512_110_190_592, 'sv'))).toBe('512 GB');
    expect(plain(formatBytes(1_920_000_000_000, 'sv'))).toBe('1,9 TB');
  });

  it('never shows a thousand or more of a unit that has a larger one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), (bytes) => {
        expect(Number.parseFloat(formatBytes(bytes, 'en').replace('\u202f', ''))).toBeLessThan(1000);
      }),
    );
  });
});
