import { bilingualError } from '#model/bilingual-error.ts';
import { checkChain } from './chain.ts';
import { damagedJournal } from './damaged.ts';
import { diskError } from './disk-error.ts';
import type { JournalEntry } from './entry.ts';
import { splitLines } from './split-lines.ts';

/**
 * Entries of a journal in their order, each checked against those before it. Memory does not grow with the file.
 * An unfinished last line is left out: it was never acknowledged, or is being written.
 *
 * @throws {GrundvalError} `journal/damaged` at the first line that is not right, with what was expected and found;
 *   `journal/cannot-open`; `journal/empty` where there is no entry
 * @example
 * for await (const entry of readJournal(path)) replay(toEvent(entry));
 */
export async function* readJournal(path: string, signal?: AbortSignal): AsyncGenerator<JournalEntry> {
  const chain = checkChain();
  try {
    for await (const { lines } of splitLines(path, signal)) {
      for (const line of lines) {
        const { entry, fault } = chain.check(line);
        if (fault !== null) throw damagedJournal(path, fault);
        if (entry !== null) yield entry;
      }
    }
  } catch (error) {
    throw diskError(path, error);
  }
  if (chain.last() === null) throw emptyJournal(path);
}

/** The error of a file without a single entry. */
export function emptyJournal(path: string): Error {
  return bilingualError(
    'journal/empty',
    { sv: `${path} har ingen enda post.`, en: `${path} has not a single entry.` },
    {
      sv: 'Ange filen journal.jsonl i körningens mapp.',
      en: 'Name the file journal.jsonl in the folder of the run.',
    },
    { details: { path } },
  );
}
