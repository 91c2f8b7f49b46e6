import { describe, expect, it } from 'vitest';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { backupWithinRpo } from '#policies/controls/gv-27-backup.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { testNow } from '../../builders/fleet.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

/** The message with plain spaces. */
const said = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

/** The one service level of the builder, with other terms. */
function levels(parts: { readonly rpo?: string; readonly backup?: object }) {
  const [level] = buildDeclaration().serviceLevels.classes;
  if (level === undefined) throw new Error('no level');
  return { classes: [{ ...level, ...parts, backup: { ...level.backup, ...parts.backup } }] };
}

describe('GV-27', () => {
  it('is met where every group is copied within the RPO, and claims nothing of the last copy', () => {
    const declaration = buildPlatform({ lines: { 'services/tjanst.yaml': { '/servers/1': 14 } } });
    const result = judgePlanned(backupWithinRpo, declaration);
    expect(result).toMatchObject({ status: 'met', severity: 'critical' });
    expect(result.message.sv).toContain('När den senaste kopian togs är inte mätt.');
    expect(said(result.evidence[1]?.text.sv ?? '')).toBe(
      'db: kopior med 1 dygn mellanrum (RPO 1 dygn), sparas 30 dygn, med isolerad kopia',
    );
    expect(result.evidence[1]?.source).toBe('services/tjanst.yaml:14');
  });

  it('is run in part only, since nobody has brought evidence of the copies', () => {
    const declaration = buildPlatform();
    const { notRun } = evaluateControls({
      controls: [backupWithinRpo],
      declaration,
      plan: planPlatform(declaration, { environment: 'produktion' }),
      fleet: null,
      now: testNow,
    });
    expect(notRun).toEqual([{ control: 'GV-27', missing: ['resources', 'evidence'], partly: true }]);
  });

  it.each([
    [
      'rarer than the RPO',
      { rpo: '4h' },
      'critical',
      'Serverrollen app kopieras med 1 dygn mellanrum, men RPO är 4 h.',
    ],
    [
      'without an isolated copy',
      { backup: { isolatedCopy: false } },
      'critical',
      'Serverrollen app har ingen isolerad kopia, fast tjänsten har klass 2.',
    ],
    [
      'allowed to be a year old',
      { rpo: '365d' },
      'critical',
      'För app är RPO 365 dygn; det ska vara högst 7 dygn.',
    ],
    [
      'proved too seldom',
      { backup: { restoreTestEvery: '700d' } },
      'high',
      'Återläsning av app provas med 700 dygn mellanrum; det ska vara högst 366 dygn.',
    ],
    [
      'kept too short a time',
      { backup: { keep: '3d' } },
      'high',
      'Kopiorna av app sparas i 3 dygn; det ska vara minst 7 dygn.',
    ],
  ])('is a finding where copies are %s', (_, parts, severity, message) => {
    const result = judgePlanned(backupWithinRpo, buildPlatform({ serviceLevels: levels(parts) }));
    expect(result).toMatchObject({ status: 'finding', severity });
    expect(said(result.message.sv)).toContain(message);
  });

  it('is a finding for servers of a service without a service level', () => {
    const declaration = buildPlatform({ services: [buildRunning({ serviceLevel: null })] });
    expect(judgePlanned(backupWithinRpo, declaration)).toMatchObject({
      status: 'finding',
      message: {
        sv: 'Serverrollen app kopieras inte: tjänsten har ingen servicenivå, som säger hur. Serverrollen db kopieras inte: tjänsten har ingen servicenivå, som säger hur.',
      },
    });
  });

  it.each([
    [1, 'met'],
    [null, 'not-measured'],
  ])('without an isolated copy and with class %s is %s', (class_, status) => {
    const services = [
      buildRunning({
        classification: class_ === null ? null : { k: class_, r: 1, t: 1, decision: 'KS-2026-1' },
      }),
    ];
    const declaration = buildPlatform({
      services,
      serviceLevels: levels({ backup: { isolatedCopy: false } }),
    });
    expect(judgePlanned(backupWithinRpo, declaration).status).toBe(status);
  });

  it('follows the limits the organisation sets', () => {
    const declaration = buildPlatform({
      serviceLevels: levels({ backup: { isolatedCopy: false, keep: '3d' } }),
      organisation: { controls: { 'GV-27': { isolatedFromClass: 3, minimumKeepDays: 2 } } },
    });
    expect(judgePlanned(backupWithinRpo, declaration).status).toBe('met');
  });

  const change = (parts: Partial<PlatformPlan['backups'][number]>) => (plan: PlatformPlan) => ({
    ...plan,
    backups: plan.backups.map((backup) => ({ ...backup, ...parts })),
  });

  it.each<[string, (plan: PlatformPlan) => PlatformPlan, string]>([
    ['no copies', (plan) => ({ ...plan, backups: [] }), 'db kopieras inte i planen.'],
    ['no data disk', change({ disks: [] }), 'Allt i db kopieras inte: data saknas i planen.'],
    ['no database', change({ engine: 'postgresql-13' }), 'Allt i app kopieras inte'],
    ['a longer RPO', change({ rpoSeconds: 999_999 }), 'Planen kopierar app mer sällan'],
    ['a shorter time', change({ keepSeconds: 8 * 86_400 }), 'sparar kortare tid'],
    ['no isolated copy', change({ isolatedCopy: false }), 'saknar den isolerade kopia'],
  ])('compares the plan with the service level: %s is a finding', (_, changed, message) => {
    const result = judgePlanned(backupWithinRpo, buildPlatform(), { change: changed });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain(message);
  });

  it('judges built services with servers', () => {
    const declaration = buildPlatform({
      services: [
        buildRunning({ id: 'byggd' }),
        buildRunning({ id: 'forslag', stage: 'proposed' }),
        buildService({ id: 'kopt', hosting: 'cloud' }),
      ],
    });
    expect([...judgeAll(backupWithinRpo, declaration).keys()]).toEqual(['service:byggd']);
  });

  it.each([
    [{ part: 'backups', key: 'tjanst/db', kind: 'missing' }, 'Säkerhetskopieringen tjanst/db finns i planen'],
    [
      {
        part: 'disks',
        key: 'tjanst/db/1/data',
        kind: 'changed',
        field: 'holdsData',
        expected: 'true',
        found: 'false',
      },
      'Disken tjanst/db/1/data: `holdsData` är false hos resursen, planen säger true',
    ],
  ] as const)('is a finding where resources mean something else', (difference, message) => {
    const result = judgePlanned(backupWithinRpo, buildPlatform(), { differences: [difference] });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain(message);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildPlatform({
      serviceLevels: levels({ rpo: '1h' }),
      exemptions: [buildExemption('GV-27', until)],
    });
    expect(judgePlanned(backupWithinRpo, declaration).status).toBe(status);
  });
});
