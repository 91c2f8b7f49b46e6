import type { Text } from '#model/format/text.ts';
import { type Cell, cleanCell } from './cells/cell.ts';
import type { DateOrder, WallTime } from './cells/dates.ts';
import { findDateOrder } from './cells/dates.ts';
import { type DecimalMark, findDecimalMark } from './cells/numbers.ts';
import type { Field, ImportOptions, Rejection } from './importer.ts';
import type { Column, Row, Table } from './table.ts';

/** What can only be told from all cells of a column together. */
interface ColumnHabit {
  readonly dateOrder: DateOrder | null;
  readonly decimalMark: DecimalMark;
}

/** A kept column, its place among the kept cells, and how its cells are written. */
interface Source extends Column, ColumnHabit {
  readonly index: number;
}

type Parse<T> = (raw: string, habit: ColumnHabit) => Cell<T>;

/** Reads the fields of the rows of one table. */
export type RowReader = (row: Row) => FieldReader;

/** Reads the fields of one row; what cannot be taken is null and stands in `rejected`. */
export interface FieldReader {
  /** The first column of the field that gives a value. */
  readonly first: <T>(field: Field, parse: Parse<T>) => T | null;
  /** All columns of the field. */
  readonly all: <T>(
    field: Field,
    parse: Parse<T>,
  ) => readonly { readonly column: string; readonly value: T }[];
  readonly rejected: readonly Rejection[];
}

const dateFields: readonly Field[] = ['lastSeen', 'enrolled', 'purchased', 'endOfLife'];
const numberFields: readonly Field[] = [
  'purchaseCost',
  'storage',
  'storageMib',
  'storageBytes',
  'freeStorage',
  'freeStorageMib',
  'freeStorageBytes',
];
/** Longest quotation of a cell in a report, in characters. */
const quotedCharacters = 40;

/** Finds how each column writes its dates and numbers, once, and reads rows by it. */
export function createRowReader(table: Table, options: ImportOptions): RowReader {
  const sources = new Map<Field, Source[]>();
  table.kept.forEach((column, index) => {
    const list = sources.get(column.field) ?? [];
    list.push({ ...column, index, ...habitOf(column.field, index, table, options) });
    sources.set(column.field, list);
  });
  return ({ line, cells }) => {
    const rejected: Rejection[] = [];
    const read = <T>(source: Source, parse: Parse<T>): T | null => {
      const raw = cells[source.index] ?? '';
      if (raw === '') return null;
      const cell = parse(raw, source);
      if ('value' in cell) return cell.value;
      rejected.push({ line, column: source.name, found: cell.found ?? quote(raw), expected: cell.expected });
      return null;
    };
    return {
      first: (field, parse) => {
        for (const source of sources.get(field) ?? []) {
          const value = read(source, parse);
          if (value !== null) return value;
        }
        return null;
      },
      all: (field, parse) =>
        (sources.get(field) ?? []).flatMap((source) => {
          const value = read(source, parse);
          return value === null ? [] : [{ column: source.name, value }];
        }),
      rejected,
    };
  };
}

function habitOf(
  field: Field,
  index: number,
  { rows, separator }: Table,
  options: ImportOptions,
): ColumnHabit {
  const cells = function* (): Generator<string> {
    for (const row of rows) yield row.cells[index] ?? '';
  };
  return {
    dateOrder: dateFields.includes(field) ? (findDateOrder(cells()) ?? options.dates ?? null) : null,
    decimalMark: numberFields.includes(field) ? findDecimalMark(cells(), separator) : '.',
  };
}

function quote(raw: string): Text {
  const text = cleanCell(raw);
  const shown = JSON.stringify(
    text.length > quotedCharacters ? `${text.slice(0, quotedCharacters - 1)}…` : text,
  );
  return { sv: shown, en: shown };
}

/** A date cell of a column, by the column's order of day and month. */
export function dateBy(parse: (raw: string, order: DateOrder | null) => Cell<WallTime>): Parse<WallTime> {
  return (raw, { dateOrder }) => parse(raw, dateOrder);
}
