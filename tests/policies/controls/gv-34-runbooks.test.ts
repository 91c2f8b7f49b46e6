import { describe, expect, it } from 'vitest';
import type { Service } from '#model/declaration/service.ts';
import { runbooksForCriticalTasks } from '#policies/controls/gv-34-runbooks.ts';
import { buildDeclaration, buildService, type DeclarationParts } from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { filed } from './filed.ts';
import { judge, judgeOne } from './judge.ts';
import { type Made, made } from './made.ts';
import { judgePlanned } from './planned.ts';

type Parts = NonNullable<Parameters<typeof buildService>[0]>;
type Procedure = Service['procedures'][number];

const all: readonly Procedure[] = [
  { task: 'start-stop', reference: 'KS 2026/1', exercised: '2026-03-01' },
  { task: 'restore', procedure: 'restore-database', exercised: '2026-03-01' },
  { task: 'failover', reference: 'KS 2026/3', exercised: '2026-03-01' },
  { task: 'patch', reference: 'KS 2026/4', exercised: '2026-03-01' },
  { task: 'decommission', reference: 'KS 2026/5' },
];

function declare(procedures: readonly Procedure[], service: Parts = {}, other: DeclarationParts = {}) {
  return buildDeclaration({
    services: [
      buildService({
        classification: { k: 1, r: 1, t: 2, decision: 'KS-2026-1' },
        procedures: [...procedures],
        ...service,
      }),
    ],
    ...other,
  });
}
const without = (task: Procedure['task']) => all.filter((procedure) => procedure.task !== task);
const restored = (exercised: string): readonly Procedure[] => [
  ...without('restore'),
  { task: 'restore', reference: 'KS 2026/2', exercised },
];

