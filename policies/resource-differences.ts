import type { Evidence } from '#model/controls/result.ts';
import type { Text } from '#model/format/text.ts';
import type { Meaning } from '#model/platform/meaning.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import type { ControlContext } from './control.ts';
import type { Problem } from './verdict.ts';

type Difference = RenderedPlatform['differences'][number];

/**
 * The parts of a meaning that a control answers for: all of a part, or some of its fields, where `null` stands
 * for a whole that is missing or extra.
 */
export type DifferenceChoice = Readonly<Partial<Record<keyof Meaning, 'all' | readonly (string | null)[]>>>;

/** Where the resources of a service do not mean what the plan says. */
export interface SeenDifferences {
  readonly problems: readonly Problem[];
  readonly evidence: readonly Evidence[];
}

const shown = 3;
const nothing: SeenDifferences = { problems: [], evidence: [] };

/**
 * The differences a control answers for, by service. One that concerns no service of its own, such as a
 * guardrail, concerns every service of the stack: none is lost for want of somebody to tell.
 */
export function findDifferences(
  { plan, resources }: Pick<ControlContext, 'plan' | 'resources'>,
  choice: DifferenceChoice,
): (serviceId: string) => SeenDifferences {
  if (plan === null || resources === null) return () => nothing;
  const asIf = new Set(resources.renderings.filter((one) => one.asIf).map(({ stack }) => stack));
  const byService = new Map<string, Difference[]>();
  for (const difference of resources.differences) {
    const chosen = choice[difference.part];
    if (chosen === undefined || (chosen !== 'all' && !chosen.includes(difference.field))) continue;
    for (const service of new Set(servicesOf(difference, plan, resources))) {
      const found = byService.get(service) ?? [];
      found.push(difference);
      byService.set(service, found);
    }
  }
  return (serviceId) => {
    const differences = byService.get(serviceId) ?? [];
    const more = differences.length - shown;
    return {
      problems: [
        ...differences.slice(0, shown).map((one) => ({ text: describe(one, asIf.has(one.stack)) })),
        ...(more > 0
          ? [
              {
                text: {
                  sv: `Ytterligare ${more} resurser skiljer sig från planen.`,
                  en: `Another ${more} resources differ from the plan.`,
                },
              },
            ]
          : []),
      ],
      evidence: differences.flatMap(describeEvidence),
    };
  };
}

/** Services that a difference concerns: by its key, else those in its zones, else all of its stack. */
function servicesOf(
  { part, key, stack }: Difference,
  plan: PlatformPlan,
  { renderings }: RenderedPlatform,
): readonly string[] {
  const groups = plan.groups.filter(({ build }) => build);
  const known = (ids: readonly (string | undefined)[]): readonly string[] =>
    plan.services.filter(({ id, build }) => build && ids.includes(id)).map(({ id }) => id);
  const named = ((): readonly string[] => {
    switch (part) {
      case 'zones':
        return [];
      case 'flows':
        return known([...key.matchAll(/group:([^/>]+)\//g)].map(([, service]) => service));
      case 'names':
      case 'certificates':
        return known([key.split(' ')[1]]);
      case 'guardrails':
        return [];
      default:
        return known([key.split('/')[0]]);
    }
  })();
  if (named.length > 0) return named;
  const zones = part === 'zones' ? [key] : [...key.matchAll(/zone:([^>:]+)/g)].map(([, zone]) => zone);
  const inZones = groups.filter(({ zone }) => zone !== null && zones.includes(zone));
  if (inZones.length > 0) return inZones.map(({ service }) => service);
  const rendering = renderings.find((one) => one.stack === stack);
  const here = groups.filter(
    ({ platformSite }) => rendering?.asIf === true || platformSite === rendering?.platformSite,
  );
  return (here.length > 0 ? here : groups).map(({ service }) => service);
}

const partNames: Readonly<Record<keyof Meaning, Text>> = {
  zones: { sv: 'Zonen', en: 'The zone' },
  flows: { sv: 'Flödet', en: 'The flow' },
  servers: { sv: 'Servern', en: 'The server' },
  disks: { sv: 'Disken', en: 'The disk' },
  databases: { sv: 'Databasen', en: 'The database' },
  names: { sv: 'Namnet', en: 'The name' },
  certificates: { sv: 'Certifikatet', en: 'The certificate' },
  eServices: { sv: 'E-tjänsten', en: 'The e-service' },
  backups: { sv: 'Säkerhetskopieringen', en: 'The backup' },
  monitoring: { sv: 'Övervakningen', en: 'The monitoring' },
  maintenance: { sv: 'Servicefönstret', en: 'The maintenance window' },
  guardrails: { sv: 'Spärren', en: 'The guardrail' },
};

function describe({ part, key, kind, field, expected, found, resources, stack }: Difference, asIf: boolean) {
  const { sv, en } = partNames[part];
  const names = resources.length === 0 ? stack : `${resources.slice(0, shown).join(', ')}, ${stack}`;
  const where: Text = asIf
    ? { sv: ` (${names}, renderat som om allt stod där)`, en: ` (${names}, rendered as if all stood there)` }
    : { sv: ` (${names})`, en: ` (${names})` };
  const said: Readonly<Record<Difference['kind'], Text>> = {
    missing: {
      sv: `${sv} ${key} finns i planen men inte bland resurserna`,
      en: `${en} ${key} is in the plan but not among the resources`,
    },
    extra: {
      sv: `${sv} ${key} finns bland resurserna men inte i planen`,
      en: `${en} ${key} is among the resources but not in the plan`,
    },
    changed: {
      sv: `${sv} ${key}: \`${field}\` är ${found} hos resursen, planen säger ${expected}`,
      en: `${en} ${key}: \`${field}\` is ${found} in the resource, the plan says ${expected}`,
    },
  };
  return { sv: `${said[kind].sv}${where.sv}.`, en: `${said[kind].en}${where.en}.` };
}

function describeEvidence({ part, key, resources, stack }: Difference): readonly Evidence[] {
  const { sv, en } = partNames[part];
  const text = { sv: `${sv} ${key}`, en: `${en} ${key}` };
  const sources = resources.length === 0 ? [stack] : resources.map((name) => `${stack}/${name}`);
  return sources.map((source) => ({ text, source: `resource:${source}`, at: null }));
}
