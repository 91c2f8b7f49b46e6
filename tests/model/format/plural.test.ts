import { describe, expect, it } from 'vitest';
import { formatCount, formatList } from '#model/format/plural.ts';

describe('formatCount', () => {
  it('takes the form for one only at one', () => {
    const device = { one: 'enhet', other: 'enheter' };
    expect(formatCount(0, device, 'sv')).toBe('0\u00a0enheter');
    expect(formatCount(1, device, 'sv')).toBe('1\u00a0enhet');
    expect(formatCount(1430, device, 'sv')).toBe('1\u202f430\u00a0enheter');
  });
});

describe('formatList', () => {
  it('joins with commas and one word', () => {
    expect(formatList([], 'sv')).toBe('');
    expect(formatList(['a'], 'sv')).toBe('a');
    expect(formatList(['a', 'b', 'c'], 'sv')).toBe('a, b och c');
    expect(formatList(['a', 'b'], 'en')).toBe('a and b');
  });
});