describe('GV-34, on 2026-11-24', () => {
  it('is met with five runbooks exercised this year, and shows each where it stands', () => {
    const lines = { 'services/tjanst.yaml': { '/procedures/0': 41, '/procedures/1': 42 } };
    expect(judgeOne(runbooksForCriticalTasks, declare(all, {}, { lines }))).toMatchObject({
      status: 'met',
      evidence: [
        {
          source: 'services/tjanst.yaml:41',
          text: { sv: 'Körbok för start och stopp: KS 2026/1, övad 2026-03-01' },
        },
        {
          source: 'services/tjanst.yaml:42',
          text: { sv: 'Körbok för återläsning: restore-database, övad 2026-03-01' },
        },
        {},
        {},
        { text: { sv: 'Körbok för avveckling: KS 2026/5' } },
      ],
    });
  });

  it('is a finding where runbooks are missing, and says which', () => {
    expect(judgeOne(runbooksForCriticalTasks, declare(without('failover')))).toMatchObject({
      status: 'finding',
      severity: 'medium',
      message: { sv: 'Körbok saknas för omkoppling till reserv.' },
    });
    expect(judgeOne(runbooksForCriticalTasks, declare([])).message.sv).toBe(
      'Körbok saknas för start och stopp, återläsning, omkoppling till reserv, uppdatering, avveckling.',
    );
  });

  it.each([
    ['2025-11-24', 'met'],
    ['2025-11-23', 'finding'],
    ['2026-11-25', 'finding'],
  ])('judges an exercise of %s as %s', (exercised, status) => {
    expect(judgeOne(runbooksForCriticalTasks, declare(restored(exercised))).status).toBe(status);
  });

  it('weighs an old exercise less than no runbook', () => {
    expect(judgeOne(runbooksForCriticalTasks, declare(restored('2025-03-01')))).toMatchObject({
      severity: 'low',
      message: {
        sv: 'Körboken för återläsning användes eller övades senast 2025-03-01, för mer än 12 månader sedan.',
      },
    });
  });

  it('is not measured where nobody says when a runbook was exercised', () => {
    const procedures: readonly Procedure[] = [
      ...without('patch'),
      { task: 'patch', procedure: 'patch-servers' },
    ];
    expect(judgeOne(runbooksForCriticalTasks, declare(procedures))).toMatchObject({
      status: 'not-measured',
      message: { sv: 'När körboken för uppdatering senast användes eller övades är inte känt.' },
    });
  });

  it('asks only for restore and leaving where others run the service', () => {
    const two = all.filter(({ task }) => task === 'restore' || task === 'decommission');
    expect(judgeOne(runbooksForCriticalTasks, declare(two, { hosting: 'cloud' })).status).toBe('met');
    expect(judgeOne(runbooksForCriticalTasks, declare([], { hosting: 'external' })).message.sv).toBe(
      'Körbok saknas för återläsning, avveckling.',
    );
  });

  it.each<[string, Parts, number]>([
    ['availability 2', {}, 1],
    [
      'availability 1, though more secret',
      { classification: { k: 3, r: 3, t: 1, decision: 'KS-2026-1' } },
      0,
    ],
    ['what is being retired', { stage: 'retiring' }, 1],
    ['what is only ordered', { stage: 'ordered' }, 0],
  ])('judges %s', (_, service, count) => {
    expect(judge(runbooksForCriticalTasks, declare([], service))).toHaveLength(count);
  });

  it('is not measured where the class is not decided', () => {
    const unclassified = buildService({ classification: null });
    expect(judgeOne(runbooksForCriticalTasks, buildDeclaration({ services: [unclassified] })).status).toBe(
      'not-measured',
    );
  });

  describe('of a runbook that is a procedure of ours', () => {
    const neverExercised: readonly Procedure[] = [
      ...without('restore'),
      { task: 'restore', procedure: 'restore-test' },
    ];
    const judgeRuns = (procedures: readonly Procedure[], ...changes: readonly Made[]) =>
      judgePlanned(runbooksForCriticalTasks, declare(procedures), {
        evidence: filed('change', ...changes.map((change) => made({ what: 'restore-test', ...change }))),
      });

    it('is met by its newest run on the service, and shows the run', () => {
      const result = judgeRuns(neverExercised, { days: 400 }, { days: 30 });
      expect(result.status).toBe('met');
      expect(result.evidence).toContainEqual(
        expect.objectContaining({
          source: 'run:k2',
          text: {
            sv: 'Körboken för återläsning kördes och lyckades',
            en: 'The runbook for restore was run and succeeded',
          },
        }),
      );
    });

    it.each<[string, Made]>([
      ['whose journal does not hold', { verified: false }],
      ['that failed', { outcome: 'failed' }],
      ['that goes on', { outcome: 'unknown' }],
      ['of another procedure', { what: 'restart-service' }],
      ['on another service', { services: ['annan'] }],
      ['that is an apply', { origin: 'apply' }],
    ])('takes no run %s as an exercise', (_, change) => {
      expect(judgeRuns(neverExercised, change).status).toBe('not-measured');
    });

    it('is a finding where the newest run is too old, and goes by the later of run and declaration', () => {
      expect(judgeRuns(neverExercised, { days: 400 }).status).toBe('finding');
      const declared = (exercised: string): readonly Procedure[] => [
        ...without('restore'),
        { task: 'restore', procedure: 'restore-test', exercised },
      ];
      expect(judgeRuns(declared('2024-01-01'), { days: 30 }).status).toBe('met');
      expect(judgeRuns(declared('2026-11-01'), { days: 400 }).status).toBe('met');
    });
  });

  it('follows the tasks and months the organisation sets', () => {
    const set = (parameters: Record<string, unknown>) => ({
      organisation: { controls: { 'GV-34': parameters } },
    });
    expect(
      judgeOne(runbooksForCriticalTasks, declare(without('failover'), {}, set({ tasks: ['restore'] })))
        .status,
    ).toBe('met');
    expect(judgeOne(runbooksForCriticalTasks, declare(all, {}, set({ exercisedMonths: 6 }))).status).toBe(
      'finding',
    );
    expect(judge(runbooksForCriticalTasks, declare([], {}, set({ lowestAvailability: 3 })))).toEqual([]);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-34', until)];
    expect(judgeOne(runbooksForCriticalTasks, declare([], {}, { exemptions })).status).toBe(status);
  });
});
