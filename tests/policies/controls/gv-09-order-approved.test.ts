import { describe, expect, it } from 'vitest';
import { orderApproved } from '#policies/controls/gv-09-order-approved.ts';
import {
  buildDecision,
  buildDeclaration,
  buildService,
  type DeclarationParts,
} from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { judge, judgeOne } from './judge.ts';

type Parts = NonNullable<Parameters<typeof buildService>[0]>;
type Order = NonNullable<Parts['order']>;
type Approval = NonNullable<Order['itApproval']>;
type Site = NonNullable<NonNullable<DeclarationParts['organisation']>['platformSites']>[number];

const approval: Approval = {
  by: 'role:it-samordnare',
  on: '2026-04-28',
  decision: 'KS-2026-4',
  compatible: true,
};

function ordered(itApproval: Approval | null, on = '2026-05-04'): Order {
  return { by: 'role:chef', on, ...(itApproval === null ? {} : { itApproval }) };
}

/** A service that was ordered properly, with these differences. */
function declare(service: Parts = {}, other: DeclarationParts = {}, site: Partial<Site> = {}) {
  return buildDeclaration({
    services: [buildService({ stage: 'ordered', order: ordered(approval), ...service })],
    decisions: [
      buildDecision({ kind: 'classification' }),
      buildDecision({ id: 'KS-2026-2', kind: 'service-level' }),
      buildDecision({ id: 'KS-2026-4', kind: 'order', on: '2026-04-28' }),
    ],
    ...other,
    organisation: {
      units: [
        { id: 'kommun', name: 'Kommunen' },
        { id: 'it', name: 'IT-enheten', parent: 'kommun' },
        { id: 'it-sodra', name: 'IT söder', parent: 'it' },
      ],
      roles: [
        { id: 'chef', name: 'Förvaltningschef', unit: 'kommun', holder: 'directory:1' },
        { id: 'forvaltare', name: 'Systemförvaltare', unit: 'kommun', holder: 'directory:2' },
        { id: 'it-samordnare', name: 'IT-samordnare', unit: 'it-sodra', holder: 'directory:3' },
      ],
      contact: { unit: 'it', role: 'role:it-samordnare' },
      platformSites: [{ id: 'hall', name: 'Hallen', kind: 'adopted', ...site }],
      ...other.organisation,
    },
  });
}

