import { describe, expect, it } from 'vitest';
import { redundancy } from '#policies/controls/gv-29-redundancy.ts';
import type { DeclarationParts } from '../../builders/declaration.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

const [level] = buildDeclaration().serviceLevels.classes;
if (level === undefined) throw new Error('no level');
const redundant = { classes: [{ ...level, redundant: true }] };
const available = { k: 2, r: 2, t: 3, decision: 'KS-2026-1' };
const servers = (app: number, db: number) => [
  { role: 'app', count: app, size: 'small', image: 'debian-13' },
  { role: 'db', count: db, size: 'small', image: 'debian-13' },
];
/** A service of availability 3 in the technical zone, which is for class 3, with doubled servers. */
const build = (parts: Parameters<typeof buildRunning>[0] = {}, others: DeclarationParts = {}) =>
  buildPlatform({
    services: [
      buildRunning({
        platform: 'technical',
        classification: available,
        servers: servers(2, 2),
        users: [{ unit: 'it' }],
        ...parts,
      }),
    ],
    ...others,
  });

describe('GV-29', () => {
  it('is met with two servers a role in different parts of the hall, and doubled links to the users', () => {
    const declaration = build({}, { lines: { 'network.yaml': { '/links/0': 40 } } });
    const result = judgePlanned(redundancy, declaration);
    expect(result).toMatchObject({ status: 'met', severity: 'high' });
    expect(result.evidence.map(({ text }) => text.sv)).toEqual([
      'Tillgänglighet T3',
      expect.stringMatching(/^app: 2 servrar \((a, b|b, a)\)$/),
      expect.stringMatching(/^db: 2 servrar \((a, b|b, a)\)$/),
      'Länk lank: dubbel',
    ]);
    expect(result.evidence.at(-1)?.source).toBe('network.yaml:40');
  });

  it.each([
    ['one server', { servers: servers(2, 1) }, {}, 'Serverrollen db har en enda server.'],
    [
      'a hall of one part',
      {},
      { failureDomains: ['a'] },
      'Alla servrar i app står i samma del av Serverhallen: a.',
    ],
    [
      'a hall whose parts nobody has declared',
      {},
      { failureDomains: [] },
      'Serverhallen har inga deklarerade delar, så det går inte att ställa servrarna i app isär.',
    ],
  ])('is a finding with %s', (_, parts, site, message) => {
    const declaration = build(parts, {
      organisation: {
        platformSites: [
          {
            id: 'hall',
            name: 'Serverhallen',
            kind: 'adopted',
            site: 'hallen',
            failureDomains: ['a', 'b'],
            ...site,
          },
        ],
      },
    });
    const result = judgePlanned(redundancy, declaration);
    expect(result).toMatchObject({ status: 'finding', severity: 'high' });
    expect(result.message.sv).toContain(message);
  });

  it('is a finding of less weight where the only link to the users is a single one', () => {
    const links = [{ id: 'lank', from: 'kontoret', to: 'hallen', mbps: 100, redundant: false }];
    expect(judgePlanned(redundancy, build({}, { network: { links } }))).toMatchObject({
      status: 'finding',
      severity: 'medium',
      message: { sv: 'Länken till Kontoret, där tjänsten används, är enkel.' },
    });
    const two = [...links, { id: 'lank-2', from: 'hallen', to: 'kontoret', mbps: 100, redundant: false }];
    expect(judgePlanned(redundancy, build({}, { network: { links: two } })).status).toBe('met');
    const organisation = { controls: { 'GV-29': { userLinks: false } } };
    expect(judgePlanned(redundancy, build({}, { network: { links }, organisation })).status).toBe('met');
  });

  it('looks at the sites of the users, those of units below theirs included, and at no others', () => {
    const units = [
      { id: 'it', name: 'IT-enheten' },
      { id: 'natet', name: 'Nätgruppen', parent: 'it' },
      { id: 'skolan', name: 'Skolan' },
    ];
    const sites = [
      { id: 'hallen', name: 'Hallen', kind: 'data-hall' as const, unit: 'it' },
      { id: 'natrum', name: 'Nätrummet', kind: 'office' as const, unit: 'natet' },
      { id: 'skola', name: 'Skolan', kind: 'school' as const, unit: 'skolan' },
    ];
    const links = [{ id: 'till-skolan', from: 'hallen', to: 'skola', mbps: 10, redundant: false }];
    const judge = (unit: string) =>
      judgePlanned(
        redundancy,
        build({ users: [{ unit }] }, { organisation: { units }, network: { sites, links } }),
      );
    expect(judge('skolan').status).toBe('finding');
    expect(judge('it')).toMatchObject({
      status: 'not-measured',
      message: { sv: 'Ingen länk till Nätrummet, där tjänsten används, är deklarerad.' },
    });
  });

  it('is not measured where nobody says at which physical site the servers stand', () => {
    const platformSites = [
      { id: 'hall', name: 'Serverhallen', kind: 'adopted' as const, failureDomains: ['a', 'b'] },
    ];
    expect(judgePlanned(redundancy, build({}, { organisation: { platformSites } })).status).toBe(
      'not-measured',
    );
    const cloud = [{ id: 'hall', name: 'Molnet', kind: 'azure' as const, failureDomains: ['a', 'b'] }];
    expect(judgePlanned(redundancy, build({}, { organisation: { platformSites: cloud } })).status).toBe(
      'met',
    );
  });

  it('is not measured for what somebody else runs', () => {
    const services = [buildService({ hosting: 'external', classification: available })];
    expect(judgePlanned(redundancy, buildPlatform({ services }))).toMatchObject({
      status: 'not-measured',
      message: {
        sv: 'Tjänsten har inga servrar hos oss. Hur den är dubblerad hos den som kör den är inte känt.',
      },
    });
  });

  it('follows the service level where that promises more than the class asks', () => {
    const services = [buildRunning()];
    expect(judgeAll(redundancy, buildPlatform({ services })).size).toBe(0);
    const result = judgePlanned(redundancy, buildPlatform({ services, serviceLevels: redundant }));
    expect(result.status).toBe('finding');
    expect(result.evidence[0]?.text.sv).toBe('Servicenivån Silver lovar redundans');
  });

  it('follows the availability from which the organisation asks for it', () => {
    const declaration = buildPlatform({
      organisation: { controls: { 'GV-29': { fromAvailability: 2 } } },
    });
    expect(judgePlanned(redundancy, declaration).status).toBe('finding');
  });

  it('cannot say whether a service without a class is to be redundant', () => {
    const services = [buildRunning({ classification: null })];
    expect(judgePlanned(redundancy, buildPlatform({ services })).status).toBe('not-measured');
  });

  it('does not judge a proposal', () => {
    expect(judgeAll(redundancy, build({ stage: 'proposed' })).size).toBe(0);
  });

  it('is a finding where resources stand otherwise', () => {
    const differences = [
      {
        part: 'servers',
        key: 'tjanst/app/1',
        kind: 'changed',
        field: 'antiAffinity',
        expected: '"required"',
        found: '"preferred"',
        resources: ['tjanst-app-1'],
      },
    ] as const;
    const result = judgePlanned(redundancy, build(), { differences });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain('Servern tjanst/app/1: `antiAffinity` är "preferred"');
    expect(result.evidence.at(-1)?.source).toBe('resource:exempel.produktion.hall.services/tjanst-app-1');
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = build({ servers: servers(1, 1) }, { exemptions: [buildExemption('GV-29', until)] });
    expect(judgePlanned(redundancy, declaration).status).toBe(status);
  });
});
