import { bilingualError } from '#model/bilingual-error.ts';
import type { JournalAnchor } from '#model/declaration/journal-anchor.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { placeName, placesLeft } from '#runbooks/engine/journal/anchor/anchor-place.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { anchorHead } from './anchor-head.ts';
import { readIdentity } from './identity.ts';
import { notBegun } from './not-begun.ts';
import { runsFolder } from './places.ts';
import { runAnchors } from './run-anchors.ts';
import type { RunPlace } from './run-flags.ts';

/**
 * Anchors the journal of a run that nobody works on wherever it is not anchored yet: at the places declared when it
 * was planned, and those declared now.
 *
 * @returns the exit status: 1 where some place has not taken it
 * @throws {GrundvalError} `run/no-anchors`, `run/not-begun`, `journal/in-use`
 */
export async function anchorRun(place: RunPlace, given: string, io: CommandIo): Promise<number> {
  const [run, who] = await Promise.all([findRun(runsFolder(place.folder), given), readIdentity(place)]);
  const path = journalPath(run.folder);
  // Before anything is opened: opening would begin a journal where there is none.
  if ((await readHistory(path, io.signal)).length === 0) throw notBegun(run.id);
  const declared = await declaredFor(run.folder, place.folder);
  if (declared.length === 0) throw noAnchors();
  const journal = await openJournal(path, { clock: io.now, signal: io.signal });
  try {
    const events = (await readHistory(path, io.signal)).map(({ event }) => event);
    const anchors = placesLeft(events, declared);
    if (anchors.length === 0) {
      io.out(
        io.lang === 'sv'
          ? `${run.id} är redan förankrad överallt.`
          : `${run.id} is anchored everywhere already.`,
      );
      return 0;
    }
    const { lines, isWhole } = await anchorHead(journal, { run: run.id, anchors, place, who }, io);
    for (const line of lines) io.out(line);
    return isWhole ? 0 : 1;
  } finally {
    await journal.close();
  }
}

/** A place that is declared both times is asked as it is declared now. */
async function declaredFor(runFolder: string, folder: string): Promise<readonly JournalAnchor[]> {
  const [planned, { organisation }] = await Promise.all([runAnchors(runFolder), loadDeclaration(folder)]);
  const now = organisation.operations.anchors;
  const names = new Set(now.map(placeName));
  return [...now, ...planned.filter((anchor) => !names.has(placeName(anchor)))];
}

function noAnchors() {
  return bilingualError(
    'run/no-anchors',
    {
      sv: 'Deklarationen nämner ingen utanför IT-enheten som journaler förankras hos.',
      en: 'The declaration names nobody outside the IT unit at whom journals are anchored.',
    },
    {
      sv: 'Skriv in en tidsstämplare eller registratorn under operations.anchors i grundval.yaml.',
      en: 'Write a timestamp authority or the registrar under operations.anchors in grundval.yaml.',
    },
  );
}
