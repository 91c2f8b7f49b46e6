import type { Link, Reached } from '../link.ts';
import type { ConnectOptions } from '../transport.ts';
import { backoffSeconds } from './backoff.ts';
import { createSlotsByName, type Limits } from './limits.ts';
import { createSlots } from './slots.ts';

/** Lets connections be made within the limits. */
export type Admission = <L extends Link>(
  /** The same for all that reach the same sshd. */
  sshd: string,
  options: ConnectOptions,
  dial: (signal: AbortSignal) => Promise<Reached<L>>,
) => Promise<Reached<L>>;

/**
 * Admits so many handshakes at a time, and tries again what was turned away before the keys were exchanged, and nothing
 * else. The time that a connection has counts only while the host is waited for: one that hangs takes none from others.
 */
export function createAdmission(limits: Limits, random: () => number): Admission {
  const perAddress = createSlotsByName(limits.handshakesPerAddress);
  const overall = createSlots(limits.handshakes);

  async function tryOnce<L extends Link>(
    sshd: string,
    budgetMs: number,
    signal: AbortSignal,
    dial: (signal: AbortSignal) => Promise<Reached<L>>,
  ): Promise<Reached<L>> {
    const freeAddress = await perAddress(sshd).take(signal);
    const free = freeAddress === null ? null : await overall.take(signal);
    const halt = new AbortController();
    const onAbort = () => halt.abort('cancelled');
    const timer = setTimeout(() => halt.abort('timeout'), budgetMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (free === null) onAbort();
    try {
      return await dial(halt.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      free?.();
      freeAddress?.();
    }
  }

  return async (sshd, { timeoutSeconds, signal }, dial) => {
    let budgetMs = timeoutSeconds * 1000;
    for (let attempt = 1; ; attempt += 1) {
      const from = performance.now();
      const reached = await tryOnce(sshd, budgetMs, signal, dial);
      const isTurnedAway = 'failure' in reached && reached.failure.reason === 'lost-before-handshake';
      if (!isTurnedAway || attempt >= limits.attempts) return reached;
      const pauseMs = backoffSeconds(attempt, random()) * 1000;
      budgetMs -= performance.now() - from + pauseMs;
      if (budgetMs <= 0 || signal.aborted) return reached;
      await pause(pauseMs, signal);
    }
  };
}

/** Waits, or until the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
