import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type {
  Exposure,
  PlannedCertificate,
  PlannedEService,
  PlannedName,
} from '#model/platform/planned-publication.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { sortedBy, sortedTexts } from './by-key.ts';
import type { PlanContext } from './context.ts';
import { groupKey } from './group-key.ts';

/** Host names, taken from the checks of services, each with what answers to it and who reaches it. */
export function planNames(context: PlanContext, flows: readonly PlannedFlow[]): readonly PlannedName[] {
  const named = context.services.flatMap((service) =>
    service.checks.map(({ url }, index) => {
      const { hostname, port, protocol } = new URL(url);
      const number = port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port);
      const into = flowsInto(flows, service).filter((flow) => flow.port === number);
      return {
        host: hostname,
        service: service.id,
        groups: sortedTexts(
          into.flatMap(({ to }) => (to.kind === 'group' ? [groupKey(to.service, to.role)] : [])),
        ),
        port: number,
        exposure: exposureOf(into),
        build: isBuilt(service),
        at: context.serviceAt(service, `/checks/${index}`),
      };
    }),
  );
  const unique = new Map(sortedBy(named, ({ at }) => at.pointer).map((name) => [nameKey(name), name]));
  return sortedBy(unique.values(), nameKey);
}

function nameKey({ host, service, port }: PlannedName): string {
  return `${host} ${service} ${port}`;
}

/** One certificate a host name and service that answers with TLS. */
export function planCertificates(
  { services, serviceById }: PlanContext,
  names: readonly PlannedName[],
): readonly PlannedCertificate[] {
  const encrypted = new Set(
    services
      .flatMap(({ checks }) => checks.map(({ url }) => new URL(url)))
      .filter(({ protocol }) => protocol === 'https:')
      .map(({ hostname }) => hostname),
  );
  const certificates = names
    .filter(({ host }) => encrypted.has(host))
    .map(({ host, service, exposure, build }): readonly [string, PlannedCertificate] => {
      const ours = (serviceById.get(service)?.servers.length ?? 0) > 0;
      const issuer = exposure === 'internet' || !ours ? 'public' : 'internal';
      return [`${host} ${service}`, { host, service, issuer, renewedBy: ours ? 'us' : 'supplier', build }];
    });
  return sortedBy(new Map(certificates), ([key]) => key).map(([, certificate]) => certificate);
}

/** Services of the public platform that are reached from the internet. */
export function planEServices(
  { services }: PlanContext,
  flows: readonly PlannedFlow[],
  names: readonly PlannedName[],
  groups: readonly ServerGroup[],
): readonly PlannedEService[] {
  return services.flatMap((service) => {
    const into = flowsInto(flows, service).filter(({ from }) => from.kind === 'internet');
    if (service.platform !== 'public' || into.length === 0) return [];
    const reached = new Set(into.map(({ to }) => (to.kind === 'group' ? groupKey(to.service, to.role) : '')));
    return [
      {
        service: service.id,
        publicName: service.publicName ?? service.name,
        hosts: sortedTexts(names.filter((name) => name.service === service.id).map(({ host }) => host)),
        login: into.every(({ authenticated }) => authenticated)
          ? ('authenticated' as const)
          : ('open' as const),
        loginBy: sortedTexts(into.flatMap(({ reasons }) => reasons.flatMap(({ by }) => by ?? []))),
        scaling: groups
          .filter(({ key }) => reached.has(key))
          .map(({ key, servers, maxCount }) => ({ group: key, minimum: servers.length, maximum: maxCount })),
        build: isBuilt(service),
      },
    ];
  });
}

/** Flows from others to a service. What is only proposed counts for proposals alone. */
function flowsInto(flows: readonly PlannedFlow[], service: Service): readonly PlannedFlow[] {
  const { id } = service;
  return flows.filter(({ from, to, build }) => {
    const isOwn = from.kind === 'group' && from.service === id;
    return (
      (build || !isBuilt(service)) &&
      !isOwn &&
      (to.kind === 'group' || to.kind === 'outside') &&
      to.service === id
    );
  });
}

function exposureOf(flows: readonly PlannedFlow[]): Exposure {
  if (flows.some(({ from }) => from.kind === 'internet')) return 'internet';
  return flows.length > 0 ? 'internal' : 'none';
}
