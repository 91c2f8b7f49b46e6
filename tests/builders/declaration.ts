import type { z } from 'zod';
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

type ServiceInput = z.input<typeof Service>;

/** What a test says of a declaration; the rest is the smallest that is valid. */
export interface DeclarationParts {
  readonly organisation?: Partial<z.input<typeof OrganisationFile>>;
  readonly network?: Partial<z.input<typeof NetworkFile>>;
  readonly serviceLevels?: z.input<typeof ServiceLevelsFile>;
  readonly standards?: Partial<z.input<typeof StandardsFile>>;
  readonly suppliers?: z.input<typeof SuppliersFile>;
  readonly decisions?: z.input<typeof DecisionsFile>['decisions'];
  readonly exemptions?: z.input<typeof DecisionsFile>['exemptions'];
  readonly devices?: z.input<typeof DevicesFile>['devices'];
  readonly services?: readonly Service[];
  /** Lines by file and JSON pointer, as the loader gives them. */
  readonly lines?: Declaration['lines'];
}

/**
 * A valid declaration of an invented municipality: roles owner and admin with holders, one decision of each
 * kind the controls ask for, one service level, images of a supported server. Every part can be replaced.
 */
export function buildDeclaration(parts: DeclarationParts = {}): Declaration {
  return {
    schemaVersion: 1,
    organisation: OrganisationFile.parse({
      organisation: { id: 'exempel', name: 'Exempels kommun', kind: 'municipality', fictional: true },
      municipalities: [{ id: 'exempel', name: 'Exempel' }],
      units: [{ id: 'it', name: 'IT-enheten' }],
      roles: [
        { id: 'chef', name: 'Förvaltningschef', unit: 'it', holder: 'directory:1' },
        { id: 'forvaltare', name: 'Systemförvaltare', unit: 'it', holder: 'directory:2' },
        { id: 'vakant', name: 'Vakant', unit: 'it' },
      ],
      environments: [{ id: 'produktion', name: 'Produktion', production: true }],
      platformSites: [{ id: 'hall', name: 'Serverhallen', kind: 'adopted' }],
      ...parts.organisation,
    }),
    network: NetworkFile.parse({ sites: [], zones: [], access: [], ...parts.network }),
    serviceLevels: ServiceLevelsFile.parse(
      parts.serviceLevels ?? {
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
      },
    ),
    standards: StandardsFile.parse({
      images: [
        { id: 'debian-13', name: 'Debian 13', kind: 'server', product: 'debian', cycle: '13' },
        {
          id: 'windows-server-2016',
          name: 'Windows Server 2016',
          kind: 'server',
          product: 'windows-server',
          cycle: '2016',
        },
        { id: 'okand', name: 'Okänd', kind: 'server', product: 'temple-os', cycle: '5' },
      ],
      engines: [{ id: 'postgresql-13', name: 'PostgreSQL 13', product: 'postgresql', cycle: '13' }],
      areas: [],
      ...parts.standards,
    }),
    suppliers: SuppliersFile.parse(parts.suppliers ?? { suppliers: [] }),
    decisions: DecisionsFile.parse({
      decisions: parts.decisions ?? [
        buildDecision({ id: 'KS-2026-1', kind: 'classification' }),
        buildDecision({ id: 'KS-2026-2', kind: 'service-level' }),
        buildDecision({ id: 'KS-2026-3', kind: 'exemption' }),
      ],
      exemptions: parts.exemptions ?? [],
    }),
    goals: GoalsFile.parse({ goals: [], actions: [] }),
    prices: PricesFile.parse({
      year: 2026,
      source: 'Påhittade priser',
      sizes: [{ id: 'small', vcpus: 1, memoryGib: 1, sekPerYear: 0 }],
      storageSekPerGibYear: 0,
      backupSekPerGibYear: 0,
    }),
    devices: DevicesFile.parse({ devices: parts.devices ?? [] }),
    services: (parts.services ?? [buildService()]).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    lines: parts.lines ?? {},
  };
}

/** A service that every control is content with; `null` removes a field. */
export function buildService(
  parts: { readonly [Key in keyof ServiceInput]?: ServiceInput[Key] | null } = {},
): Service {
  const fields = {
    id: 'tjanst',
    name: 'Tjänsten',
    purpose: 'Till för prov.',
    stage: 'in-use',
    platform: 'administrative',
    capability: 'test',
    owner: 'role:chef',
    administrators: ['role:forvaltare'],
    responsibleUnit: 'it',
    classification: { k: 1, r: 1, t: 1, decision: 'KS-2026-1' },
    serviceLevel: { class: 'silver', decision: 'KS-2026-2' },
    information: [],
    hosting: 'own',
    ...parts,
  };
  return Service.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)));
}

/** A decision of 2026-03-01 by the head of department. */
export function buildDecision(
  parts: Partial<z.input<typeof DecisionsFile>['decisions'][number]> = {},
): z.input<typeof DecisionsFile>['decisions'][number] {
  return {
    id: 'KS-2026-1',
    kind: 'classification',
    title: 'Beslut',
    decidedBy: 'role:chef',
    on: '2026-03-01',
    reference: 'KS 2026/1 § 1',
    ...parts,
  };
}
