import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayRestart } from '#agents/collector/postgres/keep-running.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 24, 2, 0, seconds));

test('five restarts within a minute are made, a sixth is not', () => {
  expect(mayRestart([1, 2, 3, 4].map(at), at(5))).toBe(true);
  expect(mayRestart([1, 2, 3, 4, 5].map(at), at(6))).toBe(false);
  expect(mayRestart([1, 2, 3, 4, 5].map(at), at(61))).toBe(true);
});

test('a minute without a restart allows the next one, however many there were', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_600 })), (seconds) => {
      expect(mayRestart(seconds.map(at), at(3_660))).toBe(true);
    }),
  );
});
