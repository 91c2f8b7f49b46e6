import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { placeSource } from './built-services.ts';
import { judgeDecision } from './decision.ts';
import type { Problem } from './verdict.ts';

/** What is declared of logs and time for the whole organisation, and what is wrong with it. */
export interface StoreFound {
  /** Null where none is declared. */
  readonly store: LogStore | null;
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** The service that collects logs, as the plan has it. */
export interface LogStore {
  readonly service: string;
  readonly name: string;
  /** False where it belongs to another environment: then nothing can be said of the way there. */
  readonly isPlanned: boolean;
  readonly zones: ReadonlySet<string>;
  /** Open flows to it. */
  readonly flows: readonly PlannedFlow[];
}

/** Is there a central store that keeps logs by decision, out of reach of those who make them, and a right clock? */
export function judgeStore(plan: PlatformPlan, declaration: Declaration, today: string): StoreFound {
  const { logging } = declaration.organisation;
  if (logging === undefined) {
    const text = {
      sv: 'Vart loggarna skickas och var tiden kommer ifrån är inte deklarerat.',
      en: 'Where logs go and where the time comes from is not declared.',
    };
    return { store: null, problems: [{ text }], unknowns: [], evidence: [] };
  }
  const service = declaration.services.find(({ id }) => id === logging.service);
  const name = service?.name ?? logging.service;
  const placeOf = (pointer: string) => declaredAt(declaration, 'grundval.yaml', `/logging${pointer}`);
  const decided = judgeDecision(declaration, logging.retention, { kind: 'retention', today });
  const traceable = logging.timeSources.filter((source) => source.traceable).map(({ server }) => server);
  const problems: Problem[] = [];
  if (service === undefined || !isBuilt(service)) {
    problems.push({
      text: {
        sv: `${name} ska samla loggarna, men är inte byggd.`,
        en: `${name} is to collect the logs, but is not built.`,
      },
    });
  }
  if (!logging.tamperProtected) {
    problems.push({
      text: {
        sv: 'Loggarkivet är inte skyddat mot ändring av den som sköter källan.',
        en: 'The log store is not protected from changes by those who run the source.',
      },
    });
  }
  if (traceable.length === 0) {
    problems.push({
      severity: 'medium',
      text: {
        sv: 'Ingen tidskälla som är spårbar till svensk normaltid är deklarerad.',
        en: 'No time source that is traceable to Swedish standard time is declared.',
      },
    });
  }
  if (decided.problem !== null) {
    const { sv, en } = decided.problem.text;
    problems.push({
      severity: 'medium',
      text: {
        sv: `Hur länge loggarna sparas är inte beslutat: ${sv}`,
        en: `How long logs are kept is not decided: ${en}`,
      },
    });
  }
  return {
    store: {
      service: logging.service,
      name,
      isPlanned: plan.services.some(({ id }) => id === logging.service),
      zones: new Set(
        plan.groups.filter((group) => group.service === logging.service).flatMap(({ zone }) => zone ?? []),
      ),
      flows: plan.flows.filter(
        ({ build, to }) =>
          build && (to.kind === 'group' || to.kind === 'outside') && to.service === logging.service,
      ),
    },
    problems,
    unknowns: [],
    evidence: [
      {
        text: {
          sv: `Loggarna samlas i ${name}, ${logging.tamperProtected ? 'skyddade' : 'oskyddade'} mot ändring`,
          en: `Logs are collected in ${name}, ${logging.tamperProtected ? 'protected' : 'unprotected'} from changes`,
        },
        source: placeOf(''),
        at: null,
        attestation: 'self-declared',
      },
      ...logging.timeSources.map(({ server, traceable: isTraceable }, index) => ({
        text: {
          sv: `Tidskälla: ${server}${isTraceable ? ', spårbar' : ''}`,
          en: `Time source: ${server}${isTraceable ? ', traceable' : ''}`,
        },
        source: placeOf(`/timeSources/${index}`),
        at: null,
      })),
      ...decided.evidence,
    ],
  };
}

/** Can the logs of a group reach the store, and are they out of its reach there? */
export function judgeSender(
  group: ServerGroup,
  store: LogStore,
  declaration: Declaration,
  ports: readonly number[],
): Omit<StoreFound, 'store'> {
  const nothing = { problems: [], unknowns: [], evidence: [] };
  if (group.service === store.service) return nothing;
  const site = declaration.organisation.platformSites.find(({ id }) => id === group.platformSite);
  // On a target, the platform itself sends logs on; what the resources mean says whether it does.
  if (site?.kind !== 'adopted') {
    const text = {
      sv: `${group.role}: loggarna skickas av plattformen ${site?.name ?? group.platformSite}`,
      en: `${group.role}: logs are sent by the platform ${site?.name ?? group.platformSite}`,
    };
    return { ...nothing, evidence: [{ text, source: placeSource(group.at), at: null }] };
  }
  if (!store.isPlanned) {
    const unknown = {
      sv: `${store.name} hör till en annan miljö, så vägen dit går inte att bedöma.`,
      en: `${store.name} belongs to another environment, so the way there cannot be judged.`,
    };
    return { ...nothing, unknowns: [unknown] };
  }
  const way = store.flows.find(
    ({ from, port }) =>
      ports.includes(port) &&
      (from.kind === 'zone'
        ? from.zone === group.zone
        : from.kind === 'group' && from.service === group.service && from.role === group.role),
  );
  const shared = group.zone !== null && store.zones.has(group.zone);
  return {
    problems: [
      ...(way === undefined
        ? [
            {
              text: {
                sv: `Inget flöde låter ${group.role} skicka loggar till ${store.name}.`,
                en: `No flow lets ${group.role} send logs to ${store.name}.`,
              },
            },
          ]
        : []),
      ...(shared
        ? [
            {
              severity: 'medium' as const,
              text: {
                sv: `${store.name} står i samma zon som ${group.role} (${group.zone}), så den som tar över källan är nära loggarna.`,
                en: `${store.name} stands in the same zone as ${group.role} (${group.zone}), so whoever takes over the source is close to the logs.`,
              },
            },
          ]
        : []),
    ],
    unknowns: [],
    evidence: (way?.reasons ?? []).map(({ from, at }) => ({
      text: {
        sv: `${group.role}: loggar från ${from} får skickas på ${way?.protocol}/${way?.port}`,
        en: `${group.role}: logs from ${from} may be sent on ${way?.protocol}/${way?.port}`,
      },
      source: placeSource(at),
      at: null,
    })),
  };
}
