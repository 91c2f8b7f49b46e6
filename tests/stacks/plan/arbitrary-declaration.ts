import fc from 'fast-check';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';

/** Zones of three sizes, of which the smallest is soon full; `adm` and `adm-3` differ in class. */
const zones = [
  zone('adm', 'administrative', '10.1.0.0/27', { ipv6: '2001:db8:1::/64', maximumClass: 2 }),
  zone('adm-3', 'administrative', '10.1.1.0/24', { ipv6: '2001:db8:2::/56', maximumClass: 3 }),
  zone('pub', 'public', '10.1.2.0/28', {
    ipv6: '2001:db8:3::/124',
    maximumClass: 4,
    networks: [{ platformSite: 'moln', ipv4: '10.1.4.0/26', ipv6: '2001:db8:4::/64' }],
  }),
  zone('tek', 'technical', '10.1.3.0/30', { maximumClass: 4 }),
  zone('klient', 'administrative', '10.2.0.0/24', { kind: 'client' }),
  zone('gast', 'public', '10.2.1.0/24', { kind: 'guest' }),
];

function zone(id: string, platform: 'administrative' | 'public' | 'technical', ipv4: string, rest: object) {
  return { id, name: id, platform, purpose: 'Prov.', kind: 'server' as const, ipv4, ...rest };
}

const roles = ['app', 'db'] as const;
const serviceIds = ['arkiv', 'bygg', 'fastighet', 'kart', 'skola', 'vard'] as const;
const ports = [25, 443, 1433] as const;

const server = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  size: fc.constantFrom('small', 'large'),
  image: fc.constant('debian-13'),
  zone: fc.option(fc.constantFrom('adm', 'adm-3', 'pub', 'klient'), { nil: undefined, freq: 4 }),
  engine: fc.option(fc.constant('postgresql-13'), { nil: undefined }),
  disks: fc.subarray([
    { name: 'data', sizeGib: 33 },
    { name: 'logg', sizeGib: 7 },
  ]),
});

const flow = (id: string, own: readonly string[]) =>
  fc.record({
    from: fc.constantFrom(
      'internet',
      'role:personal',
      'role:gast',
      'zone:adm',
      ...serviceIds.map((other) => `service:${other}`),
      ...own,
    ),
    to: fc.constantFrom(
      'internet',
      `service:${id}`,
      ...serviceIds.map((other) => `service:${other}`),
      ...own,
    ),
    port: fc.constantFrom(...ports),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    authenticated: fc.boolean(),
  });

/** A service; it depends on services before it in the alphabet, so that there is no ring. */
const service = (id: (typeof serviceIds)[number]): fc.Arbitrary<Service> =>
  fc
    .record({
      own: fc.subarray([...roles]),
      servers: fc.tuple(server, server),
      stage: fc.constantFrom('proposed' as const, 'ordered' as const, 'in-use' as const, 'retiring' as const),
      platform: fc.constantFrom('administrative' as const, 'public' as const, 'technical' as const),
      level: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 5 }),
      serviceLevel: fc.option(fc.constantFrom('silver', 'guld'), { freq: 5 }),
      runsOn: fc.constantFrom('hall', 'moln'),
      dependsOn: fc.subarray(serviceIds.filter((other) => other < id)),
      consumers: fc.subarray(['norr', 'soder', 'vast']),
      costs: fc.array(
        fc.record({
          kind: fc.constantFrom('licence' as const, 'support' as const),
          sekPerYear: fc.double({ min: 0, max: 1e6, noNaN: true }),
          payer: fc.constantFrom('it', 'skolan', 'norr', 'vast'),
        }),
        { maxLength: 3 },
      ),
      environments: fc.subarray(['produktion', 'test']),
      users: fc.array(
        fc.record({
          unit: fc.constantFrom('it', 'skolan'),
          count: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
        }),
        { maxLength: 2 },
      ),
    })
    .chain(({ own, servers, level, serviceLevel, ...rest }) =>
      fc.array(flow(id, own), { maxLength: 4 }).map((flows) =>
        buildService({
          ...rest,
          id,
          flows,
          serviceLevel: serviceLevel === null ? null : { class: serviceLevel },
          classification: level === null ? null : { k: level, r: 0, t: 1 },
          servers: own.map((role) => {
            const { zone: declared, engine, ...fields } = servers[role === 'app' ? 0 : 1];
            return {
              role,
              ...fields,
              ...(declared === undefined ? {} : { zone: declared }),
              ...(engine === undefined ? {} : { engine }),
            };
          }),
          checks: [{ url: `https://${id}.exempel.example/`, every: '5m' }],
          users: rest.users.map(({ unit, count }) => (count === undefined ? { unit } : { unit, count })),
        }),
      ),
    );

