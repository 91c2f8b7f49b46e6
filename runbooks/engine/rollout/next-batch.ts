import type { HostOutcome } from '../journal/entry.ts';

/** How far a rollout has come. */
export interface RolloutState {
  /** Hosts by batch, in the order they are taken. */
  readonly batches: readonly (readonly string[])[];
  /** Hosts that may fail before it stops. */
  readonly budget: number;
  readonly outcomes: ReadonlyMap<string, HostOutcome>;
  /** Hosts that something has been done on, those with an outcome or not. */
  readonly begun: ReadonlySet<string>;
}

/** What comes next: hosts of one batch, or nothing. */
export type NextBatch =
  | { readonly kind: 'batch'; readonly number: number; readonly hosts: readonly string[] }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failed: number };

/**
 * The first batch with hosts left. Once more have failed than may, only hosts that were begun are gone on with, so
 * that nothing is left half done and nothing new is begun.
 */
export function nextBatch(state: RolloutState): NextBatch {
  const { batches, outcomes, begun } = state;
  const exhausted = isExhausted(state);
  for (const [number, batch] of batches.entries()) {
    const hosts = batch.filter((host) => !outcomes.has(host) && (!exhausted || begun.has(host)));
    if (hosts.length > 0) return { kind: 'batch', number, hosts };
  }
  return exhausted ? { kind: 'failed', failed: countFailed(state) } : { kind: 'finished' };
}

/** Have more hosts failed than may? Asked before each host is begun, also within a batch. */
export function isExhausted(state: Pick<RolloutState, 'budget' | 'outcomes'>): boolean {
  return countFailed(state) > state.budget;
}

/** Hosts that count against the budget: what nobody knows is not good. */
function countFailed({ outcomes }: Pick<RolloutState, 'outcomes'>): number {
  let failed = 0;
  for (const outcome of outcomes.values()) if (isBad(outcome)) failed += 1;
  return failed;
}

/** Is this an outcome that counts as a failure? */
export function isBad(outcome: HostOutcome): boolean {
  return outcome === 'failed' || outcome === 'unreachable' || outcome === 'unknown';
}
