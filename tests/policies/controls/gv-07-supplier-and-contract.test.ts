import { describe, expect, it } from 'vitest';
import { supplierAndContract } from '#policies/controls/gv-07-supplier-and-contract.ts';
import { buildDeclaration, buildService, type DeclarationParts } from '../../builders/declaration.ts';
import { exemption } from './exemption.ts';
import { judge, judgeOne } from './judge.ts';

type Supplier = NonNullable<DeclarationParts['suppliers']>['suppliers'][number];
type Contract = NonNullable<Supplier['contracts']>[number];
type Parts = Parameters<typeof buildService>[0];
type Other = Omit<DeclarationParts, 'services' | 'suppliers'>;

const contract: Contract = {
  id: 'avtal',
  name: 'Avtalet',
  reference: 'KS 2024/1',
  from: '2024-01-01',
  to: '2029-12-31',
  dataProcessingAgreement: 'KS 2024/2',
};

/** A cloud service of a supplier that has all it should, with these differences; `null` removes. */
function declare(
  differences: {
    readonly service?: Parts;
    readonly supplier?: { readonly [Key in keyof Supplier]?: Supplier[Key] | null };
    readonly contract?: { readonly [Key in keyof Contract]?: Contract[Key] | null };
  } = {},
  other: Other = {},
) {
  const without = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const supplier = {
    id: 'bolaget',
    name: 'Bolaget',
    contracts: [without({ ...contract, ...differences.contract })],
    incidentContact: { phone: '040-628 04 99', hours: 'dygnet runt' },
    exitPlan: { reviewed: '2026-02-01', summary: 'Filer lämnas ut.' },
    ...differences.supplier,
  };
  const service = buildService({
    hosting: 'cloud',
    supplier: 'bolaget',
    contract: 'avtal',
    information: [{ type: 'akt', personalData: 'ordinary' }],
    ...differences.service,
  });
  return buildDeclaration({
    suppliers: { suppliers: [without(supplier) as Supplier] },
    services: [service],
    ...other,
  });
}

