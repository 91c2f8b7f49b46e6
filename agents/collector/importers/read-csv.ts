import { uniqueNames } from './column-names.ts';
import { findHeader, fits } from './find-header.ts';
import type { Rejection } from './importer.ts';
import { visitRecords } from './read-records.ts';
import type { ColumnPlan, Row, Table } from './table.ts';

/**
 * Reads a text of separated values; only the cells of the columns that `plan` keeps are held on to.
 *
 * @param isKnown does a cell name a column that somebody gives a meaning? It tells the header from the rows.
 *
 * @throws {GrundvalError} `import/no-header`, `import/open-quote`, and what `plan` throws.
 */
export function readCsv(
  text: string,
  isKnown: (cell: string) => boolean,
  plan: (names: readonly string[]) => ColumnPlan,
): Table {
  const { separator, line: headerLine } = findHeader(text, isKnown);
  const rows: Row[] = [];
  const rejected: Rejection[] = [];
  let header: readonly string[] = [];
  let columns: ColumnPlan = { kept: [], dropped: [] };
  let repeatedHeaders = 0;
  let emptyRows = 0;
  visitRecords(text, separator, (cells, line) => {
    if (line < headerLine) return;
    if (line === headerLine) {
      header = trimEnd(cells);
      columns = plan(uniqueNames(header));
    } else if (cells.every((cell) => cell.trim() === '')) emptyRows++;
    else if (header.every((name, at) => name.trim() === cells[at]?.trim())) repeatedHeaders++;
    else if (!fits(cells, header.length)) rejected.push(misfit(line, cells.length, header.length));
    else rows.push({ line, cells: columns.kept.map(({ at }) => cells[at] ?? '') });
  });
  return { ...columns, separator, rows, rejected, repeatedHeaders, emptyRows, warnings: [], complete: true };
}

/** A separator at the end of the header line makes no column. */
function trimEnd(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1);
}

function misfit(line: number, found: number, expected: number): Rejection {
  return {
    line,
    column: null,
    found: { sv: `${found} celler`, en: found === 1 ? '1 cell' : `${found} cells` },
    expected: {
      sv: `${expected} som i rubrikraden (står ett skiljetecken i en cell utan citattecken?)`,
      en: `${expected} as in the header (is there a separator in a cell without quotes?)`,
    },
  };
}
