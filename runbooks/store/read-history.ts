import { access } from 'node:fs/promises';
import { errorCode } from '#model/error-code.ts';
import type { TimedEvent } from '../engine/execute/run-state.ts';
import { toEvent } from '../engine/journal/event.ts';
import { readJournal } from '../engine/journal/read.ts';

/**
 * Everything a journal says so far, as a run is resumed from it; nothing where it has not begun.
 *
 * @throws {GrundvalError} `journal/damaged`
 */
export async function readHistory(journal: string, signal?: AbortSignal): Promise<readonly TimedEvent[]> {
  try {
    await access(journal);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  const history: TimedEvent[] = [];
  for await (const entry of readJournal(journal, signal)) {
    history.push({ at: new Date(entry.at), event: toEvent(journal, entry) });
  }
  return history;
}
