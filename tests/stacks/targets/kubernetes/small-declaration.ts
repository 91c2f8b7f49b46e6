import type { Declaration } from '#model/declaration/declaration.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';

/** A small platform with one of each: a web service in containers, a database, virtual servers, a zone of clients. */
export function smallDeclaration(): Declaration {
  const zone = (id: string, number: number) => ({
    id,
    name: id,
    purpose: 'Prov.',
    platform: id === 'publik' ? ('public' as const) : ('administrative' as const),
    kind: 'server' as const,
    vlan: 100 + number,
    ipv4: `10.1.${number}.0/24`,
    ipv6: `2001:db8:${number}::/64`,
  });
  const disks = [{ name: 'data', sizeGib: 40 }];
  return buildDeclaration({
    organisation: {
      platformSites: [{ id: 'hall', name: 'Hallen', kind: 'kubernetes', failureDomains: ['a', 'b'] }],
    },
    network: {
      zones: [
        zone('adm', 1),
        zone('publik', 2),
        { ...zone('personal', 3), kind: 'client' as const, environments: ['test'] },
      ],
      access: [{ role: 'personal', name: 'Personal', zone: 'personal', authentication: 'open' }],
    },
    standards: {
      images: [
        { id: 'debian-13', name: 'Debian 13', kind: 'server', product: 'debian', cycle: '13' },
        { id: 'webb', name: 'Webb', kind: 'container', product: 'nginx', cycle: '1' },
      ],
      engines: [{ id: 'postgresql-18', name: 'PostgreSQL 18', product: 'postgresql', cycle: '18' }],
    },
    services: [
      buildService({
        id: 'portal',
        platform: 'public',
        runsOn: 'hall',
        servers: [
          { role: 'webb', count: 2, maxCount: 4, size: 'small', image: 'webb' },
          { role: 'db', count: 2, size: 'small', image: 'debian-13', engine: 'postgresql-18', disks },
        ],
        flows: [
          { from: 'internet', to: 'webb', port: 443, authenticated: false },
          { from: 'webb', to: 'db', port: 5432, authenticated: true },
          { from: 'webb', to: 'service:journal/app', port: 8443, authenticated: true },
        ],
        checks: [{ url: 'https://portal.exempel.example/', every: '1m' }],
      }),
      buildService({
        id: 'journal',
        runsOn: 'hall',
        servers: [{ role: 'app', count: 2, size: 'small', image: 'debian-13', disks }],
        flows: [{ from: 'role:personal', to: 'app', port: 443, authenticated: true }],
        checks: [{ url: 'https://journal.exempel.example/', every: '5m' }],
      }),
    ],
  });
}
