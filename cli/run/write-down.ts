import type { RunJournal } from '#runbooks/engine/execute/run-log.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { readIdentity } from './identity.ts';
import { notBegun } from './not-begun.ts';
import { runsFolder } from './places.ts';
import type { RunPlace } from './run-flags.ts';

/**
 * Lets a person add to the journal of a run that nobody works on, and seals it with their key.
 *
 * @returns id of the run
 * @throws {GrundvalError} `journal/in-use`, and what `write` throws
 */
export async function writeDown(
  place: RunPlace,
  given: string,
  io: CommandIo,
  write: (journal: RunJournal, history: readonly TimedEvent[], by: string) => Promise<void>,
): Promise<string> {
  const [run, who] = await Promise.all([findRun(runsFolder(place.folder), given), readIdentity(place)]);
  const path = journalPath(run.folder);
  const history = await readHistory(path, io.signal);
  if (history.length === 0) throw notBegun(run.id);
  const journal = await openJournal(path, { clock: io.now, signal: io.signal });
  try {
    await write(journal, history, who.id);
    await sealJournal(journal, run.id, who.key);
  } finally {
    await journal.close();
  }
  return run.id;
}
