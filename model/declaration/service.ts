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
  role: Id.describe('Vad servrarna är i tjänsten: app, db'),
  count: z.int().min(1).max(100).default(1),
  maxCount: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Flest servrar vid hög belastning; lika med count där det utelämnas'),
  size: Id.describe('Storlek ur prices.yaml'),
  image: Id.describe('Avbild ur standards.yaml'),
  zone: Id.optional().describe('Zon ur network.yaml; följer plattform och klass där den utelämnas'),
  engine: Id.optional().describe('Databas ur standards.yaml'),
  disks: z.array(z.strictObject({ name: Id, sizeGib: z.int().min(1).max(65_536) })).default([]),
  addresses: z
    .array(
      z.strictObject({
        number: z.int().min(1).max(100).describe('Vilken av servrarna, från 1'),
        ipv4: z.ipv4('an IPv4 address such as `10.20.0.14`').optional(),
        ipv6: z.ipv6('an IPv6 address such as `2001:db8:20::14`').optional(),
      }),
    )
    .default([])
    .describe('Adresser som redan finns eller ska stå fast; övriga räknas fram ur namnet'),
});

const Flow = z.strictObject({
  /**
   * Who may reach: `role:<network role>`, `zone:<id>`, `internet`, a server role of this service, `service:<id>` with
   * all its servers, or `service:<id>/<server role>`.
   */
  from: patterned(
    /^(internet|(role|zone):[a-z][a-z0-9-]*|service:[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?|[a-z][a-z0-9-]*)$/,
    '`internet`, `role:<id>`, `zone:<id>`, `service:<id>`, `service:<id>/<server role>` or a server role',
  ),
  /** A server role of this service, `service:<id>`, `service:<id>/<server role>` or `internet`. */
  to: patterned(
    /^(internet|service:[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?|[a-z][a-z0-9-]*)$/,
    'a server role, `service:<id>`, `service:<id>/<server role>` or `internet`',
  ),
  port: Port,
  protocol: z.enum(['tcp', 'udp']).default('tcp'),
  authenticated: z.boolean().describe('Måste den som når fram först visa vem den är?'),
  by: Label.optional().describe('Hur: e-legitimation, Kerberos, ömsesidig TLS'),
});

/** What must not be improvised: start and stop, restore, failover, patching, decommissioning. */
export const CriticalTask = z.enum(['start-stop', 'restore', 'failover', 'patch', 'decommission']);
export type CriticalTask = z.infer<typeof CriticalTask>;

/** How long information is kept before it is purged. */
const KeepFor = patterned(
  /^(forever|when-obsolete|[1-9]\d{0,3}[dy])$/,
  '`forever`, `when-obsolete`, or a span of days or years such as `90d` or `10y`',
);

/** `services/<id>.yaml`: one service, the hub everything else hangs on. */
export const Service = z.strictObject({
  id: Id.describe('Samma som filens namn utan .yaml'),
  name: Label,
  purpose: Prose.describe('Vad tjänsten är till för, i en eller två meningar'),
  stage: z
    .enum(['proposed', 'ordered', 'in-use', 'retiring'])
    .describe('Föreslagen, beställd, i bruk eller under avveckling'),
  platform: Platform.describe('Publik, administrativ, pedagogisk eller teknisk plattform'),
  capability: Id.describe('Förmågan tjänsten ger; två tjänster med samma förmåga överlappar'),
  publicName: Label.optional().describe('Namnet mot allmänheten, om det är ett annat'),
  owner: Party.optional().describe('Systemägare: role:<id> eller directory:<id>'),
  administrators: z.array(Party).default([]).describe('Systemförvaltare, minst en'),
  responsibleUnit: Id.describe('Enheten som svarar för driften'),
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
    .optional()
    .describe('Informationsklass enligt KLASSA, 0–4, med beslut'),
  serviceLevel: z
    .strictObject({ class: Id, decision: DecisionId.optional() })
    .optional()
    .describe('Klass ur service-levels.yaml, med beslut före driftsättning'),
  essential: z.boolean().default(false).describe('Samhällsviktig'),
  information: z
    .array(
      z.strictObject({
        type: Id.describe('Handlingstyp'),
        personalData: z.enum(['none', 'ordinary', 'sensitive']),
        keep: KeepFor.optional().describe(
          'Frist: hur länge uppgifterna sparas. `forever` = bevaras, `when-obsolete` = gallras vid inaktualitet',
        ),
        retention: DecisionId.optional().describe('Beslutet som fristen vilar på'),
        secrecy: Label.optional().describe(
          'Bestämmelse om sekretess, till exempel OSL 26 kap. 1 §; `none` där någon har kommit fram till att ingen gäller',
        ),
      }),
    )
    .default([]),
  hosting: Hosting.describe('Egen drift, gemensam med andra, köpt drift eller molntjänst'),
  hostingDecision: DecisionId.optional().describe(
    'Beslut om driftformen; behövs där tjänsten ska fungera dygnet runt och kommunen driver den själv',
  ),
  environments: z.array(Id).default([]).describe('Miljöer ur grundval.yaml; produktionen där det utelämnas'),
  runsOn: Id.optional().describe('Plats ur grundval.yaml; utelämnas där tjänsten inte har servrar'),
  /** Where the servers' responsibility lies with somebody else, they are still declared. */
  servers: z.array(Server).default([]),
  dependsOn: z.array(Id).default([]).describe('Tjänster som måste fungera för att den här ska göra det'),
  flows: z.array(Flow).default([]).describe('Vem som får nå vad; allt som inte står här är stängt'),
  checks: z.array(z.strictObject({ url: z.url(), every: Duration })).default([]),
  users: z.array(z.strictObject({ unit: Id, count: z.int().nonnegative().optional() })).default([]),
  consumers: z.array(Id).default([]).describe('Kommuner som använder den; alla där det utelämnas'),
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
  /** Runbooks of critical tasks: a document of ours or the supplier's, or a procedure that Grundval runs. */
  procedures: z
    .array(
      z.strictObject({
        task: CriticalTask,
        reference: Label.optional().describe('Körboken som dokument, med diarienummer'),
        procedure: Id.optional().describe('Körboken som procedur i Grundval'),
        exercised: Day.optional().describe('När den senast användes eller övades'),
      }),
    )
    .default([])
    .describe('Körböcker för kritiska moment'),
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
        payer: Id.describe('Enhet eller kommun som betalar'),
      }),
    )
    .default([]),
  /** Where the statements come from: requirement id → fields it states; and fields that are made up for the example. */
  basis: z
    .strictObject({
      cited: z
        .record(RequirementId, z.array(z.string().min(1)))
        .default({})
        .describe('Krav-id → fälten som strategin uttalar sig om'),
      illustrative: z.array(z.string().min(1)).default([]).describe('Fälten som är påhittade'),
      note: Prose.optional(),
    })
    .optional(),
});
export type Service = z.infer<typeof Service>;
