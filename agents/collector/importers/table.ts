import type { DroppedColumn, Rejection, Wording } from './importer.ts';

/** One row, its cells in the order of {@link Table.columns}, as they stand in the file. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file of rows under named columns, whether it was CSV or JSON. */
export interface Table {
  /** Every name of the header, repeated ones numbered `name (2)`, dropped ones included. */
  readonly header: readonly string[];
  /** The names whose cells were kept. */
  readonly columns: readonly string[];
  /** Line of the header, from 1; 0 where the format has none. */
  readonly headerLine: number;
  /** `;`, `,` or a tab; null for JSON. */
  readonly separator: string | null;
  readonly rows: readonly Row[];
  readonly dropped: readonly DroppedColumn[];
  /** Rows that did not fit the header. */
  readonly rejected: readonly Rejection[];
  readonly repeatedHeaders: number;
  readonly emptyRows: number;
  readonly warnings: readonly Wording[];
  /** False where the file says that there is more. */
  readonly complete: boolean;
}
