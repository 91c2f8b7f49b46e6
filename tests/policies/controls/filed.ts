import {
  collectEvidence,
  type EvidenceRecord,
  evidenceNames,
  type RunEvidence,
} from '#model/evidence/run-evidence.ts';

/** Evidence of runs as a collector files it; throws where the test's own records are of no form. */
export function filed(
  kind: keyof typeof evidenceNames,
  ...values: readonly ({ readonly value: object; readonly at: Date } & Partial<
    Pick<EvidenceRecord, 'verified' | 'executedBy' | 'approvedBy'>
  >)[]
): RunEvidence {
  const evidence = collectEvidence(
    values.map(({ value, at, ...filed }, index) => ({
      run: `k${index + 1}`,
      seq: 7,
      at: at.toISOString(),
      name: evidenceNames[kind],
      value,
      executedBy: 'directory:1',
      approvedBy: ['directory:2', 'directory:3'],
      verified: true,
      ...filed,
    })),
  );
  if (evidence.unreadable.length > 0) throw new Error(JSON.stringify(evidence.unreadable));
  return evidence;
}
