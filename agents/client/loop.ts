import { setTimeout as delay } from 'node:timers/promises';
import { GrundvalError } from '#model/error.ts';
import type { RunResult } from './run.ts';
import { backOffSeconds } from './schedule.ts';

/** What keeps the agent reporting needs. */
export interface Loop {
  /** Makes one report; told whether it is the first of this process. */
  readonly runOnce: (isFirst: boolean) => Promise<RunResult>;
  readonly onResult: (result: RunResult) => void;
  /** A run that could not even begin, and will be tried again. */
  readonly onSetback: (error: GrundvalError) => void;
  readonly now: () => Date;
  readonly random: () => number;
  /** Ends the loop at once; a run under way is not waited for. */
  readonly signal: AbortSignal;
}

/** Setbacks that pass by themselves; any other needs a person, who should see the agent stop. */
const passing: readonly string[] = ['state/busy', 'state/unwritable'];

/** Reports now, then each time the next report is due, until told to stop. */
export async function runLoop(loop: Loop): Promise<void> {
  let setbacks = 0;
  for (let isFirst = true; !loop.signal.aborted; isFirst = false) {
    let dueAt: Date;
    try {
      const result = await unlessAborted(loop.runOnce(isFirst), loop.signal);
      if (result === null) return;
      setbacks = 0;
      loop.onResult(result);
      dueAt = result.nextAt;
    } catch (error) {
      if (!(error instanceof GrundvalError) || !passing.includes(error.code)) throw error;
      setbacks += 1;
      loop.onSetback(error);
      dueAt = new Date(loop.now().getTime() + backOffSeconds(setbacks, null, loop.random) * 1000);
    }
    await sleepUntil(dueAt, loop);
  }
}

/** In steps of a minute, so that a clock that is set and a laptop that slept are noticed. */
const longestStepMs = 60_000;

/** Waits until the clock says so, or as long as that was when it began: a clock set back must not silence the device. */
async function sleepUntil(dueAt: Date, { now, signal }: Loop): Promise<void> {
  const remainingMs = () => dueAt.getTime() - now().getTime();
  for (let budgetMs = remainingMs(); budgetMs > 0 && remainingMs() > 0 && !signal.aborted; ) {
    const stepMs = Math.min(budgetMs, remainingMs(), longestStepMs);
    await sleep(stepMs, signal);
    budgetMs -= stepMs;
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What the work gives, or null as soon as the signal is aborted; no listener outlives it. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | null> {
  const { promise: aborted, resolve } = Promise.withResolvers<null>();
  const tell = () => resolve(null);
  if (signal.aborted) tell();
  signal.addEventListener('abort', tell, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', tell);
  }
}
