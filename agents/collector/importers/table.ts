import type { Text } from '#model/format/text.ts';
import type { DroppedColumn, Field, Rejection } from './importer.ts';

/** A column that is kept. */
export interface Column {
  /** Repeated names are numbered: `name (2)`. */
  readonly name: string;
  readonly field: Field;
  /** Place in the file, from 0. */
  readonly at: number;
}

/** What is done with the columns of a file. */
export interface ColumnPlan {
  /** For each field the best column first. */
  readonly kept: readonly Column[];
  readonly dropped: readonly DroppedColumn[];
}

/** One row: the cells of the kept columns in their order, as they stand in the file. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file of rows under named columns, whether it was CSV or JSON. */
export interface Table extends ColumnPlan {
  /** `;`, `,` or a tab; null for JSON. */
  readonly separator: string | null;
  readonly rows: readonly Row[];
  /** Rows that did not fit the header. */
  readonly rejected: readonly Rejection[];
  readonly repeatedHeaders: number;
  readonly emptyRows: number;
  readonly warnings: readonly Text[];
  /** False where the file says that there is more. */
  readonly complete: boolean;
}
