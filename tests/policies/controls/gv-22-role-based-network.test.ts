import { describe, expect, it } from 'vitest';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { roleBasedNetwork } from '#policies/controls/gv-22-role-based-network.ts';
import { buildService } from '../../builders/declaration.ts';
import { buildDevice, buildSections, daysAgo, emptySection, okSection } from '../../builders/fleet.ts';
import { buildExemption, buildPlatform, buildRunning, judgeAll, judgePlanned } from './planned.ts';

const judgeService = (parts: Parameters<typeof buildRunning>[0], lines = {}) =>
  judgePlanned(roleBasedNetwork, buildPlatform({ services: [buildRunning(parts)], lines }));
const app = { role: 'app', size: 'small', image: 'debian-13' };
const internet = { from: 'internet', to: 'app', port: 443, authenticated: true };

describe('GV-22', () => {
  it('is met where servers stand in the zone of their class and internal roles reach them', () => {
    const result = judgeService({}, { 'services/tjanst.yaml': { '/servers/0': 12, '/servers/1': 13 } });
    expect(result).toMatchObject({ status: 'met', severity: 'high' });
    expect(result.evidence.map(({ text, source }) => [text.sv, source])).toEqual([
      ['app: zon adm, högst klass 2 (följer av klassen)', 'services/tjanst.yaml:12'],
      ['db: zon adm, högst klass 2 (följer av klassen)', 'services/tjanst.yaml:13'],
    ]);
  });

  it('is met where the internet meets a server of the public platform, logged in or not', () => {
    for (const authenticated of [true, false]) {
      const result = judgeService({ platform: 'public', flows: [{ ...internet, authenticated }] });
      expect(result.status).toBe('met');
    }
  });

  it.each([
    [
      'a declared zone below the class',
      { servers: [{ ...app, zone: 'adm' }], classification: { k: 3, r: 1, t: 1, decision: 'KS-2026-1' } },
      'Zonen är för lägre klass (app): klass 3 i `adm`, som är för högst klass 2.',
    ],
    [
      'no zone for the class',
      { classification: { k: 3, r: 1, t: 1, decision: 'KS-2026-1' }, servers: [app] },
      'Ingen zon för klassen (app): ingen serverzon på den administrativa plattformen för klass 3.',
    ],
    [
      'a zone of clients',
      { servers: [{ ...app, zone: 'personal' }] },
      'Zonen är inte för servrarna (app): servrar i `personal`, som är av slaget klienter.',
    ],
    [
      'neither class nor zone',
      { classification: null, servers: [app] },
      'Klassen är inte beslutad (app): ingen klass.',
    ],
    [
      'an address outside the zone',
      { servers: [{ ...app, addresses: [{ number: 1, ipv4: '10.9.9.9' }] }] },
      'Adressen ligger utanför zonens nät (app 1): 10.9.9.9.',
    ],
    [
      'the internet directly in an administrative zone',
      { flows: [internet] },
      'Internet når app på tcp/443 direkt i zonen adm, som inte är publik.',
    ],
    [
      'the internet there without login',
      { flows: [{ ...internet, authenticated: false }] },
      'Internet når app på tcp/443 direkt i zonen adm, som inte är publik, och utan inloggning.',
    ],
    [
      'a declared zone of another platform',
      { platform: 'technical' as const, servers: [{ ...app, zone: 'adm' }] },
      'Serverrollen app är deklarerad i zonen adm, som hör till en annan plattform än tjänsten.',
    ],
    [
      'guests without login',
      { flows: [{ from: 'role:gast', to: 'app', port: 80, authenticated: false }] },
      'Från zonen gast nås app på tcp/80 i zonen adm utan inloggning.',
    ],
  ])('is a finding with %s', (_, parts, message) => {
    expect(judgeService(parts)).toMatchObject({
      status: 'finding',
      severity: 'high',
      message: { sv: message },
    });
  });

  it('lets the public platform into an administrative zone only logged in', () => {
    const judge = (authenticated: boolean) => {
      const portal = buildService({ id: 'portal', platform: 'public', hosting: 'cloud' });
      const flows = [{ from: 'service:portal', to: 'app', port: 443, authenticated }];
      return judgePlanned(roleBasedNetwork, buildPlatform({ services: [buildRunning({ flows }), portal] }));
    };
    expect(judge(true).status).toBe('met');
    expect(judge(false)).toMatchObject({
      status: 'finding',
      message: { sv: 'Från tjänsten portal nås app på tcp/443 i zonen adm utan inloggning.' },
    });
    expect(judge(false).evidence.at(-1)?.text.sv).toBe(
      'Flöde från service:portal till app, tcp/443, utan inloggning',
    );
  });

  it('cannot say whether a chosen zone is enough for a service without a class', () => {
    expect(
      judgeService({ classification: null, servers: [{ ...app, zone: 'adm' }], flows: [] }),
    ).toMatchObject({
      status: 'not-measured',
      message: {
        sv: 'Tjänsten är inte klassad, så det går inte att säga om zonen adm räcker för app.',
      },
    });
  });

  it('says where roles share a zone and so reach the same', () => {
    const declaration = buildPlatform({
      network: {
        access: [
          { role: 'personal', name: 'Personal', zone: 'personal', authentication: '802.1x-certificate' },
          { role: 'vikarier', name: 'Vikarier', zone: 'personal', authentication: '802.1x-user' },
        ],
      },
    });
    const result = judgePlanned(roleBasedNetwork, declaration);
    expect(result.status).toBe('met');
    expect(result.message.sv).toContain('Rollerna personal, vikarier delar zonen personal');
  });

  it.each<[string, (plan: PlatformPlan) => PlatformPlan, string]>([
    [
      'another zone',
      (plan) => ({ ...plan, groups: plan.groups.map((group) => ({ ...group, zone: 'teknik' })) }),
      'Planen ställer app i zonen teknik, som inte är den som deklarationen ger.',
    ],
    [
      'another port',
      (plan) => ({ ...plan, flows: plan.flows.map((flow) => ({ ...flow, port: 22 })) }),
      'Planen öppnar tcp/22 från zonen personal till tjanst/app, men ingen har deklarerat det.',
    ],
    [
      'no reason',
      (plan) => ({
        ...plan,
        flows: plan.flows.map((flow) => ({ ...flow, reasons: [] })),
      }),
      'Planen öppnar tcp/443 från zonen personal till tjanst/app, men ingen har deklarerat det.',
    ],
  ])('compares the plan with the declaration: %s is a finding', (_, change, message) => {
    const result = judgePlanned(roleBasedNetwork, buildPlatform(), { change });
    expect(result.status).toBe('finding');
    expect(result.message.sv).toContain(message);
  });

  it('judges services of the environment that are built, with servers or flows', () => {
    const declaration = buildPlatform({
      services: [
        buildRunning({ id: 'byggd' }),
        buildRunning({ id: 'forslag', stage: 'proposed' }),
        buildService({ id: 'kopt', hosting: 'cloud' }),
        buildService({
          id: 'surf',
          hosting: 'cloud',
          flows: [{ ...internet, from: 'role:personal', to: 'internet' }],
        }),
      ],
    });
    expect([...judgeAll(roleBasedNetwork, declaration).keys()]).toEqual(['service:byggd', 'service:surf']);
  });

  it.each([
    [
      { part: 'flows', key: 'internet>group:tjanst/app:tcp/22', resources: ['np-1'] },
      'Flödet internet>group:tjanst/app:tcp/22 finns bland resurserna men inte i planen (np-1, exempel.produktion.hall.services).',
    ],
    [
      {
        part: 'zones',
        key: 'adm',
        kind: 'changed',
        field: 'defaultClosed',
        expected: 'true',
        found: 'false',
      },
      'Zonen adm: `defaultClosed` är false hos resursen, planen säger true (exempel.produktion.hall.services).',
    ],
    [
      { part: 'guardrails', key: 'closed-by-default', kind: 'missing' },
      'Spärren closed-by-default finns i planen men inte bland resurserna (exempel.produktion.hall.services).',
    ],
    [
      { part: 'flows', key: 'zone:gast>zone:personal:*/*' },
      'Flödet zone:gast>zone:personal:*/* finns bland resurserna men inte i planen (exempel.produktion.hall.services).',
    ],
  ] as const)('is a finding where resources mean something else', (difference, message) => {
    const result = judgePlanned(roleBasedNetwork, buildPlatform(), { differences: [difference] });
    expect(result).toMatchObject({ status: 'finding', message: { sv: message } });
    expect(result.evidence.at(-1)?.source).toMatch(/^resource:exempel\.produktion\.hall\.services(\/np-1)?$/);
  });

  it('leaves to others what others answer for, and what concerns another service', () => {
    const declaration = buildPlatform({ services: [buildRunning(), buildRunning({ id: 'annan' })] });
    const results = judgeAll(roleBasedNetwork, declaration, {
      differences: [
        { part: 'backups', key: 'tjanst/db' },
        { part: 'flows', key: 'internet>group:annan/app:tcp/22' },
      ],
    });
    expect([...results.values()].map(({ subject, status }) => `${subject.id} ${status}`)).toEqual([
      'annan finding',
      'tjanst met',
    ]);
  });

  it('says of a rendering for parity that it is one, and counts what it does not name', () => {
    const differences = ['a', 'b', 'c', 'd', 'e'].map((port) => ({ key: `x>group:tjanst/app:tcp/${port}` }));
    const { message } = judgePlanned(roleBasedNetwork, buildPlatform(), { differences, asIf: true });
    expect(message.sv).toContain('renderat som om allt stod där');
    expect(message.sv).toContain('Ytterligare 2 resurser skiljer sig från planen.');
  });

  it.each([
    ['2027-06-30', 'exempt'],
    ['2026-11-23', 'finding'],
  ])('with an exemption until %s is %s', (until, status) => {
    const declaration = buildPlatform({
      services: [buildRunning({ flows: [internet] })],
      exemptions: [buildExemption('GV-22', until)],
    });
    expect(judgePlanned(roleBasedNetwork, declaration).status).toBe(status);
  });
});

