import { describe, expect, it } from 'vitest';
import { addMonths } from '#policies/calendar.ts';

describe('addMonths', () => {
  it.each([
    ['2024-11-24', 24, '2026-11-24'],
    ['2026-11-24', 3, '2027-02-24'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s and %i months is %s', (day, months, result) => {
    expect(addMonths(day, months)).toBe(result);
  });
});
