import type { ControlResult } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { RunEvidence } from '#model/evidence/run-evidence.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { MeaningDifference } from '#model/platform/meaning.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { Control } from '#policies/control.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildDeclaration, buildService, type DeclarationParts } from '../../builders/declaration.ts';
import { buildFleet, testNow } from '../../builders/fleet.ts';

type ServiceParts = Parameters<typeof buildService>[0];

/** Zones of an invented municipality: a server zone a platform, one management zone, one of clients, one of guests. */
const zones = (
  [
    ['publik', 'public', 'server', 10, 2],
    ['adm', 'administrative', 'server', 20, 2],
    ['teknik', 'technical', 'server', 30, 3],
    ['hantering', 'technical', 'management', 40, 3],
    ['personal', 'administrative', 'client', 50, 2],
    ['gast', 'public', 'guest', 60, 0],
  ] as const
).map(([id, platform, kind, vlan, maximumClass]) => ({
  id,
  name: id,
  platform,
  purpose: 'Till för prov.',
  kind,
  vlan,
  ipv4: `10.1.${vlan}.0/24`,
  maximumClass,
}));

/** A hall with two racks, an office with a link to it, the zones above, and these services. */
export function buildPlatform({ organisation, network, ...parts }: DeclarationParts = {}): Declaration {
  return buildDeclaration({
    services: [buildRunning()],
    ...parts,
    organisation: {
      platformSites: [
        { id: 'hall', name: 'Serverhallen', kind: 'adopted', site: 'hallen', failureDomains: ['a', 'b'] },
      ],
      ...organisation,
    },
    network: {
      sites: [
        { id: 'hallen', name: 'Hallen', kind: 'data-hall' },
        { id: 'kontoret', name: 'Kontoret', kind: 'office', unit: 'it' },
      ],
      zones,
      access: [
        { role: 'personal', name: 'Personal', zone: 'personal', authentication: '802.1x-certificate' },
        { role: 'gast', name: 'Gäster', zone: 'gast', authentication: 'open' },
      ],
      links: [{ id: 'lank', from: 'hallen', to: 'kontoret', mbps: 1000, redundant: true }],
      ...network,
    },
  });
}

/** A service with an application server and a database, reached by staff. */
export function buildRunning(parts: ServiceParts = {}) {
  return buildService({
    runsOn: 'hall',
    classification: { k: 2, r: 2, t: 2, decision: 'KS-2026-1' },
    servers: [
      { role: 'app', size: 'small', image: 'debian-13' },
      { role: 'db', size: 'small', image: 'debian-13', disks: [{ name: 'data', sizeGib: 100 }] },
    ],
    flows: [
      { from: 'role:personal', to: 'app', port: 443, authenticated: true },
      { from: 'app', to: 'db', port: 5432, authenticated: true },
    ],
    checks: [{ url: 'https://tjanst.example/', every: '5m' }],
    ...parts,
  });
}

/** What a control is given besides the declaration. */
interface Given {
  readonly devices?: readonly FleetDevice[];
  /** Differences of one rendering of the hall. */
  readonly differences?: readonly Partial<MeaningDifference>[];
  /** Changes the plan on its way to the control. */
  readonly change?: (plan: PlatformPlan) => PlatformPlan;
  readonly asIf?: boolean;
  readonly evidence?: RunEvidence;
}

/** The results of one control on a declaration and its plan, by `kind:id`; mistakes and failures throw. */
export function judgeAll(
  control: Control,
  declaration: Declaration,
  { devices, differences, change = (plan) => plan, asIf = false, evidence }: Given = {},
): ReadonlyMap<string, ControlResult> {
  const stack = 'exempel.produktion.hall.services';
  const { results, failed, mistakes } = evaluateControls({
    controls: [control],
    declaration,
    plan: change(planPlatform(declaration, { environment: 'produktion' })),
    resources:
      differences === undefined
        ? null
        : {
            renderings: [
              {
                schemaVersion: 1,
                target: 'kubernetes',
                stack,
                platformSite: 'hall',
                layer: 'services',
                asIf,
                components: [],
                unsupported: [],
              },
            ],
            differences: differences.map((difference) => ({
              part: 'flows',
              key: '',
              kind: 'extra',
              field: null,
              expected: null,
              found: null,
              resources: [],
              stack,
              ...difference,
            })),
          },
    fleet: devices === undefined ? null : buildFleet(...devices),
    ...(evidence === undefined ? {} : { evidence }),
    now: testNow,
  });
  if (failed[0] !== undefined) throw failed[0].error;
  if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
  return new Map(results.map((result) => [`${result.subject.kind}:${result.subject.id}`, result]));
}

/** The result of `tjanst` in {@link buildPlatform}, or of another subject. */
export function judgePlanned(
  control: Control,
  declaration: Declaration,
  given: Given = {},
  subject = 'service:tjanst',
): ControlResult {
  const result = judgeAll(control, declaration, given).get(subject);
  if (result === undefined) throw new Error(`${subject} was not judged`);
  return result;
}

/** An exemption of the service for a control. */
export function buildExemption(control: string, until: string, subject = 'service:tjanst') {
  return {
    control,
    subject,
    owner: 'role:chef',
    reason: 'Byts i vår.',
    from: '2026-11-01',
    until,
    decision: 'KS-2026-3',
  };
}
