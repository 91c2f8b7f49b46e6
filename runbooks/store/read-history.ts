import { GrundvalError } from '#model/error.ts';
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
  const history: TimedEvent[] = [];
  try {
    for await (const entry of readJournal(journal, signal)) {
      history.push({ at: new Date(entry.at), event: toEvent(journal, entry) });
    }
  } catch (error) {
    // No file, or one that was opened by a controller that was refused or died before its first entry.
    const isMissing = errorCode(error instanceof GrundvalError ? error.cause : error) === 'ENOENT';
    const isEmpty = error instanceof GrundvalError && error.code === 'journal/empty';
    if (!isMissing && !isEmpty) throw error;
  }
  return history;
}
