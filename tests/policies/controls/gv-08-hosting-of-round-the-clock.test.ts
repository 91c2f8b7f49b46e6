import { describe, expect, it } from 'vitest';
import { hostingOfRoundTheClock } from '#policies/controls/gv-08-hosting-of-round-the-clock.ts';
import {
  buildDecision,
  buildDeclaration,
  buildService,
  type DeclarationParts,
} from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { judge, judgeOne } from './judge.ts';

type Parts = Parameters<typeof buildService>[0];

/** A service of ours at a level of 24/7. */
function declare(service: Parts = {}, other: DeclarationParts = {}) {
  const { classes } = buildDeclaration().serviceLevels;
  const silver = classes[0];
  if (silver === undefined) throw new Error('the builder has no level');
  return buildDeclaration({
    serviceLevels: { classes: [silver, { ...silver, id: 'gold', name: 'Guld', hours: '24/7' }] },
    services: [buildService({ serviceLevel: { class: 'gold', decision: 'KS-2026-2' }, ...service })],
    decisions: [
      buildDecision({ kind: 'classification' }),
      buildDecision({ id: 'KS-2026-2', kind: 'service-level' }),
      buildDecision({ id: 'KS-2026-4', kind: 'hosting', validUntil: '2026-12-31' }),
      buildDecision({ id: 'KS-2026-5', kind: 'hosting', validUntil: '2026-11-23' }),
    ],
    ...other,
  });
}

describe('GV-08', () => {
  it.each(['shared', 'external', 'cloud'] as const)('is met where the hosting is %s', (hosting) => {
    expect(judgeOne(hostingOfRoundTheClock, declare({ hosting })).status).toBe('met');
  });

  it('is met for our own with a decision, and shows level, hosting and decision', () => {
    const lines = { 'services/tjanst.yaml': { '/serviceLevel': 12, '/hosting': 14 } };
    expect(
      judgeOne(hostingOfRoundTheClock, declare({ hostingDecision: 'KS-2026-4' }, { lines })),
    ).toMatchObject({
      status: 'met',
      message: { sv: 'Tjänsten ska fungera dygnet runt och drivs i egen regi, efter beslut.' },
      evidence: [
        { source: 'services/tjanst.yaml:12', text: { sv: 'Servicenivå: Guld, 24/7' } },
        { source: 'services/tjanst.yaml:14', text: { sv: 'Drivs i egen regi' } },
        { source: 'decisions.yaml', attestation: 'self-declared' },
      ],
    });
  });

  it.each([
    ['no decision', {}, 'Beslut om driftform saknas.'],
    [
      'a decision whose time has run out',
      { hostingDecision: 'KS-2026-5' },
      'Beslut KS-2026-5 gällde till och med 2026-11-23.',
    ],
    [
      'a decision on something else',
      { hostingDecision: 'KS-2026-2' },
      'Beslut KS-2026-2 gäller servicenivå, inte driftform.',
    ],
  ])('is a finding for our own with %s', (_, parts, message) => {
    expect(judgeOne(hostingOfRoundTheClock, declare(parts))).toMatchObject({
      status: 'finding',
      severity: 'medium',
      message: { sv: `Tjänsten ska fungera dygnet runt och drivs i egen regi. ${message}` },
    });
  });

  it('is not measured where no level says when the service is needed', () => {
    expect(judgeOne(hostingOfRoundTheClock, declare({ serviceLevel: null })).status).toBe('not-measured');
  });

  it('judges neither office hours nor a proposal', () => {
    expect(judge(hostingOfRoundTheClock, declare({ serviceLevel: { class: 'silver' } }))).toEqual([]);
    expect(judge(hostingOfRoundTheClock, declare({ stage: 'proposed' }))).toEqual([]);
  });

  it('judges nothing where the organisation has switched it off', () => {
    const organisation = { controls: { 'GV-08': { ownNeedsDecision: false } } };
    expect(judge(hostingOfRoundTheClock, declare({}, { organisation }))).toEqual([]);
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-08', until)];
    expect(judgeOne(hostingOfRoundTheClock, declare({}, { exemptions })).status).toBe(status);
  });
});
