import type { JournalAnchor } from '#model/declaration/journal-anchor.ts';
import { GrundvalError } from '#model/error.ts';
import { parseSnapshot } from '#model/platform/read-snapshot-file.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';
import { placeName, placesLeft } from '#runbooks/engine/journal/anchor/anchor-place.ts';
import { readRunSnapshot } from '#runbooks/store/run-folder.ts';

/**
 * Where the journal of a run is to be anchored, as declared when it was planned.
 *
 * @throws {GrundvalError} `run/unreadable`, `snapshot/…`
 */
export async function runAnchors(folder: string): Promise<readonly JournalAnchor[]> {
  const text = await readRunSnapshot(folder);
  // A list asks this of every run, and to parse a snapshot takes its time; most declare none.
  if (!text.includes('"anchors":[{')) return [];
  return parseSnapshot(text, folder).declaration.organisation.operations.anchors;
}

/**
 * Places that do not vouch for all that the journal of a run says; null where its snapshot cannot be read. None while
 * somebody works on it, or was cut off: whoever leaves a run seals it, and anchors it then.
 */
export async function findUnanchored(
  folder: string,
  history: readonly TimedEvent[],
): Promise<readonly string[] | null> {
  const events = history.map(({ event }) => event);
  const last = events.findLastIndex(({ kind }) => kind !== 'sealed' && kind !== 'anchored');
  const isLeft =
    events[last]?.kind === 'closed' || events.slice(last + 1).some(({ kind }) => kind === 'sealed');
  if (!isLeft) return [];
  try {
    return placesLeft(events, await runAnchors(folder)).map(placeName);
  } catch (error) {
    if (error instanceof GrundvalError) return null;
    throw error;
  }
}
