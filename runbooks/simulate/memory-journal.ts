import type { Clock } from '../engine/execute/clock.ts';
import type { RunJournal } from '../engine/execute/run-log.ts';
import type { TimedEvent } from '../engine/execute/run-state.ts';
import type { CrashPoints } from './crash-points.ts';

/** A journal in memory that outlives its controllers. */
export interface MemoryJournal extends RunJournal {
  readonly events: readonly TimedEvent[];
}

/** An empty journal; a controller can die before and after each line. */
export function createMemoryJournal(
  clock: Pick<Clock, 'now'>,
  points: Pick<CrashPoints, 'pass'>,
): MemoryJournal {
  const events: TimedEvent[] = [];
  return {
    events,
    async append(event) {
      points.pass();
      events.push({ at: clock.now(), event });
      points.pass();
    },
  };
}