describe('GV-09', () => {
  it('is met with a statement of IT before the order, and shows order, statement and decision', () => {
    const lines = { 'services/tjanst.yaml': { '/order': 20, '/order/itApproval': 23 } };
    expect(judgeOne(orderApproved, declare({}, { lines }))).toMatchObject({
      status: 'met',
      evidence: [
        { source: 'services/tjanst.yaml:20', text: { sv: 'Beställd 2026-05-04 av Förvaltningschef' } },
        {
          source: 'services/tjanst.yaml:23',
          text: { sv: 'IT-samordnare yttrade sig 2026-04-28: passar plattformen' },
          attestation: 'self-declared',
        },
        { source: 'decisions.yaml', attestation: 'self-declared' },
      ],
    });
  });

  it('stops an apply', () => {
    expect(orderApproved.gate).toBe(true);
  });

  it.each<[string, Parts, string, string]>([
    [
      'no order',
      { order: null } as unknown as Parts,
      'high',
      'Tjänsten är beställd, men beställningen är inte registrerad.',
    ],
    ['no statement', { order: ordered(null) }, 'high', 'IT-enheten är inte hörd.'],
    [
      'a statement that it does not fit',
      { order: ordered({ ...approval, compatible: false }) },
      'high',
      'Tjänsten passar enligt IT-enheten inte plattformen.',
    ],
    [
      'a statement of tomorrow',
      { order: ordered({ ...approval, on: '2026-11-25' }) },
      'high',
      'IT-enhetens yttrande är daterat 2026-11-25, alltså inte lämnat ännu.',
    ],
    [
      'a statement after the order',
      { order: ordered({ ...approval, on: '2026-05-05' }) },
      'medium',
      'IT-enheten hördes 2026-05-05, först efter beställningen 2026-05-04.',
    ],
    [
      'a statement by somebody else',
      { order: ordered({ ...approval, by: 'role:forvaltare' }) },
      'high',
      'Systemförvaltare, som har yttrat sig, hör inte till IT-enheten.',
    ],
    [
      'no decision',
      { order: ordered({ by: 'role:it-samordnare', on: '2026-04-28', compatible: true }) },
      'high',
      'Beslut om beställning saknas.',
    ],
    [
      'a decision on something else',
      { order: ordered({ ...approval, decision: 'KS-2026-2' }) },
      'high',
      'Beslut KS-2026-2 gäller servicenivå, inte beställning.',
    ],
  ])('is a finding with %s', (_, service, severity, message) => {
    expect(judgeOne(orderApproved, declare(service))).toMatchObject({
      status: 'finding',
      severity,
      message: { sv: message },
    });
  });

  it('takes the statement of a person who holds a role of IT', () => {
    const by = (party: string) => declare({ order: ordered({ ...approval, by: party }) });
    expect(judgeOne(orderApproved, by('directory:3')).status).toBe('met');
    expect(judgeOne(orderApproved, by('directory:2')).status).toBe('finding');
    expect(judgeOne(orderApproved, by('directory:99')).status).toBe('not-measured');
  });

  it('is not measured where nobody has said which unit is IT, and follows the organisation where it says', () => {
    const { contact: _, ...organisation } = declare().organisation;
    const declaration = (controls: object) => ({
      ...declare(),
      organisation: { ...organisation, controls: { 'GV-09': controls as Record<string, unknown> } },
    });
    expect(judgeOne(orderApproved, declaration({}))).toMatchObject({
      status: 'not-measured',
      message: { sv: expect.stringMatching(/^Om IT-samordnare hör till IT-enheten är inte känt\./) },
    });
    expect(judgeOne(orderApproved, declaration({ itUnits: ['it'] })).status).toBe('met');
    expect(judgeOne(orderApproved, declaration({ itUnits: ['finns-inte'] })).status).toBe('not-measured');
  });

  it.each<[string, Parts, number]>([
    ['a proposal', { stage: 'proposed', order: null } as unknown as Parts, 0],
    ['a proposal that has been ordered', { stage: 'proposed' }, 1],
    ['what is in use and was ordered this year', { stage: 'in-use' }, 1],
    ['what was ordered earlier', { stage: 'in-use', order: ordered(approval, '2025-12-31') }, 0],
    ['what is in use without an order', { stage: 'in-use', order: null } as unknown as Parts, 0],
    ['what is being retired', { stage: 'retiring' }, 0],
  ])('judges %s', (_, service, count) => {
    expect(judge(orderApproved, declare(service))).toHaveLength(count);
  });

  it('lets the past rest once the service is in use', () => {
    const late = ordered({ ...approval, on: '2026-05-05' });
    expect(judgeOne(orderApproved, declare({ stage: 'in-use', order: late })).status).toBe('met');
  });

  it('follows the day the organisation sets', () => {
    const organisation = { controls: { 'GV-09': { orderedFrom: '2026-06-01' } } };
    expect(judge(orderApproved, declare({ stage: 'in-use' }, { organisation }))).toEqual([]);
  });

  it.each<[string, Partial<Site>, ('vmware' | 'kubernetes' | 'azure' | 'saas')[], string]>([
    ['the hypervisor of the hall', { hypervisor: 'vmware' }, ['vmware'], 'met'],
    ['another hypervisor', { hypervisor: 'proxmox' }, ['vmware', 'saas'], 'finding'],
    ['the cluster', { kind: 'kubernetes' }, ['kubernetes'], 'met'],
    ['no cluster', { kind: 'kubernetes' }, ['vmware'], 'finding'],
    ['the cloud', { kind: 'azure' }, ['azure'], 'met'],
    ['what it does not say', { hypervisor: 'vmware' }, [], 'not-measured'],
    ['a hall of which nobody says what it runs', {}, ['vmware'], 'not-measured'],
    ['an operator who runs it', { hypervisor: 'operator' }, ['vmware'], 'met'],
  ])('where the supplier supports %s', (_, site, supports, status) => {
    const suppliers = { suppliers: [{ id: 'bolaget', name: 'Bolaget', supports }] };
    const service: Parts = {
      supplier: 'bolaget',
      runsOn: 'hall',
      servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
    };
    expect(judgeOne(orderApproved, declare(service, { suppliers }, site)).status).toBe(status);
  });

  it('says what the supplier supports and where the service is to stand', () => {
    const suppliers = { suppliers: [{ id: 'bolaget', name: 'Bolaget', supports: ['vmware' as const] }] };
    const service: Parts = { supplier: 'bolaget', runsOn: 'hall' };
    expect(
      judgeOne(orderApproved, declare(service, { suppliers }, { hypervisor: 'hyper-v' })).message.sv,
    ).toBe('Hallen är Hyper-V, men Bolaget stöder bara VMware.');
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-09', until)];
    expect(judgeOne(orderApproved, declare({ order: ordered(null) }, { exemptions })).status).toBe(status);
  });
});
