import fc from 'fast-check';
import type { z } from 'zod';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { NetworkFile } from '#model/declaration/network.ts';
import { PricesFile } from '#model/declaration/prices.ts';
import type { Service } from '#model/declaration/service.ts';
import { buildDeclaration, buildService } from './declaration.ts';

/**
 * Valid declarations of a platform with everything a target must render: zones of several kinds and sizes, with
 * and without VLAN and IPv6; services bought and own, proposed and in use, in two environments and on three kinds
 * of site; server groups of all three forms; databases; flows of every kind; checks, names and service levels.
 */
export function arbitraryPlatform(): fc.Arbitrary<Declaration> {
  return fc
    .record({
      drawn: fc.tuple(...serviceIds.map(arbitraryService)),
      ids: fc.subarray([...serviceIds], { minLength: 2 }),
      ipv6: fc.subarray([...zoneIds]),
      vlans: fc.subarray([...zoneIds]),
      domains: fc.subarray(['a', 'b', 'c']),
    })
    .map(({ drawn, ids, ipv6, vlans, domains }) => {
      const services = drawn.filter(({ id }) => ids.some((kept) => kept === id));
      return declarationOf(
        services.map((service) => limit(service, services)),
        { ipv6, vlans, domains },
      );
    });
}

const serviceIds = ['arkiv', 'bygglov', 'e-post', 'karta', 'mina-sidor', 'vard-och-omsorg'] as const;
const bought = 'e-legitimation';

const zoneIds = ['adm', 'adm-hog', 'gast', 'personal', 'publik', 'teknik', 'test-adm'] as const;
type ZoneId = (typeof zoneIds)[number];

type OneServer = NonNullable<z.input<typeof Service>['servers']>[number];

const disks = fc.subarray([
  { name: 'data', sizeGib: 40 },
  { name: 'logg', sizeGib: 10 },
]);
const counts = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .map(([count, more]) => (more === 0 ? { count } : { count, maxCount: count + more }));

/** Servers of a role in one of the forms: machines with or without a database of their own, a database, containers. */
function arbitraryServer(role: string): fc.Arbitrary<OneServer> {
  const forms: fc.Arbitrary<Pick<OneServer, 'image' | 'engine' | 'disks'>> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ image: fc.constantFrom('debian-13', 'windows-2025'), disks }) },
    {
      weight: 1,
      arbitrary: fc.record({
        image: fc.constant('windows-2025'),
        engine: fc.constant('sqlserver-2022'),
        disks,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ image: fc.constant('debian-13'), engine: fc.constant('postgresql-18'), disks }),
    },
    { weight: 2, arbitrary: fc.record({ image: fc.constantFrom('webb', 'arbetare') }) },
  );
  return fc
    .record({
      form: forms,
      counts,
      size: fc.constantFrom('small', 'large'),
      zone: fc.option(fc.constantFrom<ZoneId>('adm', 'adm-hog', 'publik', 'personal'), {
        nil: null,
        freq: 3,
      }),
    })
    .map(({ form, counts: counted, size, zone }) => {
      return { role, size, ...form, ...counted, ...(zone === null ? {} : { zone }) };
    });
}

const roles = ['app', 'db', 'webb'] as const;

function arbitraryService(id: (typeof serviceIds)[number]): fc.Arbitrary<Service> {
  return fc
    .record({
      own: fc.subarray([...roles]),
      servers: fc.tuple(...roles.map(arbitraryServer)),
      stage: fc.constantFrom('in-use' as const, 'in-use' as const, 'ordered' as const, 'proposed' as const),
      platform: fc.constantFrom(
        'administrative' as const,
        'public' as const,
        'public' as const,
        'technical' as const,
      ),
      level: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 8 }),
      serviceLevel: fc.option(fc.constantFrom('brons', 'silver', 'guld'), { freq: 6 }),
      runsOn: fc.constantFrom('hall', 'hall', 'moln', 'gamla'),
      essential: fc.boolean(),
      environments: fc.constantFrom<string[]>([], [], ['produktion', 'test']),
      checks: fc.subarray([
        { url: `https://${id}.exempel.example/`, every: '1m' },
        { url: `https://${id}.exempel.example/halsa`, every: '5m' },
        { url: `http://${id}.exempel.example:8080/`, every: '5m' },
        { url: `https://api.${id}.exempel.example/`, every: '15m' },
      ]),
    })
    .chain(({ own, servers, level, serviceLevel, ...rest }) =>
      fc.array(arbitraryFlow(id, own), { maxLength: 6 }).map((flows) =>
        buildService({
          ...rest,
          id,
          flows,
          dependsOn: [],
          serviceLevel: serviceLevel === null ? null : { class: serviceLevel },
          // Without a class nobody knows the zone, so such servers stand nowhere.
          classification: level === null ? null : { k: level, r: 0, t: 1 },
          servers: servers.filter(({ role }) => own.some((kept) => kept === role)),
        }),
      ),
    );
}

function arbitraryFlow(id: string, own: readonly string[]) {
  const others = [...serviceIds, bought].map((other) => `service:${other}`);
  return fc.record({
    from: fc.constantFrom(
      'internet',
      'internet',
      'internet',
      'role:personal',
      'role:gast',
      'zone:adm',
      'zone:publik',
      ...others,
      ...own,
    ),
    to: fc.constantFrom('internet', `service:${id}`, 'service:arkiv/db', ...others, ...own, ...own, ...own),
    port: fc.constantFrom(443, 443, 5432, 8080, 53),
    protocol: fc.constantFrom('tcp' as const, 'tcp' as const, 'udp' as const),
    authenticated: fc.boolean(),
  });
}

