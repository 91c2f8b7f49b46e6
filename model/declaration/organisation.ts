import { z } from 'zod';
import { OperationsSettings } from './operations.ts';
import { AzureSettings, KubernetesSettings } from './platform-site.ts';
import {
  ControlId,
  Day,
  DecisionId,
  DirectoryId,
  Duration,
  Id,
  Label,
  Party,
  Prose,
  patterned,
} from './values.ts';

const Source = z.strictObject({
  /** Title, section and year, or the contract the figure stands in. */
  source: Label,
  year: z.int().min(2000).max(2100),
});

/** `grundval.yaml`: the organisation, its municipalities, units, roles, environments, sites and parameters. */
export const OrganisationFile = z.strictObject({
  organisation: z.strictObject({
    id: Id,
    name: Label,
    kind: z
      .enum(['municipality', 'joint-body'])
      .describe('En kommun med egen IT-enhet, eller en gemensam organisation för flera'),
    fictional: z.boolean().default(false).describe('Organisationen och dess kommuner är påhittade'),
    description: Prose.optional(),
  }),
  /** Municipalities that consume the services; each is a tenant. */
  municipalities: z
    .array(
      z.strictObject({
        id: Id,
        name: Label,
        /** Four-digit code of Statistics Sweden; left out for invented municipalities. */
        code: patterned(/^\d{4}$/, 'four digits in quotes').optional(),
        inhabitants: z.int().positive().optional(),
        sharePercent: z
          .number()
          .min(0)
          .max(100)
          .optional()
          .describe('Andel av gemensamma kostnader; tillsammans 100 procent'),
      }),
    )
    .min(1),
  /** Organisation tree: committees, departments, units, schools. */
  units: z.array(z.strictObject({ id: Id, name: Label, parent: Id.optional(), municipality: Id.optional() })),
  /** Roles of people; holders and deputies by directory id only. */
  roles: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      unit: Id,
      holder: DirectoryId.optional(),
      deputy: DirectoryId.optional(),
    }),
  ),
  environments: z.array(z.strictObject({ id: Id, name: Label, production: z.boolean() })).min(1),
  /** Where servers stand. */
  platformSites: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      kind: z.enum(['adopted', 'kubernetes', 'azure']),
      /** What runs an adopted site today. */
      hypervisor: z.enum(['vmware', 'hyper-v', 'proxmox', 'operator']).optional(),
      /** Physical site in `network.yaml`. */
      site: Id.optional(),
      /** Independent parts of the site; servers of one service are spread over them. */
      failureDomains: z.array(Id).default([]),
      /** What servers may use of the site in all; in a cloud, the quota. */
      capacity: z
        .strictObject({
          /** Processor threads of the hosts. */
          vcpus: z.int().positive().max(1_000_000),
          memoryGib: z.int().positive().max(10_000_000),
          storageGib: z.int().positive().max(1_000_000_000),
          ...Source.shape,
        })
        .optional()
        .describe('Vad servrarna får använda av platsen; i molnet kvoten. Med källa och år'),
      kubernetes: KubernetesSettings.optional().describe('Inställningar för ett kluster'),
      azure: AzureSettings.optional().describe('Inställningar för en prenumeration'),
    }),
  ),
  /** Parameters of controls, by control id: `{ GV-11: { criticalDays: 7 } }`. Each control checks its own. */
  controls: z.record(ControlId, z.record(z.string(), z.unknown())).default({}),
  electricity: z.strictObject({ sekPerKwh: z.number().positive().max(100), ...Source.shape }).optional(),
  emissionFactor: z
    .strictObject({ kgCo2ePerKwh: z.number().nonnegative().max(5), ...Source.shape })
    .optional(),
  energyTarget: z
    .strictObject({
      baselineYear: z.int().min(2000).max(2100),
      targetYear: z.int().min(2000).max(2100),
      changePercent: z.number().min(-100).max(100),
      decision: DecisionId.optional(),
    })
    .optional(),
  agent: z
    .strictObject({
      /** How often a device reports. */
      every: Duration.default('1h'),
      /** Union negotiation and data-protection assessment behind the roll-out. */
      rolloutDecision: DecisionId.optional(),
    })
    .default({ every: '1h' }),
  /** How long Grundval keeps its own records; nothing is purged without a decision. */
  retention: z
    .array(
      z.strictObject({
        records: z.enum(['reports', 'changes', 'imports', 'look-ups', 'sessions', 'runs', 'run-outputs']),
        keep: Duration,
        decision: DecisionId,
      }),
    )
    .default([]),
  /** Where logs go and which clock everybody follows. */
  logging: z
    .strictObject({
      service: Id.describe('Tjänsten som samlar loggarna'),
      retention: DecisionId.optional().describe('Beslutet om hur länge loggar sparas'),
      tamperProtected: z
        .boolean()
        .describe('Kan den som sköter källan varken ändra eller radera i loggarkivet?'),
      timeSources: z
        .array(
          z.strictObject({
            server: Label.describe('Namn på tidsservern'),
            traceable: z.boolean().describe('Spårbar till svensk normaltid'),
          }),
        )
        .default([]),
    })
    .optional()
    .describe('Vart loggarna skickas och var tiden kommer ifrån'),
  operations: OperationsSettings.default(OperationsSettings.parse({})).describe(
    'Hur procedurer når servrarna, och när inget får ändras',
  ),
  contact: z.strictObject({ unit: Id, role: Party }).optional(),
  /** When this description was last gone through as a whole. */
  reviewed: Day.optional(),
});
export type OrganisationFile = z.infer<typeof OrganisationFile>;
