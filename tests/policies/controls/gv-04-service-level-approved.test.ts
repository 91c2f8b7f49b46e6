import { describe, expect, it } from 'vitest';
import { serviceLevelApproved } from '#policies/controls/gv-04-service-level-approved.ts';
import { buildDecision, buildDeclaration, buildService } from '../../builders/declaration.ts';
import { judge, judgeOne } from './judge.ts';

describe('GV-04', () => {
  it('is met with a decided level, and shows the decision as self-declared', () => {
    const result = judgeOne(serviceLevelApproved, buildDeclaration());
    expect(result).toMatchObject({
      status: 'met',
      evidence: [{ text: { sv: 'Servicenivå: Silver' } }, { attestation: 'self-declared' }],
    });
  });

  it.each([
    ['no level', { serviceLevel: null }, 'Servicenivå saknas.'],
    ['a level nobody decided', { serviceLevel: { class: 'silver' } }, 'Beslut om servicenivå saknas.'],
    [
      'a decision on something else',
      { serviceLevel: { class: 'silver', decision: 'KS-2026-1' } },
      'Beslut KS-2026-1 gäller informationsklassning, inte servicenivå.',
    ],
  ])('is a finding with %s', (_, parts, message) => {
    expect(
      judgeOne(serviceLevelApproved, buildDeclaration({ services: [buildService(parts)] })),
    ).toMatchObject({ status: 'finding', severity: 'high', message: { sv: message } });
  });

  it('takes no decision dated in the future', () => {
    const declaration = buildDeclaration({
      decisions: [
        buildDecision({ kind: 'classification' }),
        buildDecision({ id: 'KS-2026-2', kind: 'service-level', on: '2026-12-01' }),
      ],
    });
    expect(judgeOne(serviceLevelApproved, declaration).message.sv).toBe(
      'Beslut KS-2026-2 är daterat 2026-12-01, alltså inte fattat ännu.',
    );
  });

  it('does not age: a level holds until it is changed', () => {
    const declaration = buildDeclaration({
      decisions: [
        buildDecision({ kind: 'classification' }),
        buildDecision({ id: 'KS-2026-2', kind: 'service-level', on: '2015-12-01' }),
      ],
    });
    expect(judgeOne(serviceLevelApproved, declaration).status).toBe('met');
  });

  it('weighs less before anybody depends on the service, and judges no mere proposal', () => {
    const ordered = buildService({ stage: 'ordered', serviceLevel: null });
    const proposed = buildService({ stage: 'proposed', serviceLevel: null });
    expect(judgeOne(serviceLevelApproved, buildDeclaration({ services: [ordered] })).severity).toBe('medium');
    expect(judge(serviceLevelApproved, buildDeclaration({ services: [proposed] }))).toEqual([]);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildDeclaration({
      services: [buildService({ serviceLevel: null })],
      exemptions: [
        {
          control: 'GV-04',
          subject: 'service:tjanst',
          owner: 'role:chef',
          reason: 'Beslutas gemensamt.',
          from: '2026-09-08',
          until,
          decision: 'KS-2026-3',
        },
      ],
    });
    expect(judgeOne(serviceLevelApproved, declaration).status).toBe(status);
  });
});
