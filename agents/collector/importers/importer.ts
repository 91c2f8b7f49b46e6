import type { Text } from '#model/format/text.ts';
import type { DateOrder } from './cells/dates.ts';
import type { ImportedDevice, LastSeenKind } from './device.ts';

/** What a column can mean. `extra` keeps it under its own name. */
export const fields = [
  'name',
  'serial',
  'uuid',
  'sourceId',
  'directoryId',
  'assetId',
  'kind',
  'manufacturer',
  'model',
  'operatingSystem',
  'sku',
  'build',
  'mac',
  'unit',
  'lastSeen',
  'enrolled',
  'purchased',
  'endOfLife',
  'purchaseCost',
  'encrypted',
  'compliance',
  'ownership',
  'status',
  /** With its unit in the cell. */
  'storage',
  'storageMib',
  'storageBytes',
  'freeStorage',
  'freeStorageMib',
  'freeStorageBytes',
  'extra',
] as const;
export type Field = (typeof fields)[number];

/** Why a column's cells are thrown away as the file is read. */
export type DropReason = 'personal' | 'secret' | 'free-text' | 'not-needed' | 'unknown';

/** A field, or why the column is not kept. */
export type Meaning = Field | { readonly drop: DropReason };

/** What a person may decide where the file cannot; all are optional. */
export interface ImportOptions {
  /** Order of day and month in columns where every cell could be read both ways. */
  readonly dates?: DateOrder;
  /** Meaning of a column by its name in the file: `Inventarienr` → `assetId`. */
  readonly columns?: ReadonlyMap<string, Field>;
}

/** One kind of export: which columns it has and what they mean. The rest is common to all of them. */
export interface Importer {
  /** The word after `--from`. */
  readonly name: string;
  /** One sentence: which files it reads. */
  readonly description: Text;
  readonly formats: readonly ('csv' | 'json')[];
  /** Meaning of a column by its name in lower case without other characters than letters and digits. */
  readonly columns: ReadonlyMap<string, Meaning>;
  /** Fields without which a file of this kind is not read, and why. */
  readonly required: readonly { readonly field: Field; readonly because: Text }[];
  readonly lastSeenKind: LastSeenKind;
  /** Zone of times without one. */
  readonly zone: 'UTC' | 'Europe/Stockholm';
}

/** A cell or a whole row that could not be taken. */
export interface Rejection {
  /** Line of the file, from 1; for JSON the number of the record. */
  readonly line: number;
  /** The cell's column; null where the whole row was left out. */
  readonly column: string | null;
  /** What stands there, shortened; described, never quoted, where it is personal data. */
  readonly found: Text;
  readonly expected: Text;
}

/** A column whose cells were thrown away as the file was read. */
export interface DroppedColumn {
  readonly name: string;
  readonly reason: DropReason;
}

/** A record that a newer one of the same device took the place of. */
export interface Replaced {
  readonly line: number;
  readonly name: string | null;
  /** Line of the record that was kept. */
  readonly by: number;
}

/** Rows that are no device for the register; personally owned ones are counted and never listed. */
export interface LeftOut {
  readonly personallyOwned: number;
  /** Scrapped, sold, deprovisioned. */
  readonly disposed: number;
  readonly replaced: readonly Replaced[];
  readonly repeatedHeaders: number;
  readonly emptyRows: number;
}

/** Everything one file gave. */
export interface ImportResult {
  /** The column each field was read from: `Serienummer` → `serial`. */
  readonly columns: readonly { readonly name: string; readonly field: Field }[];
  /** Rows with data, headers and empty ones apart. */
  readonly rowsRead: number;
  readonly records: readonly ImportedDevice[];
  readonly rejected: readonly Rejection[];
  readonly warnings: readonly Text[];
  readonly dropped: readonly DroppedColumn[];
  readonly leftOut: LeftOut;
  /** False where the file is known to be a part (a first page), so that absence in it says nothing. */
  readonly complete: boolean;
}
