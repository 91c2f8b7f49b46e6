import { compareText } from '#model/compare-text.ts';
import { stableBelow, stableHash } from '#stacks/plan/stable-hash.ts';

/**
 * A number from 0 up to, not including, `count` for each key, all different. Every key has a rank and a first
 * choice that depend on itself alone; in order of rank each takes the first free number from its choice on. A key
 * that is added moves only those of later rank that stood where it now stands: with a hundred keys on three
 * thousand numbers that is nobody, thirty times of thirty-one. Keys for which no number is left are not in the answer.
 */
export function assignSlots(
  name: string,
  keys: Iterable<string>,
  count: number,
): ReadonlyMap<string, number> {
  const ranked = rankKeys(name, keys).slice(0, count);
  const taken = new Set<number>();
  return new Map(
    ranked.map((key) => {
      let slot = stableBelow(count, 'slot', name, key);
      while (taken.has(slot)) slot = (slot + 1) % count;
      taken.add(slot);
      return [key, slot];
    }),
  );
}

/** Keys, each once, in an order that depends on each alone: who is first where there is not room for all. */
export function rankKeys(name: string, keys: Iterable<string>): readonly string[] {
  return [...new Set(keys)]
    .map((key) => ({ key, rank: stableHash('rank', name, key) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : compareText(a.key, b.key)))
    .map(({ key }) => key);
}
