import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSlots, rankKeys } from '#stacks/targets/azure/assign-slots.ts';

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 });

describe('assignSlots', () => {
  it('gives each key a number of its own, whatever order they come in', () => {
    fc.assert(
      fc.property(keys, (given) => {
        const slots = assignSlots('test', given, 64);
        expect(new Set(slots.values()).size).toBe(given.length);
        expect([...slots.values()].every((slot) => slot >= 0 && slot < 64)).toBe(true);
        expect(new Map([...assignSlots('test', given.toReversed(), 64)].sort())).toEqual(
          new Map([...slots].sort()),
        );
      }),
    );
  });

  it('moves nobody of earlier rank than a key that is added', () => {
    fc.assert(
      fc.property(keys, fc.string({ minLength: 13, maxLength: 13 }), (given, added) => {
        const [before, after] = [assignSlots('test', given, 64), assignSlots('test', [...given, added], 64)];
        const ranked = rankKeys('test', [...given, added]);
        const earlier = ranked.slice(0, ranked.indexOf(added));
        for (const key of earlier) expect(after.get(key)).toBe(before.get(key));
      }),
    );
  });

  it('has no number for those there is no room for', () => {
    const slots = assignSlots('test', ['a', 'b', 'c', 'd'], 3);
    expect([...slots.values()].sort()).toEqual([0, 1, 2]);
  });
});