describe('GV-22 of a device', () => {
  const declaration = buildPlatform({
    devices: [
      { id: 'dator', name: 'Datorn', kind: 'client', profile: 'staff', unit: 'it', role: 'personal' },
      { id: 'skrivare', name: 'Skrivaren', kind: 'printer', profile: 'shared', unit: 'it' },
    ],
    lines: { 'devices.yaml': { '/devices/0': 4 } },
  });
  const addressed = (addresses: readonly string[], up: boolean | null = true, readAt = daysAgo(0.1)) =>
    buildSections({
      network: okSection(
        {
          hostname: 'x',
          interfaces: [
            { name: 'eth0', mac: null, kind: 'ethernet', up, speedMbps: null, addresses: [...addresses] },
          ],
        },
        readAt,
      ),
    });
  const server = (sections = addressed(['10.1.20.77/24'])) =>
    buildDevice({ id: 'd', declaredAs: 'tjanst-app-1', serviceIds: ['tjanst'], sections });
  const client = (sections: ReturnType<typeof addressed>) =>
    buildDevice({ id: 'd', kind: 'client', declaredAs: 'dator', sections });
  const judge = (device: ReturnType<typeof server>) =>
    judgePlanned(roleBasedNetwork, declaration, { devices: [device] }, 'device:d');

  it('is met for a server with an address of its zone, and shows the planned one that it does not have', () => {
    const result = judge(server());
    expect(result.status).toBe('met');
    expect(result.evidence.map(({ text }) => text.sv)).toEqual([
      'Ska stå i zonen adm',
      'Adresser: 10.1.20.77/24',
      expect.stringMatching(/^Planerad adress som inte syns: 10\.1\.20\.\d+$/),
    ]);
  });

  it.each([
    ['another zone', ['10.1.30.5/24'], 'Ska stå i zonen adm, men har i stället en adress i teknik.'],
    [
      'two zones',
      ['10.1.20.5/24', '10.1.40.5/24'],
      'Ska stå i zonen adm, men har också en adress i hantering.',
    ],
    ['no zone', ['192.168.1.4/24'], 'Ska stå i zonen adm, men har ingen adress i dess nät.'],
  ])('is a finding for a server in %s', (_, addresses, message) => {
    expect(judge(server(addressed(addresses)))).toMatchObject({
      status: 'finding',
      message: { sv: message },
    });
  });

  it('follows the network role of a declared client, and says nothing of one that is at home', () => {
    expect(judge(client(addressed(['10.1.50.9/24'])))).toMatchObject({
      status: 'met',
      evidence: [{ source: 'devices.yaml:4' }, {}],
    });
    expect(judge(client(addressed(['10.1.20.9/24']))).status).toBe('finding');
    expect(judge(client(addressed(['192.168.1.9/24']))).status).toBe('not-measured');
  });

  it.each([
    ['no section', buildSections()],
    ['a source that was denied', buildSections({ network: emptySection('denied') })],
    ['addresses that the profile withholds', addressed([])],
    ['an interface that is down', addressed(['10.1.20.5/24'], false)],
    ['an old reading', addressed(['10.1.30.5/24'], true, daysAgo(15))],
  ])('is not measured with %s', (_, sections) => {
    expect(judge(server(sections)).status).toBe('not-measured');
  });

  it('is not judged where nothing says where it stands', () => {
    const devices = [
      buildDevice({ id: 'd', declaredAs: 'skrivare' }),
      buildDevice({ id: 'e', declaredAs: null }),
    ];
    expect([...judgeAll(roleBasedNetwork, declaration, { devices }).keys()]).toEqual(['service:tjanst']);
  });
});
