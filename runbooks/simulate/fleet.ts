import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import { fleetDeclaration } from './fleet-declaration.ts';

/** What the simulator and the engine read of a snapshot. */
export type Fleet = Pick<PlatformSnapshot, 'declaration' | 'plan' | 'hash'>;

/** How an invented fleet differs from the usual one. */
export interface FleetOptions {
  /** Servers of each service: `tjanst-1` has `tjanst-1-app-1` … */
  readonly perService?: number;
  readonly system?: 'linux' | 'windows';
  readonly operations?: Partial<Declaration['organisation']['operations']>;
  /** When each server may be patched; at any time where left out. */
  readonly window?: Omit<PlatformPlan['maintenance'][number], 'server' | 'wave'>;
}

const always = {
  every: 'day',
  weekday: null,
  from: '00:00',
  minutes: 1440,
  withinServiceHours: false,
} as const;
const domains = ['a', 'b', 'c'];

/** An invented fleet of so many servers: services of two servers each, in three parts of one hall. */
export function fleet(count: number, options: FleetOptions = {}): Fleet {
  const { perService = 2, system = 'linux', window = always } = options;
  const sizes = Array.from({ length: Math.ceil(count / perService) }, (_, at) =>
    Math.min(perService, count - at * perService),
  );
  const image = system === 'linux' ? 'debian-13' : 'windows-server-2025';
  const groups = sizes.map((size, at) => groupOf(`tjanst-${at + 1}`, size, image));
  const declaration = fleetDeclaration(groups, options.operations ?? {});
  const maintenance = groups.flatMap(({ servers }) =>
    servers.map(({ key, number }) => ({ ...window, server: key, wave: number % 2 === 1 ? 1 : 2 }) as const),
  );
  return { declaration, plan: { ...emptyPlan, groups, maintenance }, hash: 'f'.repeat(64) };
}

function groupOf(service: string, size: number, image: string): ServerGroup {
  return {
    key: `${service}/app`,
    name: `${service}-app`,
    service,
    role: 'app',
    build: true,
    platformSite: 'hall',
    zone: null,
    zoneSource: 'by-class',
    level: null,
    size: 'liten',
    vcpus: 1,
    memoryGib: 1,
    image,
    engine: null,
    form: 'machines',
    disks: [],
    maxCount: size,
    antiAffinity: 'preferred',
    redundancy: 'not-asked',
    servers: Array.from({ length: size }, (_, at) => ({
      key: `${service}/app/${at + 1}`,
      id: `${service}-app-${at + 1}`,
      number: at + 1,
      hostName: `${service}-app-${at + 1}`,
      computerName: `${service}-app-${at + 1}`.slice(0, 15),
      ipv4: null,
      ipv6: null,
      failureDomain: domains[at % domains.length] ?? null,
    })),
    at: { file: `services/${service}.yaml`, pointer: '', line: null },
  };
}

const noCost = { orePerYear: 0, byKind: [], byConsumer: [], byPayer: [] };
const noEnergy = {
  kwhPerYear: null,
  emissionsKgCo2ePerYear: null,
  costSekPerYear: null,
  serversEstimated: 0,
  servers: 0,
  sources: [],
};

const emptyPlan: PlatformPlan = {
  schemaVersion: 1,
  organisation: 'exempel',
  environment: 'produktion',
  production: true,
  zones: [],
  services: [],
  groups: [],
  flows: [],
  databases: [],
  names: [],
  certificates: [],
  eServices: [],
  backups: [],
  maintenance: [],
  monitoring: [],
  cost: {
    priceYear: 2026,
    priceSource: 'Påhittade priser',
    illustrative: true,
    services: [],
    standing: noCost,
    upcoming: noCost,
  },
  energy: { services: [], standing: noEnergy, upcoming: noEnergy },
  issues: [],
};
