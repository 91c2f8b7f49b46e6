import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { visitRecords } from './read-records.ts';

const headLimit = 40;
const headCharacters = 512 * 1024;
/** In the order they win where two split the header into equally many names. */
const commonSeparators = [';', '\t', ','] as const;

/** Where the names of the columns stand and what separates them. */
export interface HeaderPlace {
  readonly separator: string;
  /** From 1. */
  readonly line: number;
}

interface Candidate extends HeaderPlace {
  readonly score: number;
}

/**
 * Finds the header among the first lines: banners, titles, `sep=;` and `#TYPE` lines are passed over.
 *
 * The header is the first record at least half as wide as the widest; the separator is the one that makes
 * it widest with the most following records of the same width.
 */
export function findHeader(text: string): HeaderPlace {
  const head = text.length > headCharacters ? text.slice(0, headCharacters) : text;
  const said = /^sep=(.)\r?\n/i.exec(head)?.[1];
  const separators = said === undefined ? commonSeparators : [said];
  const candidates = separators.flatMap((separator) => headerWith(head, separator));
  const best = candidates.reduce<Candidate | null>(
    (winner, candidate) => (winner === null || candidate.score > winner.score ? candidate : winner),
    null,
  );
  if (best === null) {
    throw bilingualError(
      'import/no-header',
      {
        sv: 'Filen har ingen rad med kolumnnamn.',
        en: 'The file has no line with names of columns.',
      },
      {
        sv: 'Listans första rad ska namnge kolumnerna: Namn;Serienummer;Modell …',
        en: 'The first line of the list must name its columns: Namn;Serienummer;Modell …',
      },
    );
  }
  return { separator: best.separator, line: best.line };
}

function headerWith(head: string, separator: string): Candidate[] {
  const records = headRecords(head, separator).filter(({ cells }) => !isPreamble(cells));
  const widest = Math.max(0, ...records.map(({ cells }) => countFilled(cells)));
  const at = records.findIndex(({ cells }) => countFilled(cells) >= widest / 2);
  const header = records[at];
  if (header === undefined) return [];
  const following = records.slice(at + 1);
  const agreeing = following.filter(({ cells }) => fits(cells, header.cells.length)).length;
  const share = following.length === 0 ? 1 : agreeing / following.length;
  return [{ separator, line: header.line, score: countFilled(header.cells) * (0.01 + share) }];
}

function headRecords(head: string, separator: string): { cells: readonly string[]; line: number }[] {
  const records: { cells: readonly string[]; line: number }[] = [];
  try {
    visitRecords(head, separator, (cells, line) => records.push({ cells, line }), headLimit);
  } catch (cause) {
    // With the wrong separator, or where the head was cut, a quote may stand open: the records before it count.
    if (!(cause instanceof GrundvalError)) throw cause;
  }
  return records;
}

function isPreamble(cells: readonly string[]): boolean {
  const first = cells[0] ?? '';
  return /^sep=.?$/i.test(first) || first.startsWith('#TYPE ');
}

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** As wide as the header, or wider by empty cells only (some tools end each row with a separator). */
export function fits(cells: readonly string[], width: number): boolean {
  return cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '');
}
