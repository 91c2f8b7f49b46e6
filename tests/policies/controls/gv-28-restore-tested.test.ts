import { describe, expect, it } from 'vitest';
import { restoreTested } from '#policies/controls/gv-28-restore-tested.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { daysAgo, testNow } from '../../builders/fleet.ts';
import { filed } from './filed.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

const said = (text: string | undefined) => (text ?? '').replace(/[\u00a0\u202f]/g, ' ');

interface Tried {
  readonly group?: string;
  readonly days?: number;
  readonly rto?: number;
  readonly rpo?: number | null;
  readonly succeeded?: boolean;
  readonly verified?: boolean;
}

function tried({
  group = 'tjanst/db',
  days = 10,
  rto = 1200,
  rpo = 3600,
  succeeded = true,
  verified,
}: Tried) {
  const at = daysAgo(days);
  return {
    at,
    ...(verified === undefined ? {} : { verified }),
    value: {
      schemaVersion: 1,
      service: 'tjanst',
      group,
      startedAt: new Date(at.getTime() - rto * 1000).toISOString(),
      endedAt: at.toISOString(),
      copyTakenAt: rpo === null ? null : new Date(at.getTime() - (rto + rpo) * 1000).toISOString(),
      measuredRtoSeconds: rto,
      measuredRpoSeconds: rpo,
      succeeded,
      checkedBy: 'PRAGMA integrity_check',
    },
  };
}

/** One server group, `tjanst/db`; by its level RPO a day, RTO as the builder has it. */
const onlyDb = { servers: [{ role: 'db', size: 'small', image: 'debian-13' }], flows: [] };
function judge(tests: readonly Tried[], parts: Parameters<typeof buildRunning>[0] = {}) {
  const declaration = buildPlatform({ services: [buildRunning({ ...onlyDb, ...parts })] });
  return judgePlanned(restoreTested, declaration, { evidence: filed('restoreTest', ...tests.map(tried)) });
}

describe('GV-28, on 2026-11-24', () => {
  it('is met by a restore within the time, and shows the run', () => {
    const result = judge([{}]);
    expect(result).toMatchObject({ status: 'met', evidence: [{ source: 'run:k1', at: daysAgo(10) }] });
    expect(said(result.evidence[0]?.text.sv)).toBe(
      'db: återläst hel på 20 minuter, kontrollerad med PRAGMA integrity_check',
    );
  });

  it('is not measured, and not a finding, where no run has tried', () => {
    expect(judge([])).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Återläsning av db är inte provad i någon körning.' },
    });
    expect(judge([{ group: 'annan/db' }]).status).toBe('not-measured');
  });

  it('is not measured where the journal of the run does not hold', () => {
    expect(judge([{ verified: false }])).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Körningen som provade återläsning av db kan inte styrkas: dess journal håller inte.' },
    });
  });

  it('is critical where the last test failed, whatever an earlier one said', () => {
    expect(judge([{ days: 20 }, { days: 2, succeeded: false }])).toMatchObject({
      status: 'finding',
      severity: 'critical',
    });
    expect(judge([{ days: 20, succeeded: false }, { days: 2 }]).status).toBe('met');
  });

  it('is a finding after the time of the service level or the class, whichever is first', () => {
    expect(judge([{ days: 363 }]).status).toBe('met');
    expect(judge([{ days: 367 }]).status).toBe('finding');
    const judged = (days: number) =>
      judge([{ days }], {
        classification: { k: 3, r: 2, t: 2, decision: 'KS-2026-1' },
        servers: [{ role: 'db', size: 'small', image: 'debian-13', zone: 'teknik' }],
      }).status;
    expect(judged(80)).toBe('met');
    expect(judged(100)).toBe('finding');
  });

  it('compares what was measured with what is agreed', () => {
    expect(said(judge([{ rto: 30 * 86_400 }]).message.sv)).toMatch(
      /^Att läsa tillbaka db tog 30 dygn; RTO är /,
    );
    expect(said(judge([{ rpo: 3 * 86_400 }]).message.sv)).toBe(
      'Kopian av db var 3 dygn gammal; RPO är 1 dygn.',
    );
    expect(judge([{ rpo: null }])).toMatchObject({ status: 'not-measured' });
  });

  it('asks for every group that is copied', () => {
    const evidence = filed('restoreTest', tried({}));
    const result = judgePlanned(restoreTested, buildPlatform(), { evidence });
    expect(result).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Återläsning av app är inte provad i någon körning.' },
    });
  });

  it('is not run at all where nobody has read journals, and judges nothing that is not copied', () => {
    const declaration = buildPlatform();
    const { results, notRun } = evaluateControls({
      controls: [restoreTested],
      declaration,
      plan: planPlatform(declaration, { environment: 'produktion' }),
      fleet: null,
      now: testNow,
    });
    expect(results).toEqual([]);
    expect(notRun).toEqual([{ control: 'GV-28', missing: ['evidence'], partly: false }]);
    const none = buildPlatform({ services: [buildRunning({ servers: [], flows: [], checks: [] })] });
    expect(judgeAll(restoreTested, none, { evidence: filed('restoreTest') }).size).toBe(0);
  });

  it('may be exempt, until the exemption ends', () => {
    const judged = (until: string) =>
      judgePlanned(
        restoreTested,
        buildPlatform({
          services: [buildRunning(onlyDb)],
          exemptions: [buildExemption('GV-28', until)],
        }),
        { evidence: filed('restoreTest', tried({ succeeded: false })) },
      ).status;
    expect([judged('2027-01-01'), judged('2026-11-23')]).toEqual(['exempt', 'finding']);
  });
});