describe('GV-07, on 2026-11-24', () => {
  it('is met with contract, contact, agreement and exit plan, and shows each where it stands', () => {
    const lines = { 'suppliers.yaml': { '/suppliers/0/contracts/0': 7, '/suppliers/0/exitPlan': 15 } };
    expect(judgeOne(supplierAndContract, declare({}, { lines }))).toMatchObject({
      status: 'met',
      message: { sv: 'Avtalet gäller till och med 2029-12-31, och allt som hör till det är registrerat.' },
      evidence: [
        {
          source: 'suppliers.yaml:7',
          text: { sv: 'Avtal Avtalet med Bolaget, KS 2024/1, 2024-01-01 till 2029-12-31' },
        },
        { text: { sv: 'Incidentkontakt 040-628 04 99 (dygnet runt)' } },
        { source: 'suppliers.yaml:15', text: { sv: 'Utträdesplan, genomgången 2026-02-01' } },
      ],
    });
  });

  it.each([
    ['no supplier', { service: { supplier: null, contract: null } }, 'high', 'Ingen leverantör är angiven.'],
    ['no contract', { service: { contract: null } }, 'high', 'Inget avtal med Bolaget är angivet.'],
    [
      'a contract that ended',
      { contract: { to: '2026-11-23' } },
      'high',
      'Avtalet Avtalet gick ut 2026-11-23.',
    ],
    [
      'a contract that has not begun',
      { contract: { from: '2026-11-25' } },
      'high',
      'Avtalet Avtalet börjar gälla först 2026-11-25, men tjänsten används redan.',
    ],
    [
      'nobody to call',
      { supplier: { incidentContact: { hours: 'vardagar' } } },
      'medium',
      'Telefon eller e-postadress för incidenter hos Bolaget saknas.',
    ],
    [
      'personal data without an agreement',
      { contract: { dataProcessingAgreement: null } },
      'high',
      'Tjänsten håller personuppgifter, men ett personuppgiftsbiträdesavtal med Bolaget saknas.',
    ],
    ['no exit plan', { supplier: { exitPlan: null } }, 'medium', 'En plan för hur vi lämnar Bolaget saknas.'],
    [
      'an old exit plan',
      { supplier: { exitPlan: { reviewed: '2024-11-23', summary: 'x' } } },
      'low',
      'Planen för hur vi lämnar Bolaget är från 2024-11-23, äldre än 24 månader.',
    ],
    [
      'an exit plan of tomorrow',
      { supplier: { exitPlan: { reviewed: '2026-11-25', summary: 'x' } } },
      'medium',
      'Planen för hur vi lämnar Bolaget är daterad 2026-11-25, alltså inte genomgången ännu.',
    ],
  ] as const)('is a finding with %s', (_, differences, severity, message) => {
    expect(judgeOne(supplierAndContract, declare(differences))).toMatchObject({
      status: 'finding',
      severity,
      message: { sv: message },
    });
  });

  it.each([
    ['2027-11-25', 'met', undefined],
    ['2027-11-24', 'finding', 'low'],
    ['2027-05-24', 'finding', 'medium'],
    ['2027-02-24', 'finding', 'high'],
    ['2026-11-24', 'finding', 'high'],
  ])('tells of a contract that ends on %s: %s, %s', (to, status, severity) => {
    const result = judgeOne(supplierAndContract, declare({ contract: { to } }));
    expect(result.status).toBe(status);
    if (severity !== undefined) expect(result.severity).toBe(severity);
  });

  it('tells of the next option rather than of the end, and forgets one that has passed', () => {
    const options = ['2026-11-23', '2027-03-01', '2027-09-30'];
    expect(judgeOne(supplierAndContract, declare({ contract: { options } }))).toMatchObject({
      severity: 'medium',
      message: { sv: 'En förlängning av avtalet Avtalet ska begäras senast 2027-03-01.' },
    });
    const passed = declare({ contract: { options: ['2026-11-23'] } });
    expect(judgeOne(supplierAndContract, passed).status).toBe('met');
  });

  it('says the worst first where several things are wrong', () => {
    const result = judgeOne(
      supplierAndContract,
      declare({ contract: { to: '2026-11-01' }, supplier: { exitPlan: null } }),
    );
    expect(result.message.sv).toMatch(/^Avtalet Avtalet gick ut .* saknas\.$/);
    expect(result.severity).toBe('high');
  });

  it('lets a contract run out under a service that is being retired', () => {
    const differences = { service: { stage: 'retiring' }, contract: { to: '2026-12-31' } } as const;
    expect(judgeOne(supplierAndContract, declare(differences)).status).toBe('met');
  });

  it('lets an ordered service wait for its contract to begin, and weighs a missing one less', () => {
    const later = declare({ service: { stage: 'ordered' }, contract: { from: '2027-01-01' } });
    expect(judgeOne(supplierAndContract, later).status).toBe('met');
    const none = declare({ service: { stage: 'ordered', contract: null } });
    expect(judgeOne(supplierAndContract, none).severity).toBe('medium');
  });

  it('asks for no agreement where there are no personal data', () => {
    const declaration = declare({
      service: { information: [{ type: 'karta', personalData: 'none' }] },
      contract: { dataProcessingAgreement: null },
    });
    expect(judgeOne(supplierAndContract, declaration).status).toBe('met');
  });

  it('is not measured where nobody has said what information the service holds', () => {
    const differences = { service: { information: [] }, contract: { dataProcessingAgreement: null } };
    expect(judgeOne(supplierAndContract, declare(differences))).toMatchObject({
      status: 'not-measured',
      message: { sv: expect.stringMatching(/^Vilka uppgifter tjänsten håller är inte angivet/) },
    });
  });

  describe('for a product that we run ourselves', () => {
    const own = (responsibility: Supplier['responsibility'] | null) =>
      judgeOne(
        supplierAndContract,
        declare({
          service: { hosting: 'own' },
          contract: { dataProcessingAgreement: null },
          supplier: { exitPlan: null, responsibility },
        }),
      );

    it('asks for no exit plan, and for an agreement only where the supplier answers for a layer', () => {
      expect(own({ application: 'municipality' }).status).toBe('met');
      expect(own({ application: 'shared' }).status).toBe('finding');
      expect(own({ application: 'municipality', backup: 'supplier' }).status).toBe('finding');
    });

    it('is not measured where it is not stated who answers for what', () => {
      expect(own(null).status).toBe('not-measured');
      expect(own({ facility: 'municipality' }).status).toBe('not-measured');
    });
  });

  it.each<[string, Parts, Partial<Supplier>, number]>([
    ['our own without a supplier', { hosting: 'own', supplier: null, contract: null }, {}, 0],
    ['our own with a company', { hosting: 'own' }, {}, 1],
    ['a public body by law', { hosting: 'shared', contract: null }, { publicBody: true, contracts: [] }, 0],
    ['a public body by contract', { hosting: 'shared' }, { publicBody: true }, 1],
    ['a public body that runs it for us', { hosting: 'external' }, { publicBody: true }, 1],
    ['a proposal', { stage: 'proposed' }, {}, 0],
  ])('judges %s', (_, service, supplier, count) => {
    expect(judge(supplierAndContract, declare({ service, supplier }))).toHaveLength(count);
  });

  it('follows the months the organisation sets', () => {
    const organisation = { controls: { 'GV-07': { lowMonths: 0, mediumMonths: 0, highMonths: 0 } } };
    expect(
      judgeOne(supplierAndContract, declare({ contract: { to: '2026-12-01' } }, { organisation })).status,
    ).toBe('met');
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const exemptions = [exemption('GV-07', until)];
    expect(
      judgeOne(supplierAndContract, declare({ service: { contract: null } }, { exemptions })).status,
    ).toBe(status);
  });
});
