import { describe, expect, it } from 'vitest';
import type { Disposal } from '#model/evidence/disposal.ts';
import { disposalProof } from '#policies/controls/gv-38-disposal-proof.ts';
import { buildDevice, daysAgo } from '../../builders/fleet.ts';
import { filed } from './filed.ts';
import { buildExemption, buildPlatform, judgeAll, judgePlanned } from './planned.ts';

type Wiped = Partial<Disposal> & {
  readonly days?: number;
  readonly verified?: boolean;
  readonly approvedBy?: readonly string[];
};
const before = ['a'.repeat(64), 'b'.repeat(64)];
const after = ['c'.repeat(64), 'c'.repeat(64)];
const recycler = { name: 'Återvinnaren AB', certificate: 'INTYG-17', on: '2026-11-20' };

function wiped({
  days = 10,
  verified = true,
  approvedBy = ['directory:2', 'directory:3'],
  ...disposal
}: Wiped) {
  const at = daysAgo(days);
  const value: Disposal = {
    schemaVersion: 1,
    device: 'server-9',
    service: null,
    assetId: 'ORK-1001',
    serial: 'SN-1',
    medium: { name: '/dev/vdb', serial: 'DISK-7' },
    tool: 'dd',
    method: 'overwrite',
    wipedAt: at.toISOString(),
    samplesBefore: before,
    samplesAfter: after,
    recycler,
    ...disposal,
  };
  return { at, value, verified, approvedBy };
}
const judge = (...disposals: readonly Wiped[]) =>
  judgePlanned(
    disposalProof,
    buildPlatform(),
    { evidence: filed('disposal', ...disposals.map(wiped)) },
    'device:server-9',
  );

describe('GV-38', () => {
  it('is met by a wipe that is proved, and a certificate', () => {
    expect(judge({})).toMatchObject({
      status: 'met',
      evidence: [
        {
          text: { sv: 'ORK-1001: /dev/vdb raderad med dd, intyg INTYG-17 från Återvinnaren AB' },
          source: 'run:k1',
        },
      ],
    });
  });

  it('waits for the certificate for thirty days, and calls the time neither good nor wrong', () => {
    expect(judge({ recycler: null, days: 29 })).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Återvinnarens intyg väntas senast 2026-11-25.' },
    });
    expect(judge({ recycler: null, days: 31 })).toMatchObject({ status: 'finding', severity: 'critical' });
    expect(judge({ recycler: null, days: 31 }, { days: 1 }).status).toBe('met');
  });

  it.each<[string, Wiped]>([
    ['without samples', { samplesBefore: [], samplesAfter: [] }],
    ['with fewer samples after than before', { samplesAfter: after.slice(1) }],
    ['where a sample reads as it did before', { samplesAfter: ['c'.repeat(64), 'b'.repeat(64)] }],
    ['that one person approved', { approvedBy: ['directory:2'] }],
    ['that the same person approved twice', { approvedBy: ['directory:2', 'directory:2'] }],
    ['that who did it approved', { approvedBy: ['directory:1', 'directory:2'] }],
  ])('is a finding with a wipe %s', (_, disposal) => {
    expect(judge(disposal).status).toBe('finding');
  });

  it('judges each medium by its last wipe, and hides no other medium', () => {
    const bad = { samplesAfter: before };
    expect(judge({ ...bad, days: 12 }, { days: 11 }).status).toBe('met');
    expect(
      judge({ ...bad, medium: { name: '/dev/vdc', serial: 'DISK-8' }, days: 12 }, { days: 11 }).status,
    ).toBe('finding');
  });

  it('is a finding where the device has reported since', () => {
    const device = { ...buildDevice({ lastReportAt: daysAgo(2) }), id: 'd-1', declaredAs: 'server-9' };
    const results = judgeAll(disposalProof, buildPlatform(), {
      devices: [device],
      evidence: filed('disposal', wiped({})),
    });
    expect(results.get('device:d-1')).toMatchObject({ status: 'finding' });
  });

  it('is not measured where the journal does not hold, and says nothing of devices that no run has wiped', () => {
    expect(judge({ verified: false }).status).toBe('not-measured');
    expect(judgeAll(disposalProof, buildPlatform(), { evidence: filed('disposal') }).size).toBe(0);
  });

  it('may be exempt, until the exemption ends', () => {
    const judged = (until: string) =>
      judgePlanned(
        disposalProof,
        buildPlatform({ exemptions: [buildExemption('GV-38', until, 'device:server-9')] }),
        { evidence: filed('disposal', wiped({ approvedBy: [] })) },
        'device:server-9',
      ).status;
    expect([judged('2027-01-01'), judged('2026-11-23')]).toEqual(['exempt', 'finding']);
  });
});