/** A declaration around services: a joint body of three municipalities, a hall and a cloud, two environments. */
export function declarationOf(services: readonly Service[]): Declaration {
  const declaration = buildDeclaration({
    organisation: {
      organisation: { id: 'forbundet', name: 'Förbundet', kind: 'joint-body', fictional: true },
      municipalities: [
        { id: 'norr', name: 'Norr', sharePercent: 33.3 },
        { id: 'soder', name: 'Söder', sharePercent: 16.7 },
        { id: 'vast', name: 'Väst', sharePercent: 50 },
      ],
      units: [
        { id: 'it', name: 'IT' },
        { id: 'skolan', name: 'Skolan', municipality: 'soder' },
      ],
      environments: [
        { id: 'produktion', name: 'Produktion', production: true },
        { id: 'test', name: 'Test', production: false },
      ],
      platformSites: [
        { id: 'hall', name: 'Hallen', kind: 'adopted', failureDomains: ['a', 'b', 'c'] },
        { id: 'moln', name: 'Molnet', kind: 'azure' },
      ],
    },
    network: {
      zones,
      access: [
        { role: 'personal', name: 'Personal', zone: 'klient', authentication: '802.1x-certificate' },
        { role: 'gast', name: 'Gäster', zone: 'gast', authentication: 'open' },
      ],
    },
    serviceLevels: { classes: [level('silver', false, '4h'), level('guld', true, '48h')] },
    services,
  });
  return {
    ...declaration,
    prices: {
      ...declaration.prices,
      storageSekPerGibYear: 3.333,
      backupSekPerGibYear: 1.117,
      sizes: [
        { id: 'small', vcpus: 1, memoryGib: 2, sekPerYear: 1000.005 },
        { id: 'large', vcpus: 4, memoryGib: 16, sekPerYear: 9999.99 },
      ],
    },
  };
}

function level(id: string, redundant: boolean, every: string) {
  return {
    id,
    name: id,
    description: 'Prov.',
    hours: redundant ? '24/7' : 'mon-fri 07:00-18:00',
    availabilityPercent: 99.5,
    rto: '8h',
    rpo: '24h',
    backup: { every, keep: '30d', isolatedCopy: true, restoreTestEvery: '365d' },
    redundant,
    sekPerYear: 1234.567,
  };
}

/** Services of a valid declaration, some of the six. */
export const someServices: fc.Arbitrary<readonly Service[]> = fc
  .tuple(fc.tuple(...serviceIds.map(service)), fc.subarray([...serviceIds], { minLength: 1 }))
  .map(([drawn, ids]) => {
    const services = drawn.filter(({ id }) => ids.some((kept) => kept === id));
    return services.map((each) => limit(each, services));
  });

/** The services without some of them, and without what refers to those. */
export function without(services: readonly Service[], removed: ReadonlySet<string>): readonly Service[] {
  const kept = services.filter(({ id }) => !removed.has(id));
  return kept.map((each) => limit(each, kept));
}

/** A service without references to services and server roles that are not among these. */
function limit(each: Service, others: readonly Service[]): Service {
  const isKept = (end: string): boolean => {
    if (!end.startsWith('service:')) return true;
    const [id, role] = end.slice('service:'.length).split('/');
    const named = others.find((other) => other.id === id);
    return (
      named !== undefined && (role === undefined || named.servers.some((server) => server.role === role))
    );
  };
  return {
    ...each,
    dependsOn: each.dependsOn.filter((id) => others.some((other) => other.id === id)),
    flows: each.flows.filter(({ from, to }) => isKept(from) && isKept(to)),
  };
}
