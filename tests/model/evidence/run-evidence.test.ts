import { describe, expect, it } from 'vitest';
import { collectEvidence, type EvidenceRecord } from '#model/evidence/run-evidence.ts';

const test = {
  schemaVersion: 1,
  service: 'treserva',
  group: 'treserva/db',
  startedAt: '2026-11-20T10:00:00Z',
  endedAt: '2026-11-20T10:20:00Z',
  copyTakenAt: '2026-11-20T01:00:00Z',
  measuredRtoSeconds: 1200,
  measuredRpoSeconds: 32_400,
  succeeded: true,
  checkedBy: 'PRAGMA integrity_check',
};
function record(parts: Partial<EvidenceRecord>): EvidenceRecord {
  return {
    run: 'k1',
    seq: 3,
    at: '2026-11-20T10:20:01Z',
    name: 'restore-test',
    value: test,
    executedBy: 'directory:1',
    approvedBy: ['directory:2'],
    verified: true,
    ...parts,
  };
}

describe('evidence of runs', () => {
  it('is sorted by what it is, oldest first, with the place it is taken from', () => {
    const { restoreTests, disposals } = collectEvidence([
      record({ run: 'k2', at: '2026-11-21T10:00:00Z', verified: false }),
      record({}),
    ]);
    expect(restoreTests.map(({ run, seq, verified }) => [run, seq, verified])).toEqual([
      ['k1', 3, true],
      ['k2', 3, false],
    ]);
    expect(restoreTests[0]?.value).toEqual(test);
    expect(disposals).toEqual([]);
  });

  it('passes over names that are not ours', () => {
    const { unreadable, ...kinds } = collectEvidence([record({ name: 'packages', value: { any: 'thing' } })]);
    expect(Object.values(kinds).flat()).toEqual([]);
    expect(unreadable).toEqual([]);
  });

  it.each([
    ['a field that is missing', { ...test, group: undefined }],
    ['a field too many', { ...test, patient: 'nej' }],
    ['a time that is none', { ...test, startedAt: 'igår' }],
    ['a negative time', { ...test, measuredRtoSeconds: -1 }],
    ['another version', { ...test, schemaVersion: 2 }],
    ['nothing', null],
  ])('counts nothing with %s, and says that it is there', (_, value) => {
    const { restoreTests, unreadable } = collectEvidence([record({ value })]);
    expect(restoreTests).toEqual([]);
    expect(unreadable).toEqual([{ run: 'k1', seq: 3, name: 'restore-test' }]);
  });
});
