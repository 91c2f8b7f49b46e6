import { dirname, resolve } from 'node:path';
import type { JournalAnchor } from '#model/declaration/journal-anchor.ts';
import type { JournalEvent } from '../entry.ts';
import { Anchor } from './anchor.ts';

/** What a declared place is called: address, or folder. */
export function placeName(place: JournalAnchor): string {
  if (place.kind === 'timestamp') return place.url;
  return place.folder ?? place.to;
}

/**
 * Places that do not vouch for all that a journal says, of those declared. By what the journal itself says: whether it
 * is true is for its verification.
 *
 * @param events of a journal from its first, in order
 */
export function placesLeft(
  events: readonly JournalEvent[],
  declared: readonly JournalAnchor[],
): readonly JournalAnchor[] {
  const last = events.findLastIndex(({ kind }) => kind !== 'sealed' && kind !== 'anchored');
  const anchors = events.flatMap(({ kind, body }) => {
    const anchor = kind === 'anchored' ? Anchor.safeParse(body).data : undefined;
    return anchor === undefined || anchor.seq < last ? [] : [anchor];
  });
  return declared.filter((place) => last >= 0 && !anchors.some((anchor) => isOf(place, anchor)));
}

function isOf(place: JournalAnchor, anchor: Anchor): boolean {
  if (place.kind === 'timestamp') return anchor.method === 'rfc3161' && anchor.url === place.url;
  if (anchor.method !== 'registrar') return false;
  return place.folder === undefined
    ? anchor.way === 'smtp' && anchor.to === place.to
    : anchor.way === 'folder' && dirname(anchor.to) === resolve(place.folder);
}
