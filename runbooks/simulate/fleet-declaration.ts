import { DecisionsFile } from '#model/declaration/decisions.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { DevicesFile } from '#model/declaration/devices.ts';
import { GoalsFile } from '#model/declaration/goals.ts';
import { NetworkFile } from '#model/declaration/network.ts';
import { OrganisationFile } from '#model/declaration/organisation.ts';
import { PricesFile } from '#model/declaration/prices.ts';
import { Service } from '#model/declaration/service.ts';
import { ServiceLevelsFile } from '#model/declaration/service-levels.ts';
import { StandardsFile } from '#model/declaration/standards.ts';
import { SuppliersFile } from '#model/declaration/suppliers.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';

/** The declaration of an invented municipality whose services have the servers of some groups. */
export function fleetDeclaration(
  groups: readonly ServerGroup[],
  operations: Partial<Declaration['organisation']['operations']>,
): Declaration {
  return {
    schemaVersion: 1,
    organisation: OrganisationFile.parse({
      organisation: { id: 'exempel', name: 'Exempels kommun', kind: 'municipality', fictional: true },
      municipalities: [{ id: 'exempel', name: 'Exempel' }],
      units: [{ id: 'it', name: 'IT-enheten' }],
      roles: [
        { id: 'chef', name: 'IT-chef', unit: 'it', holder: 'directory:1' },
        { id: 'tekniker', name: 'IT-tekniker', unit: 'it', holder: 'directory:2', deputy: 'directory:3' },
      ],
      environments: [{ id: 'produktion', name: 'Produktion', production: true }],
      platformSites: [{ id: 'hall', name: 'Serverhallen', kind: 'adopted', failureDomains: ['a', 'b', 'c'] }],
      operations,
    }),
    network: NetworkFile.parse({ sites: [], zones: [], access: [] }),
    serviceLevels: ServiceLevelsFile.parse({
      classes: [
        {
          id: 'silver',
          name: 'Silver',
          description: 'Kontorstid.',
          hours: 'mon-fri 07:00-18:00',
          availabilityPercent: 99,
          rto: '8h',
          rpo: '24h',
          backup: { every: '24h', keep: '30d', isolatedCopy: true, restoreTestEvery: '365d' },
          redundant: false,
          sekPerYear: 0,
        },
      ],
    }),
    standards: StandardsFile.parse({
      images: [
        { id: 'debian-13', name: 'Debian 13', kind: 'server', product: 'debian', cycle: '13' },
        {
          id: 'windows-server-2025',
          name: 'Windows Server 2025',
          kind: 'server',
          product: 'windows-server',
          cycle: '2025',
        },
      ],
      areas: [],
    }),
    suppliers: SuppliersFile.parse({ suppliers: [] }),
    decisions: DecisionsFile.parse({ decisions: [] }),
    goals: GoalsFile.parse({ goals: [], actions: [] }),
    prices: PricesFile.parse({
      year: 2026,
      source: 'Påhittade priser',
      sizes: [{ id: 'liten', vcpus: 1, memoryGib: 1, sekPerYear: 0 }],
      storageSekPerGibYear: 0,
      backupSekPerGibYear: 0,
    }),
    devices: DevicesFile.parse({ devices: [] }),
    services: groups.map(serviceOf).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    lines: {},
  };
}

function serviceOf({ service, role, image, size, servers }: ServerGroup): Service {
  return Service.parse({
    id: service,
    name: service,
    purpose: 'Påhittad, till för prov.',
    stage: 'in-use',
    platform: 'administrative',
    capability: 'prov',
    owner: 'role:chef',
    administrators: ['role:tekniker'],
    responsibleUnit: 'it',
    hosting: 'own',
    runsOn: 'hall',
    servers: [{ role, count: servers.length, size, image }],
    users: [{ unit: 'it', count: 10 }],
  });
}
