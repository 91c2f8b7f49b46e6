import type { Lang } from '#model/format/lang.ts';
import type { DateOrder } from './cells/dates.ts';
import type { ImportedDevice } from './device.ts';
import type { Table } from './table.ts';

/** A sentence or an expression in both languages. */
export type Wording = Readonly<Record<Lang, string>>;

/** What a person may decide where the file cannot: both are optional. */
export interface ImportOptions {
  /** Order of day and month in columns where every cell could be read both ways. */
  readonly dates?: DateOrder;
  /** Meaning of a column by its name in the file: `Inventarienr` → `assetId`. */
  readonly columns?: ReadonlyMap<string, Field>;
}

/** What a column can mean; `extra` keeps it under its own name. */
export const FIELDS = [
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
  'storageMib',
  'storageBytes',
  'freeStorageMib',
  'freeStorageBytes',
  'extra',
] as const;
export type Field = (typeof FIELDS)[number];

/** How well a header fits an importer. */
export interface Recognition {
  /** Names of the header that the importer knows, and how many there are. */
  readonly known: number;
  readonly total: number;
  /** What the file looks like: "Intune, All devices". */
  readonly looksLike: string;
}

/** A cell or a whole row that could not be taken. */
export interface Rejection {
  /** Line of the file, from 1; for JSON the number of the record. */
  readonly line: number;
  /** The cell's column; without it the whole row was left out. */
  readonly column?: string;
  /** What stands there, shortened; described, never quoted, where it is personal data. */
  readonly found: Wording;
  readonly expected: Wording;
}

/** A column whose cells were thrown away as the file was read. */
export interface DroppedColumn {
  readonly name: string;
  readonly reason: 'personal' | 'secret' | 'free-text' | 'not-needed';
}

/** A record that a newer one of the same device took the place of. */
export interface Replaced {
  readonly line: number;
  readonly name: string | null;
  /** Line of the record that was kept. */
  readonly by: number;
}

/** Rows that are no device for the register, counted; personally owned ones are never listed. */
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
  readonly looksLike: string;
  /** Rows with data, headers and empty ones apart. */
  readonly rowsRead: number;
  readonly records: readonly ImportedDevice[];
  readonly rejected: readonly Rejection[];
  readonly warnings: readonly Wording[];
  readonly dropped: readonly DroppedColumn[];
  readonly leftOut: LeftOut;
  /** False where the file is known to be a part (a first page), so that absence in it says nothing. */
  readonly complete: boolean;
}

/** Reads one kind of export. */
export interface Importer {
  /** The word after `--from`. */
  readonly name: string;
  /** One sentence: which files it reads. */
  readonly description: string;
  /** Null where the header is of something else. */
  recognise(header: readonly string[]): Recognition | null;
  /**
   * Turns the table into records; one bad cell never hides the others.
   *
   * @throws {GrundvalError} `import/not-devices` where the header is of something else.
   */
  parse(table: Table, options: ImportOptions): ImportResult;
}
