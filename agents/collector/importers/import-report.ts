import { createHash } from 'node:crypto';
import type { Signal } from '../identity/signals.ts';
import type { ImportResult } from './importer.ts';

/** What an import did, or would have done, as JSON: the answer of the API and the input of what people read. */
export interface ImportReport extends Omit<ImportResult, 'records'> {
  readonly schemaVersion: 1;
  /** `intune`, `csv:<name>`. */
  readonly source: string;
  readonly fileName: string;
  /** Devices the file gave. */
  readonly taken: number;
  /** Devices by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly outcome: ReportedOutcome;
}

/** What became of it. */
export type ReportedOutcome =
  | { readonly kind: 'checked' }
  /** `--strict`: something could not be taken, so nothing was. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'repeated'; readonly importedAt: string }
  | {
      readonly kind: 'saved';
      readonly created: number;
      readonly linked: number;
      readonly updated: number;
      readonly unchanged: number;
      readonly noLongerListed: number;
      readonly heldBack: number;
      readonly conflicts: readonly {
        readonly line: number;
        readonly deviceId: string;
        readonly name: string;
        readonly shared: readonly Signal[];
        readonly differing: readonly Signal[];
      }[];
    };

/** The report of a file that was read. */
export function reportImport(
  { records, ...result }: ImportResult,
  file: { readonly source: string; readonly fileName: string },
  outcome: ReportedOutcome,
): ImportReport {
  const kinds = Object.groupBy(records, ({ kind }) => kind);
  return {
    schemaVersion: 1,
    ...file,
    ...result,
    taken: records.length,
    kinds: Object.fromEntries(Object.entries(kinds).map(([kind, list]) => [kind, list.length])),
    outcome,
  };
}

/** SHA-256 of a file in hexadecimal: the same file is known again. */
export function hashFile(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
