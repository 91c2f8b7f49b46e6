import { cleanCell } from '#agents/collector/importers/cells/cell.ts';
import { findDecimalMark, parseNumber } from '#agents/collector/importers/cells/numbers.ts';
import { normaliseName } from '#agents/collector/importers/column-names.ts';
import { foreignBytes, refuseForeignText } from '#agents/collector/importers/foreign-content.ts';
import { readCsv } from '#agents/collector/importers/read-csv.ts';
import { readText } from '#agents/collector/importers/read-text.ts';
import { bilingualError } from '#model/bilingual-error.ts';

/** A list of rows under named columns. */
export interface ListTable {
  /** Names of its columns as they stand. */
  readonly columns: readonly string[];
  readonly rows: readonly ListRow[];
  /** Lines that did not fit the header. */
  readonly misfits: readonly number[];
}

/** One row; columns are asked for by any of their names, without regard to case and punctuation. */
export interface ListRow {
  readonly line: number;
  /** The cell as a tidy line of text; empty where it says nothing or no such column is there. */
  readonly text: (...names: readonly string[]) => string;
  /** The cell as it stands, line breaks included. */
  readonly raw: (...names: readonly string[]) => string;
  /** Null where the cell is empty or no number. */
  readonly number: (...names: readonly string[]) => number | null;
}

/**
 * Reads a table of separated values.
 *
 * @param known names of columns that tell the header from what stands above it
 *
 * @throws {GrundvalError} `import/…` where the file as a whole cannot be read
 */
export function readListTable(bytes: Uint8Array, known: readonly string[]): ListTable {
  refuseWorkbook(bytes);
  const text = readText(bytes);
  refuseForeignText(text);
  let columns: readonly string[] = [];
  const knownKeys = new Set(known.map(normaliseName));
  const isKnown = (cell: string): boolean => knownKeys.has(normaliseName(cell));
  const { rows, rejected, separator } = readCsv(text, isKnown, (names) => {
    columns = names;
    return { kept: names.map((name, at) => ({ name, field: 'extra' as const, at })), dropped: [] };
  });
  const places = new Map<string, number>();
  columns.forEach((name, at) => {
    const key = normaliseName(name);
    if (!places.has(key)) places.set(key, at);
  });
  const placeOf = (names: readonly string[]): number => {
    const name = names.map(normaliseName).find((key) => places.has(key));
    return name === undefined ? -1 : (places.get(name) ?? -1);
  };
  const marks = columns.map((_, at) =>
    findDecimalMark(
      rows.map(({ cells }) => cells[at] ?? ''),
      separator,
    ),
  );
  return {
    columns,
    misfits: rejected.map(({ line }) => line),
    rows: rows.map(({ line, cells }) => ({
      line,
      text: (...names) => cleanCell(cells[placeOf(names)] ?? ''),
      raw: (...names) => cells[placeOf(names)] ?? '',
      number: (...names) => {
        const at = placeOf(names);
        const cell = parseNumber(cells[at] ?? '', marks[at] ?? '.');
        return 'value' in cell ? cell.value : null;
      },
    })),
  };
}

/** Does the table have a column of one of these names? */
export function hasColumn({ columns }: ListTable, ...names: readonly string[]): boolean {
  const known = new Set(columns.map(normaliseName));
  return names.some((name) => known.has(normaliseName(name)));
}

function refuseWorkbook(bytes: Uint8Array): void {
  const foreign = foreignBytes(bytes);
  if (foreign === null) return;
  throw bilingualError(
    'import/not-text',
    {
      sv: `Filen är ${foreign.what.sv}, en CSV-fil väntades.`,
      en: `The file is ${foreign.what.en}, expected a CSV file.`,
    },
    {
      sv: 'Exportera som CSV: i RVTools "Export all to CSV" (en fil per flik), i kalkylprogram "CSV UTF-8".',
      en: 'Export as CSV: in RVTools "Export all to CSV" (a file for each tab), in a spreadsheet "CSV UTF-8".',
    },
  );
}
