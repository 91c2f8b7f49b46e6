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
  /** How many of its cells are names that somebody knows. */
  readonly known: number;
  /** Does every line of the head stand in the columns of this one, none passed over? */
  readonly isWhole: boolean;
  readonly score: number;
}

interface HeadRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Finds the header among the first lines: banners, titles, `sep=;` and `#TYPE` lines are passed over.
 *
 * The line with the most known names is the header. Where names do not tell, a separator that fits every line
 * from the first on wins over one that has to pass lines over, for a decimal comma in every row looks like a
 * separator as well; then the one that makes the header widest with the most following records of its width.
 *
 * @param isKnown does a cell name a column that an importer, or the person who imports, gives a meaning?
 */
export function findHeader(text: string, isKnown: (cell: string) => boolean): HeaderPlace {
  const head = text.length > headCharacters ? text.slice(0, headCharacters) : text;
  const said = /^sep=(.)\r?\n/i.exec(head)?.[1];
  const separators = said === undefined ? commonSeparators : [said];
  const [best] = separators
    .flatMap((separator) => headerWith(head, separator, isKnown))
    .sort((a, b) => b.known - a.known || Number(b.isWhole) - Number(a.isWhole) || b.score - a.score);
  if (best === undefined) {
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

function headerWith(head: string, separator: string, isKnown: (cell: string) => boolean): Candidate[] {
  const records = headRecords(head, separator).filter(({ cells }) => !isPreamble(cells));
  const countKnown = ({ cells }: HeadRecord): number => cells.filter(isKnown).length;
  const header = [firstWide(records), firstNamed(records, countKnown)]
    .filter((record) => record !== undefined)
    .reduce<HeadRecord | undefined>(
      (wide, named) => (wide === undefined || countKnown(named) > countKnown(wide) ? named : wide),
      undefined,
    );
  if (header === undefined) return [];
  const width = header.cells.length;
  const following = records.slice(records.indexOf(header) + 1);
  const agreeing = following.filter(({ cells }) => fits(cells, width)).length;
  const share = following.length === 0 ? 1 : agreeing / following.length;
  return [
    {
      separator,
      line: header.line,
      known: countKnown(header),
      isWhole: countFilled(header.cells) > 1 && header === records[0] && share === 1,
      score: countFilled(header.cells) * (0.01 + share),
    },
  ];
}

/** The first record at least half as wide as the widest. */
function firstWide(records: readonly HeadRecord[]): HeadRecord | undefined {
  const widest = Math.max(0, ...records.map(({ cells }) => countFilled(cells)));
  return records.find(({ cells }) => countFilled(cells) >= widest / 2);
}

/** The first record of several names, at least half of them known. */
function firstNamed(
  records: readonly HeadRecord[],
  countKnown: (record: HeadRecord) => number,
): HeadRecord | undefined {
  return records.find((record) => {
    const known = countKnown(record);
    return known > 1 && known >= countFilled(record.cells) / 2;
  });
}

function headRecords(head: string, separator: string): readonly HeadRecord[] {
  const records: HeadRecord[] = [];
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
