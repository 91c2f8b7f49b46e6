import type { JsonValue } from '../platform/rendering.ts';

/** What a run writes down, in the order it happens. */
export type JournalEvent =
  /** First of every journal. */
  | { readonly kind: 'opened'; readonly body: RunHeader }
  | { readonly kind: 'approved'; readonly body: JsonValue }
  | { readonly kind: 'batch'; readonly body: { readonly number: number; readonly hosts: readonly string[] } }
  /** Written and on the disk before the effect may happen. */
  | { readonly kind: 'intent'; readonly body: StepIntent }
  /** The remote unit is there, by its name: a later controller finds it again. */
  | { readonly kind: 'attached'; readonly body: StepRef & { readonly unit: string } }
  | { readonly kind: 'done'; readonly body: StepDone }
  /** Nobody can say what became of it; a person decides. */
  | { readonly kind: 'unknown'; readonly body: StepRef & { readonly why: string } }
  | {
      readonly kind: 'decided';
      readonly body: StepRef & { readonly by: string; readonly decision: 'done' | 'not-done' | 'skip-host' };
    }
  | {
      readonly kind: 'host';
      readonly body: { readonly host: string; readonly outcome: HostOutcome; readonly note: string };
    }
  | {
      readonly kind: 'control';
      readonly body: {
        readonly action: 'pause' | 'resume' | 'stop' | 'kill' | 'reopen';
        readonly by: string;
      };
    }
  | {
      readonly kind: 'evidence';
      readonly body: {
        readonly host: string | null;
        readonly name: string;
        readonly sha256: string;
        readonly value: JsonValue;
      };
    }
  /** The head before this line, signed with the key of who runs it. */
  | { readonly kind: 'sealed'; readonly body: SealBody }
  /** The head before this line, shown to somebody outside the operator's reach: an `Anchor`. */
  | { readonly kind: 'anchored'; readonly body: JsonValue }
  | {
      readonly kind: 'closed';
      readonly body: { readonly outcome: RunOutcome; readonly counts: Readonly<Record<HostOutcome, number>> };
    };

/** The kinds of entry. */
export const journalKinds = [
  'opened',
  'approved',
  'batch',
  'intent',
  'attached',
  'done',
  'unknown',
  'decided',
  'host',
  'control',
  'evidence',
  'sealed',
  'anchored',
  'closed',
] as const satisfies readonly JournalEvent['kind'][];

export type HostOutcome = 'changed' | 'unchanged' | 'failed' | 'unreachable' | 'skipped' | 'unknown';
export type RunOutcome = 'succeeded' | 'failed' | 'stopped' | 'cancelled';
export type StepEffect = 'read' | 'change' | 'destroy' | 'verify';

/** Who runs what, on what grounds. */
export interface RunHeader {
  readonly schemaVersion: 1;
  readonly run: string;
  readonly procedure: string;
  /** SHA-256 of the procedure's source: another source is resumed only by a decision. */
  readonly sourceHash: string;
  readonly planHash: string;
  readonly requestedBy: string;
  readonly executedBy: string;
  readonly change: 'standard' | 'normal' | 'emergency';
  readonly ticket: string | null;
  readonly parameters: JsonValue;
  readonly hosts: readonly string[];
  readonly snapshotHash: string;
  readonly grundvalVersion: string;
}

/** One step of one host. */
export interface StepRef {
  readonly host: string;
  /** Name, with its number where a name comes back: `upgrade`, `pending#2`. */
  readonly step: string;
}

export interface StepIntent extends StepRef {
  readonly effect: StepEffect;
  /** SHA-256 of the canonical JSON of the command. */
  readonly commandHash: string;
}

export interface StepDone extends StepRef {
  /** What the step gave back: replayed when the run is resumed. */
  readonly result: JsonValue;
  /** SHA-256 of the whole output, which is kept beside the journal; null where there was none. */
  readonly outputSha256: string | null;
}

/** A signature over the run, and number and hash of the entry before it. */
export interface SealBody {
  readonly seq: number;
  readonly head: string;
  /** SHA-256 of the public key (SPKI, DER), in hexadecimal. */
  readonly keyId: string;
  /** Ed25519, in base64. */
  readonly signature: string;
}

/** One line of a journal file. */
export interface JournalEntry {
  /** From 0. */
  readonly seq: number;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  /** Hash of the entry before; 64 zeros in the first. */
  readonly prev: string;
  readonly kind: JournalEvent['kind'];
  readonly body: JsonValue;
  /** SHA-256 of the canonical JSON of all fields above, in hexadecimal. */
  readonly hash: string;
}
