import { setTimeout as sleep } from 'node:timers/promises';
import type { RunControl } from '#runbooks/engine/execute/control.ts';
import { takeWishes } from '#runbooks/store/wishes.ts';

const lookEveryMs = 400;

/** Does what `grundval runs pause` and kin ask of a run that goes on, until the signal is aborted. */
export async function followWishes(folder: string, control: RunControl, signal: AbortSignal): Promise<void> {
  // What was wished of an earlier controller is no wish of this one.
  await takeWishes(folder);
  while (!signal.aborted) {
    await sleep(lookEveryMs, null, { signal }).catch(() => undefined);
    for (const { action, by } of await takeWishes(folder)) control[action](by);
  }
}
