import type { EventEmitter } from 'node:events';

/**
 * One wish to stop arrives several times: a terminal that closes tells the whole group, npm and the launcher
 * pass on what they get. What comes within this time, in milliseconds, counts as the same wish.
 */
const sameWishMs = 2000;

/** Asked to stop by one of these. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts on the first signal, so that the command ends in good order; one that comes later than its echoes
 * no longer asks, and calls `giveUp`. The reason of the abort is an error, as everywhere.
 */
export function stopOnSignal(
  events: Pick<EventEmitter, 'on'>,
  clock: () => number,
  giveUp: () => void,
): AbortSignal {
  const stop = new AbortController();
  let wishedAt = 0;
  for (const signal of signals) {
    events.on(signal, () => {
      if (!stop.signal.aborted) {
        wishedAt = clock();
        stop.abort();
      } else if (clock() - wishedAt > sameWishMs) {
        wishedAt = clock();
        giveUp();
      }
    });
  }
  return stop.signal;
}
