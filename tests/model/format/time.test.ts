import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  formatAge,
  formatDay,
  formatInstant,
  formatRecent,
  formatSpan,
} from '#model/format/time.ts';

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');

describe('formatInstant', () => {
  it('shows Swedish clock time, winter and summer', () => {
    expect(formatInstant(new Date('2026-11-22T06:42:10Z'), 'sv')).toBe('2026-11-22 07:42');
    expect(formatInstant(new Date('2026-06-30T22:05:00Z'), 'sv')).toBe('2026-07-01 00:05');
  });

  it('tells the two autumn hours with the same clock apart', () => {
    expect(formatInstant(new Date('2026-10-25T00:30:00Z'), 'sv')).toBe('2026-10-25 02:30 sommartid');
    expect(formatInstant(new Date('2026-10-25T01:30:00Z'), 'sv')).toBe('2026-10-25 02:30 normaltid');
    expect(formatInstant(new Date('2026-10-25T01:30:00Z'), 'en')).toBe('2026-10-25 02:30 standard time');
  });

  it('says nothing of summer or standard time in the hours around them', () => {
    expect(formatInstant(new Date('2026-10-24T23:59:00Z'), 'sv')).toBe('2026-10-25 01:59');
    expect(formatInstant(new Date('2026-10-25T02:00:00Z'), 'sv')).toBe('2026-10-25 03:00');
  });

  it('never writes two different minutes the same', () => {
    const around = Date.parse('2026-10-25T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), (a, b) => {
        const text = (minutes: number) => formatInstant(new Date(around + minutes * 60_000), 'sv');
        expect(text(a) === text(b)).toBe(a === b);
      }),
    );
  });
});

describe('formatDay', () => {
  it('is the Swedish day, not that of UTC', () => {
    expect(formatDay(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01');
  });
});

describe('formatRecent', () => {
  it('leaves out the day of today', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    expect(formatRecent(new Date('2026-11-22T06:42:00Z'), now, 'sv')).toBe('07:42');
    expect(formatRecent(new Date('2026-11-21T22:10:00Z'), now, 'sv')).toBe('2026-11-21 23:10');
  });
});

describe('formatSpan and formatAge', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

  it('uses the largest whole unit, and months and years only from two on', () => {
    expect(plain(formatSpan(59, 'sv'))).toBe('59 sekunder');
    expect(plain(formatSpan(3600, 'sv'))).toBe('1 timme');
    expect(plain(formatSpan(45 * 86_400, 'sv'))).toBe('45 dygn');
    expect(plain(formatSpan(400 * 86_400, 'sv'))).toBe('13 månader');
    expect(plain(formatSpan(3 * 365.25 * 86_400, 'en'))).toBe('3 years');
  });

  it('looks back and ahead', () => {
    expect(plain(formatAge(ago(3 * 3600), now, 'sv'))).toBe('för 3 timmar sedan');
    expect(plain(formatAge(ago(-2 * 86_400), now, 'sv'))).toBe('om 2 dygn');
    expect(formatAge(ago(10), now, 'sv')).toBe('nyss');
    expect(plain(formatAge(ago(120), now, 'en'))).toBe('2 minutes ago');
  });
});

describe('daysBetween', () => {
  it('counts calendar days, whatever the clocks did between them', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
  });
});
