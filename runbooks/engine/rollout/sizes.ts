import type { RolloutRule } from '../../procedure.ts';

/** A count, or a share of so many: a share is rounded down, so that it is never more than was said. */
export function countOf(amount: number | `${number}%`, of: number): number {
  if (typeof amount === 'number') return Math.floor(amount);
  return Math.floor((Number(amount.slice(0, -1)) / 100) * of);
}

/** Hosts that may fail before a run stops. */
export function failBudget({ maxFail }: Pick<RolloutRule, 'maxFail'>, hosts: number): number {
  return Math.max(0, countOf(maxFail, hosts));
}

/**
 * Most hosts in a batch, by its number from 0: the sizes in order, then the last one again, doubled each time up to
 * `ramp` where that is given. At least one.
 */
export function batchSize(
  { batches, ramp }: Pick<RolloutRule, 'batches' | 'ramp'>,
  at: number,
  hosts: number,
): number {
  const last = Math.max(0, batches.length - 1);
  const base = Math.max(1, countOf(batches[Math.min(at, last)] ?? 1, hosts));
  if (at <= last || ramp === undefined) return base;
  return Math.max(base, Math.min(base * 2 ** (at - last), ramp));
}
