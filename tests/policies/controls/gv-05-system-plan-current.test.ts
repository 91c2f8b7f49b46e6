import { describe, expect, it } from 'vitest';
import { systemPlanCurrent } from '#policies/controls/gv-05-system-plan-current.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { judge, judgeOne } from './judge.ts';

type Parts = Parameters<typeof buildService>[0];

function withPlan(revised: string, parts: Parts = {}) {
  const service = buildService({ systemPlan: { revised, document: 'KS 2026/9' }, ...parts });
  return buildDeclaration({
    services: [service],
    lines: { 'services/tjanst.yaml': { '/systemPlan': 31 } },
  });
}

describe('GV-05, on 2026-11-24', () => {
  it('is met with a plan of this year, and says which plan and where it stands', () => {
    expect(judgeOne(systemPlanCurrent, withPlan('2026-04-15'))).toMatchObject({
      status: 'met',
      message: { sv: 'Systemplanen gicks igenom 2026-04-15.' },
      evidence: [
        {
          source: 'services/tjanst.yaml:31',
          text: { sv: 'Systemplan KS 2026/9, reviderad 2026-04-15' },
        },
      ],
    });
  });

  it.each([
    ['2025-11-24', 'met'],
    ['2025-11-23', 'finding'],
    ['2026-11-24', 'met'],
    ['2026-11-25', 'finding'],
  ])('judges a plan of %s as %s', (revised, status) => {
    expect(judgeOne(systemPlanCurrent, withPlan(revised)).status).toBe(status);
  });

  it('weighs an old plan less than none, and one that is to come as none', () => {
    expect(judgeOne(systemPlanCurrent, withPlan('2025-01-31'))).toMatchObject({
      severity: 'low',
      message: { sv: 'Systemplanen är från 2025-01-31, äldre än 12 månader.' },
    });
    expect(judgeOne(systemPlanCurrent, buildDeclaration())).toMatchObject({
      status: 'finding',
      severity: 'medium',
      message: { sv: 'Systemplan saknas.' },
      evidence: [],
    });
    expect(judgeOne(systemPlanCurrent, withPlan('2027-01-31')).severity).toBe('medium');
  });

  it('follows the age the organisation sets', () => {
    const declaration = buildDeclaration({
      organisation: { controls: { 'GV-05': { maximumAgeMonths: 6 } } },
      services: [buildService({ systemPlan: { revised: '2026-04-15', document: 'KS 2026/9' } })],
    });
    expect(judgeOne(systemPlanCurrent, declaration).status).toBe('finding');
  });

  it.each([
    ['in-use', 1],
    ['retiring', 1],
    ['ordered', 0],
    ['proposed', 0],
  ] as const)('judges a service that is %s %i time', (stage, count) => {
    expect(judge(systemPlanCurrent, buildDeclaration({ services: [buildService({ stage })] }))).toHaveLength(
      count,
    );
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildDeclaration({ exemptions: [exemption('GV-05', until)] });
    expect(judgeOne(systemPlanCurrent, declaration).status).toBe(status);
  });
});
