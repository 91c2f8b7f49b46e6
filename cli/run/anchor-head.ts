import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalAnchor } from '#model/declaration/journal-anchor.ts';
import type { Journal } from '#runbooks/engine/journal/append.ts';
import type { CommandIo } from '../command.ts';
import type { Identity } from './identity.ts';
import type { RunPlace } from './run-flags.ts';

/** What is anchored, where, and by whom. */
export interface AnchorOrder {
  readonly run: string;
  readonly anchors: readonly JournalAnchor[];
  readonly place: RunPlace;
  readonly who: Identity;
}

/** Most time that all places together may take. */
const mostSeconds = 10;

/**
 * Shows the head of a journal to every declared place at the same time, and notes who has taken it. A place that does
 * not answer, or not as it should, stops nothing.
 *
 * @returns what became of it, a line for each place, and whether all have taken it
 */
export async function anchorHead(
  journal: Journal,
  { run, anchors, place, who }: AnchorOrder,
  { now, lang }: Pick<CommandIo, 'now' | 'lang'>,
): Promise<{ readonly lines: readonly string[]; readonly isWhole: boolean }> {
  if (anchors.length === 0) return { lines: [], isWhole: true };
  const [{ anchorJournal }, { placeName }, { methodOf }] = await Promise.all([
    import('#runbooks/engine/journal/anchor/anchor.ts'),
    import('#runbooks/engine/journal/anchor/anchor-place.ts'),
    import('#runbooks/engine/journal/anchor/method-of.ts'),
  ]);
  const parts = {
    authorities: who.trust.timestampAuthorities,
    key: who.key,
    clock: now,
    fetch,
    randomBytes,
    readFile: (path: string) => readFile(join(place.folder, path), 'utf8'),
    timeoutSeconds: mostSeconds,
  };
  const upTo = journal.head()?.seq ?? 0;
  const signal = AbortSignal.timeout(mostSeconds * 1000);
  const told = await Promise.all(
    anchors.map(async (anchor) => {
      const result = await anchorJournal(journal, run, methodOf(anchor, parts), signal);
      const name = placeName(anchor);
      if ('entry' in result) {
        const line =
          lang === 'sv'
            ? `Förankrad hos ${name}: allt till och med post ${upTo}.`
            : `Anchored at ${name}: all up to entry ${upTo}.`;
        return { line, isAnchored: true };
      }
      const why = result.failure[lang];
      const line = lang === 'sv' ? `INTE förankrad hos ${name}: ${why}` : `NOT anchored at ${name}: ${why}`;
      return { line, isAnchored: false };
    }),
  );
  const isWhole = told.every(({ isAnchored }) => isAnchored);
  return { lines: told.map(({ line }) => line), isWhole };
}

/** What is to be done where some place has not taken the head. */
export function anchorLater(run: string, { lang }: Pick<CommandIo, 'lang'>): string {
  return lang === 'sv'
    ? `Körningen påverkas inte. Förankra senare: grundval runs anchor ${run}`
    : `The run is not affected. Anchor it later: grundval runs anchor ${run}`;
}
