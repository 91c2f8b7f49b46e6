import type { RunJournal } from '#runbooks/engine/execute/run-log.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';
import { type Journal, openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath, type StoredRun } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { describeFailure } from '../failure.ts';
import { anchorHead, anchorLater } from './anchor-head.ts';
import { type Identity, readIdentity } from './identity.ts';
import { notBegun } from './not-begun.ts';
import { runsFolder } from './places.ts';
import { runAnchors } from './run-anchors.ts';
import type { RunPlace } from './run-flags.ts';

/**
 * Lets a person add to the journal of a run that nobody works on, seals it with their key, and shows it to
 * those declared outside.
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
    await anchor(journal, { run, who, place }, io);
  } finally {
    await journal.close();
  }
  return run.id;
}

/** What is written down stands, whatever becomes of this. */
async function anchor(
  journal: Journal,
  { run, who, place }: { readonly run: StoredRun; readonly who: Identity; readonly place: RunPlace },
  io: CommandIo,
): Promise<void> {
  try {
    const anchors = await runAnchors(run.folder);
    const { lines, isWhole } = await anchorHead(journal, { run: run.id, anchors, place, who }, io);
    for (const line of lines) io.err(line);
    if (!isWhole) io.err(anchorLater(run.id, io));
  } catch (error) {
    // The snapshot cannot be read: nobody knows where.
    for (const line of describeFailure(error, io)) io.err(line);
    io.err(anchorLater(run.id, io));
  }
}