/** A service without references to services and server roles that are not among these. */
function limit(service: Service, all: readonly Service[]): Service {
  const isKept = (end: string): boolean => {
    if (!end.startsWith('service:')) return true;
    const [id, role] = end.slice('service:'.length).split('/');
    if (id === bought) return role === undefined;
    const named = all.find((other) => other.id === id);
    return (
      named !== undefined && (role === undefined || named.servers.some((server) => server.role === role))
    );
  };
  return { ...service, flows: service.flows.filter(({ from, to }) => isKept(from) && isKept(to)) };
}

interface Drawn {
  readonly ipv6: readonly ZoneId[];
  readonly vlans: readonly ZoneId[];
  readonly domains: readonly string[];
}

function declarationOf(services: readonly Service[], { ipv6, vlans, domains }: Drawn): Declaration {
  const declaration = buildDeclaration({
    organisation: {
      environments: [
        { id: 'produktion', name: 'Produktion', production: true },
        { id: 'test', name: 'Test', production: false },
      ],
      platformSites: [
        { id: 'hall', name: 'Hallen', kind: 'kubernetes', failureDomains: [...domains] },
        { id: 'moln', name: 'Molnet', kind: 'azure', failureDomains: ['zon-1', 'zon-2', 'zon-3'] },
        { id: 'gamla', name: 'Gamla hallen', kind: 'adopted', hypervisor: 'vmware' },
      ],
    },
    network: {
      zones: zoneIds.map((id, index) => ({
        ...zoneShapes[id],
        id,
        name: id,
        purpose: 'Prov.',
        // Wide, so that two servers hardly ever derive the same address.
        ipv4: `10.${index + 1}.0.0/16`,
        ...(vlans.includes(id) ? { vlan: 100 + index } : {}),
        ...(ipv6.includes(id) ? { ipv6: `2001:db8:${index + 1}::/64` } : {}),
        networks: [
          {
            platformSite: 'moln',
            ipv4: `10.${index + 101}.0.0/16`,
            ...(ipv6.includes(id) ? { ipv6: `2001:db8:${index + 101}::/64` } : {}),
          },
        ],
      })),
      access: [
        { role: 'personal', name: 'Personal', zone: 'personal', authentication: '802.1x-certificate' },
        { role: 'gast', name: 'Gäster', zone: 'gast', authentication: 'open' },
      ],
    },
    serviceLevels: {
      classes: [
        level('brons', { every: '24h', keep: '30d', isolatedCopy: false }, 'mon-fri 07:00-18:00'),
        level('silver', { every: '4h', keep: '90d', isolatedCopy: true }, 'mon-sun 06:00-22:00'),
        level('guld', { every: '15m', keep: '365d', isolatedCopy: true }, '24/7'),
      ],
    },
    standards: {
      images: [
        { id: 'debian-13', name: 'Debian 13', kind: 'server', product: 'debian', cycle: '13' },
        {
          id: 'windows-2025',
          name: 'Windows Server 2025',
          kind: 'server',
          product: 'windows-server',
          cycle: '2025',
        },
        {
          id: 'webb',
          name: 'Webb',
          kind: 'container',
          product: 'nginx',
          cycle: '1.30',
          reference: `registry.example/webb@sha256:${'0123456789abcdef'.repeat(4)}`,
        },
        { id: 'arbetare', name: 'Arbetare', kind: 'container', product: 'nodejs', cycle: '24' },
      ],
      engines: [
        { id: 'postgresql-18', name: 'PostgreSQL 18', product: 'postgresql', cycle: '18' },
        { id: 'sqlserver-2022', name: 'SQL Server 2022', product: 'mssqlserver', cycle: '16.0' },
      ],
    },
    services: [
      ...services,
      buildService({ id: bought, name: 'E-legitimation', hosting: 'cloud', serviceLevel: null }),
    ],
  });
  return {
    ...declaration,
    prices: PricesFile.parse({
      year: 2026,
      source: 'Påhittade priser',
      sizes: [
        { id: 'small', vcpus: 1, memoryGib: 2, sekPerYear: 1000 },
        { id: 'large', vcpus: 4, memoryGib: 16, sekPerYear: 9000 },
      ],
      storageSekPerGibYear: 3,
      backupSekPerGibYear: 1,
    }),
  };
}

type ZoneShape = Pick<
  z.input<typeof NetworkFile>['zones'][number],
  'platform' | 'kind' | 'maximumClass' | 'environments'
>;

const zoneShapes: Readonly<Record<ZoneId, ZoneShape>> = {
  adm: { platform: 'administrative', kind: 'server', maximumClass: 2 },
  'adm-hog': { platform: 'administrative', kind: 'server', maximumClass: 4 },
  gast: { platform: 'public', kind: 'guest', maximumClass: 0 },
  personal: { platform: 'administrative', kind: 'client', maximumClass: 2 },
  publik: { platform: 'public', kind: 'server', maximumClass: 4 },
  teknik: { platform: 'technical', kind: 'server', maximumClass: 4 },
  'test-adm': { platform: 'administrative', kind: 'server', maximumClass: 4, environments: ['test'] },
};

function level(
  id: string,
  backup: { readonly every: string; readonly keep: string; readonly isolatedCopy: boolean },
  hours: string,
) {
  return {
    id,
    name: id,
    description: 'Prov.',
    hours,
    availabilityPercent: id === 'guld' ? 99.9 : 99,
    rto: '8h',
    rpo: '24h',
    backup: { ...backup, restoreTestEvery: '365d' },
    redundant: id === 'guld',
    sekPerYear: 1000,
  };
}
