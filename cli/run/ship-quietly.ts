import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredRun } from '#runbooks/store/run-folder.ts';
import { findCollector } from '../running-collector.ts';
import { type Shipped, shipRun } from './ship-run.ts';

/** Most time that a run's end waits for a collector; in milliseconds. */
const mostWaitMs = 30_000;
const everyMs = 2000;

/** Ships a run where a collector answers; a run never waits for one, nor fails for it. The error where it could not. */
export async function shipQuietly(
  run: StoredRun,
  dataFolder: string,
  signal: AbortSignal = AbortSignal.timeout(mostWaitMs),
): Promise<Shipped | { readonly failure: unknown }> {
  try {
    const collector = await findCollector(dataFolder);
    return await shipRun(run, { collector, dataFolder, signal });
  } catch (failure) {
    return { failure };
  }
}

/** Ships a run again and again while it goes on, so that the collector's pages follow it. */
export async function shipAlongside(run: StoredRun, dataFolder: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await shipQuietly(run, dataFolder, AbortSignal.any([signal, AbortSignal.timeout(mostWaitMs)]));
    await sleep(everyMs, null, { signal }).catch(() => undefined);
  }
}
