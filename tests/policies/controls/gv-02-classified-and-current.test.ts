import { describe, expect, it } from 'vitest';
import { classifiedAndCurrent } from '#policies/controls/gv-02-classified-and-current.ts';
import { buildDecision, buildDeclaration, buildService } from '../../builders/declaration.ts';
import { judge, judgeOne } from './judge.ts';

function decided(parts: Parameters<typeof buildDecision>[0]) {
  return buildDeclaration({
    decisions: [buildDecision(parts), buildDecision({ id: 'KS-2026-3', kind: 'exemption' })],
  });
}

describe('GV-02', () => {
  it('is met with a decided class, and shows the decision as self-declared', () => {
    const result = judgeOne(classifiedAndCurrent, buildDeclaration());
    expect(result.status).toBe('met');
    expect(result.evidence).toMatchObject([
      { text: { sv: 'Klass K1 R1 T1' } },
      { source: 'decisions.yaml', attestation: 'self-declared' },
    ]);
  });

  it.each([
    ['no class', { classification: null }, 'critical', 'Tjänsten är inte klassad.'],
    [
      'a class without decision',
      { classification: { k: 1, r: 1, t: 1 } },
      'critical',
      'Beslut om informationsklassning saknas.',
    ],
    [
      'a decision on something else',
      { classification: { k: 1, r: 1, t: 1, decision: 'KS-2026-2' } },
      'critical',
      'Beslut KS-2026-2 gäller servicenivå, inte informationsklassning.',
    ],
  ])('is a finding with %s', (_, parts, severity, message) => {
    expect(
      judgeOne(classifiedAndCurrent, buildDeclaration({ services: [buildService(parts)] })),
    ).toMatchObject({ status: 'finding', severity, message: { sv: message } });
  });

  it.each([
    ['2024-11-24', 'met'],
    ['2024-11-23', 'finding'],
    ['2026-11-24', 'met'],
    ['2026-11-25', 'finding'],
  ])('judges a decision of %s as %s on 2026-11-24', (on, status) => {
    expect(judgeOne(classifiedAndCurrent, decided({ on })).status).toBe(status);
  });

  it('weighs an old class less than none', () => {
    expect(judgeOne(classifiedAndCurrent, decided({ on: '2020-01-01' }))).toMatchObject({
      severity: 'high',
      message: { sv: 'Beslutet om informationsklassning är från 2020-01-01, äldre än 24 månader.' },
    });
  });

  it('takes no decision whose time has run out', () => {
    expect(judgeOne(classifiedAndCurrent, decided({ validUntil: '2026-11-23' })).message.sv).toBe(
      'Beslut KS-2026-1 gällde till och med 2026-11-23.',
    );
    expect(judgeOne(classifiedAndCurrent, decided({ validUntil: '2026-11-24' })).status).toBe('met');
  });

  it('follows the age the organisation sets', () => {
    const declaration = buildDeclaration({
      organisation: { controls: { 'GV-02': { maximumAgeMonths: 6 } } },
    });
    expect(judgeOne(classifiedAndCurrent, declaration).status).toBe('finding');
  });

  it('cannot measure level 4, which asks for an analysis outside KLASSA', () => {
    const service = buildService({ classification: { k: 4, r: 1, t: 1, decision: 'KS-2026-1' } });
    expect(judgeOne(classifiedAndCurrent, buildDeclaration({ services: [service] })).status).toBe(
      'not-measured',
    );
  });

  it('is a finding for level 4 without a decision', () => {
    const service = buildService({ classification: { k: 4, r: 1, t: 1 } });
    expect(judgeOne(classifiedAndCurrent, buildDeclaration({ services: [service] })).status).toBe('finding');
  });

  it.each([
    ['ordered', 1],
    ['in-use', 1],
    ['retiring', 1],
    ['proposed', 0],
  ] as const)('judges a service that is %s %i time', (stage, count) => {
    const service = buildService({ stage, classification: null });
    expect(judge(classifiedAndCurrent, buildDeclaration({ services: [service] }))).toHaveLength(count);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildDeclaration({
      services: [buildService({ classification: null })],
      exemptions: [
        {
          control: 'GV-02',
          subject: 'service:tjanst',
          owner: 'role:chef',
          reason: 'Klassas i vinter.',
          from: '2026-11-01',
          until,
          decision: 'KS-2026-3',
        },
      ],
    });
    expect(judgeOne(classifiedAndCurrent, declaration).status).toBe(status);
  });
});
