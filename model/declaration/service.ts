import { z } from 'zod';
import {
  ClassLevel,
  Day,
  DecisionId,
  Duration,
  Hosting,
  Id,
  Label,
  Party,
  Platform,
  Port,
  Prose,
  patterned,
  RequirementId,
  SekPerYear,
} from './values.ts';

const Server = z.strictObject({
  /** What these servers are within the service: `app`, `db`. */
  role: Id,
  count: z.int().min(1).max(100).default(1),
  /** Size in `prices.yaml`. */
  size: Id,
  /** Image in `standards.yaml`. */
  image: Id,
  /** Zone in `network.yaml`; follows platform and class where left out. */
  zone: Id.optional(),
  /** Database engine in `standards.yaml`. */
  engine: Id.optional(),
  disks: z.array(z.strictObject({ name: Id, sizeGib: z.int().min(1).max(65_536) })).default([]),
});

const Flow = z.strictObject({
  /** Who may reach: `role:<network role>`, `service:<id>`, `zone:<id>`, `internet`, or a server role of this service. */
  from: patterned(
    /^(internet|(role|service|zone):[a-z][a-z0-9-]*|[a-z][a-z0-9-]*)$/,
    '`internet`, `role:<id>`, `service:<id>`, `zone:<id>` or a server role',
  ),
  /** A server role of this service, `service:<id>` or `internet`. */
  to: patterned(
    /^(internet|service:[a-z][a-z0-9-]*|[a-z][a-z0-9-]*)$/,
    'a server role, `service:<id>` or `internet`',
  ),
  port: Port,
  protocol: z.enum(['tcp', 'udp']).default('tcp'),
  authenticated: z.boolean(),
  /** How: e-ID, mutual TLS, Kerberos … in plain words. */
  by: Label.optional(),
});

/** `services/<id>.yaml`: one service, the hub everything else hangs on. */
export const Service = z.strictObject({
  id: Id,
  name: Label,
  /** What the service is for, one or two sentences for its users. */
  purpose: Prose,
  stage: z.enum(['proposed', 'ordered', 'in-use', 'retiring']),
  platform: Platform,
  /** What it gives the organisation; two services with the same capability overlap. */
  capability: Id,
  /** Name towards the public, where it differs. */
  publicName: Label.optional(),
  owner: Party.optional(),
  administrators: z.array(Party).default([]),
  responsibleUnit: Id,
  supplier: Id.optional(),
  contract: Id.optional(),
  /** KLASSA levels: confidentiality, integrity, availability, and traceability where assessed. */
  classification: z
    .strictObject({
      k: ClassLevel,
      r: ClassLevel,
      t: ClassLevel,
      s: ClassLevel.optional(),
      decision: DecisionId.optional(),
    })
    .optional(),
  serviceLevel: z.strictObject({ class: Id, decision: DecisionId.optional() }).optional(),
  /** Essential to society (samhällsviktig). */
  essential: z.boolean().default(false),
  information: z
    .array(
      z.strictObject({
        type: Id,
        personalData: z.enum(['none', 'ordinary', 'sensitive']),
        retention: DecisionId.optional(),
        secrecy: Label.optional(),
      }),
    )
    .default([]),
  hosting: Hosting,
  /** Platform site; left out where the service has no servers of ours. */
  runsOn: Id.optional(),
  /** Where the servers' responsibility lies with somebody else, they are still declared. */
  servers: z.array(Server).default([]),
  dependsOn: z.array(Id).default([]),
  flows: z.array(Flow).default([]),
  checks: z.array(z.strictObject({ url: z.url(), every: Duration })).default([]),
  users: z.array(z.strictObject({ unit: Id, count: z.int().nonnegative().optional() })).default([]),
  /** Municipalities that use it; all where left out. */
  consumers: z.array(Id).default([]),
  order: z
    .strictObject({
      by: Party,
      on: Day,
      /** The IT unit was heard and the service fits the platform (ORK-18, ORK-29). */
      itApproval: z
        .strictObject({ by: Party, on: Day, decision: DecisionId.optional(), compatible: z.boolean() })
        .optional(),
    })
    .optional(),
  systemPlan: z.strictObject({ revised: Day, document: Label }).optional(),
  continuityPlan: z.strictObject({ revised: Day, exercised: Day.optional(), document: Label }).optional(),
  documents: z
    .array(z.strictObject({ title: Label, reference: Label, secret: z.boolean().default(false) }))
    .default([]),
  costs: z
    .array(
      z.strictObject({
        kind: z.enum([
          'licence',
          'operation',
          'support',
          'personnel',
          'hardware',
          'development',
          'training',
          'energy',
        ]),
        sekPerYear: SekPerYear,
        payer: Id,
      }),
    )
    .default([]),
  /** Where the statements come from: requirement id → fields it states; and fields that are made up for the example. */
  basis: z
    .strictObject({
      cited: z.record(RequirementId, z.array(z.string().min(1))).default({}),
      illustrative: z.array(z.string().min(1)).default([]),
      note: Prose.optional(),
    })
    .optional(),
});
export type Service = z.infer<typeof Service>;
