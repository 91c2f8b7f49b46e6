import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../engine/execute/clock.ts';

/** A clock that stands still while anything is being done, and jumps to the next thing waited for. */
export interface VirtualClock extends Clock {
  /** Runs work to its end, over as much virtual time as it takes. */
  run<Value>(work: Promise<Value>): Promise<Value>;
  /** Nobody waits any more: the controller is dead. */
  forget(): void;
}

interface Timer {
  readonly at: number;
  readonly resolve: () => void;
}

/** A clock that shows a time until work waits for a later one. */
export function createVirtualClock(start: Date): VirtualClock {
  let now = start.getTime();
  let timers: Timer[] = [];

  function advance(): void {
    const at = Math.min(...timers.map((timer) => timer.at));
    const due = timers.filter((timer) => timer.at === at);
    timers = timers.filter((timer) => timer.at !== at);
    now = at;
    for (const { resolve } of due) resolve();
  }

  return {
    now: () => new Date(now),
    monotonicMs: () => now,
    sleep(ms, signal) {
      if (signal.aborted || ms <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake);
          timers = timers.filter((timer) => timer.resolve !== wake);
          resolve();
        };
        timers.push({ at: now + ms, resolve: wake });
        signal.addEventListener('abort', wake);
      });
    },
    async run(work) {
      let isSettled = false;
      const settle = (): void => {
        isSettled = true;
      };
      work.then(settle, settle);
      for (;;) {
        // Everything that can go on without time does so before the next macrotask.
        await setImmediate();
        if (isSettled) return await work;
        if (timers.length === 0) throw new Error('the simulated run waits for something that never comes');
        advance();
      }
    },
    forget() {
      timers = [];
    },
  };
}
