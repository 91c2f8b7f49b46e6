import type { z } from 'zod';
import { compareText } from '../compare-text.ts';
import { Change } from './change.ts';
import { Disposal } from './disposal.ts';
import { RestoreTest } from './restore-test.ts';

/** What a run filed as evidence, under a name, and where it stands. */
export interface EvidenceRecord {
  readonly run: string;
  /** Number of its entry in the run's journal. */
  readonly seq: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly name: string;
  readonly value: unknown;
  /** Who ran it, and who had signed for its plan: as the run's journal has it, not as the record says. */
  readonly executedBy: string;
  readonly approvedBy: readonly string[];
  /** Was the journal it stands in verified, with signatures that are known? Else it proves nothing. */
  readonly verified: boolean;
}

/** Evidence of one kind, with the place it is taken from. */
export interface Filed<Value>
  extends Pick<EvidenceRecord, 'run' | 'seq' | 'executedBy' | 'approvedBy' | 'verified'> {
  readonly value: Value;
  readonly at: Date;
}

/** The evidence that controls read, each kind oldest first. */
export interface RunEvidence {
  readonly restoreTests: readonly Filed<RestoreTest>[];
  readonly disposals: readonly Filed<Disposal>[];
  readonly changes: readonly Filed<Change>[];
  /** Records that have a name of ours and not its form: they count for nothing, and are said to be there. */
  readonly unreadable: readonly Pick<EvidenceRecord, 'run' | 'seq' | 'name'>[];
}

/** Names under which runs file evidence for controls. */
export const evidenceNames = {
  restoreTest: 'restore-test',
  disposal: 'disposal',
  change: 'change',
} as const;

/** Sorts records into what controls read; other names are a procedure's own, and passed over. */
export function collectEvidence(records: readonly EvidenceRecord[]): RunEvidence {
  const sorted = records.toSorted(
    (a, b) => compareText(a.at, b.at) || compareText(a.run, b.run) || a.seq - b.seq,
  );
  const unreadable: Pick<EvidenceRecord, 'run' | 'seq' | 'name'>[] = [];
  const read = <Value>(wanted: string, schema: z.ZodType<Value>): readonly Filed<Value>[] =>
    sorted.flatMap(({ name, value, at, ...filed }) => {
      if (name !== wanted) return [];
      const parsed = schema.safeParse(value);
      if (parsed.success) return [{ ...filed, value: parsed.data, at: new Date(at) }];
      unreadable.push({ run: filed.run, seq: filed.seq, name });
      return [];
    });
  return {
    restoreTests: read(evidenceNames.restoreTest, RestoreTest),
    disposals: read(evidenceNames.disposal, Disposal),
    changes: read(evidenceNames.change, Change),
    unreadable,
  };
}
