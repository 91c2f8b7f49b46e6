import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBarrier, type PathStep } from '#agents/collector/postgres/reach.ts';

const account = { name: 'postgres', uid: 101, gid: 104 };
const step = (path: string, uid: number, gid: number, mode: number): PathStep => ({ path, uid, gid, mode });

test('the first folder that is closed is the barrier', () => {
  const steps = [step('/', 0, 0, 0o755), step('/root', 0, 0, 0o700), step('/root/x', 0, 0, 0o700)];
  expect(findBarrier(steps, account)?.path).toBe('/root');
});

test('the owner is judged by the bits of the owner alone, then the group', () => {
  expect(findBarrier([step('/x', 101, 104, 0o077)], account)?.path).toBe('/x');
  expect(findBarrier([step('/x', 0, 104, 0o707)], account)?.path).toBe('/x');
  expect(findBarrier([step('/x', 101, 0, 0o100)], account)).toBeNull();
  expect(findBarrier([step('/x', 0, 104, 0o010)], account)).toBeNull();
});

test('opening a folder for everybody never closes a way', () => {
  const anyStep = fc.record({
    path: fc.constant('/x'),
    uid: fc.constantFrom(0, 101),
    gid: fc.constantFrom(0, 104),
    mode: fc.integer({ min: 0, max: 0o777 }),
  });
  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      const opened = steps.map((each) => ({ ...each, mode: each.mode | 0o111 }));
      expect(findBarrier(opened, account)).toBeNull();
    }),
  );
});
