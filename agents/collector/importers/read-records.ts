import { CsvError, parse } from 'csv-parse/sync';
import { bilingualError } from '#model/bilingual-error.ts';

/** A record and the line of the text where it begins, from 1. */
export type VisitRecord = (cells: readonly string[], line: number) => void;

/**
 * Gives each record of a text to `visit`; nothing is kept, so a large file costs only what the visitor keeps.
 * Line endings with and without `\r`, given as `\n` inside cells; lines without a character are skipped; quotes
 * inside a bare cell stand for themselves.
 *
 * @throws {GrundvalError} `import/open-quote` where a quote is never closed.
 */
export function visitRecords(text: string, separator: string, visit: VisitRecord, limit?: number): void {
  let nextLine = 1;
  try {
    // The parser counts a line break of two characters inside quotes as two lines.
    parse(text.replaceAll('\r\n', '\n'), {
      delimiter: separator,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      ...(limit === undefined ? {} : { to: limit }),
      on_record: (cells: string[], { lines }) => {
        // The parser counts to the record's last line; a cell may hold line breaks.
        visit(cells, lines - countLineBreaks(cells));
        nextLine = lines + 1;
        return undefined;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw bilingualError(
      'import/open-quote',
      {
        sv: `Ett citattecken (") öppnas på rad ${nextLine} eller senare och stängs aldrig.`,
        en: `A quotation mark (") is opened on line ${nextLine} or later and never closed.`,
      },
      { sv: 'Rätta cellen, eller exportera igen.', en: 'Mend the cell, or export again.' },
      { details: { line: nextLine }, cause },
    );
  }
}

function countLineBreaks(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}
