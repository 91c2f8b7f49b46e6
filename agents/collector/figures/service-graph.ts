import type { Service } from '#model/declaration/service.ts';

/** A service and what hangs below it. */
export interface ServiceBranch {
  readonly id: string;
  /** Empty where the branch ends, or where the service already stands above it. */
  readonly below: readonly ServiceBranch[];
  /** The service stands elsewhere in the tree, with its branches. */
  readonly repeated: boolean;
}

/** What a service stands on, step by step. */
export function dependenciesOf(services: readonly Service[], id: string): readonly ServiceBranch[] {
  const dependsOn = new Map(services.map((service) => [service.id, service.dependsOn]));
  return branches(id, (of) => dependsOn.get(of) ?? [], new Set([id]));
}

/** What stops where a service stops, step by step. */
export function dependentsOf(services: readonly Service[], id: string): readonly ServiceBranch[] {
  const dependents = new Map<string, string[]>();
  for (const service of services) {
    for (const below of service.dependsOn) {
      dependents.set(below, [...(dependents.get(below) ?? []), service.id]);
    }
  }
  return branches(id, (of) => dependents.get(of) ?? [], new Set([id]));
}

/** Each service opens once: in a landscape where all stands on the directory, a tree would not end. */
function branches(
  id: string,
  next: (id: string) => readonly string[],
  seen: Set<string>,
): readonly ServiceBranch[] {
  const fresh = next(id).map((below) => ({ below, isFirst: !seen.has(below) }));
  for (const { below } of fresh) seen.add(below);
  return fresh.map(({ below, isFirst }) => ({
    id: below,
    below: isFirst ? branches(below, next, seen) : [],
    repeated: !isFirst && next(below).length > 0,
  }));
}

/** Everything in a tree, once. */
export function idsOf(tree: readonly ServiceBranch[]): ReadonlySet<string> {
  return new Set(tree.flatMap(({ id, below }) => [id, ...idsOf(below)]));
}

/** A flow as it is declared, seen from one service. */
export interface SeenFlow {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly authenticated: boolean;
  readonly by: string | null;
  /** Service whose file declares it. */
  readonly declaredBy: string;
}

/** Flows into a service, out of it and within it, from its own file and from those of others. */
export function flowsOf(
  services: readonly Service[],
  id: string,
): {
  readonly into: readonly SeenFlow[];
  readonly out: readonly SeenFlow[];
  readonly within: readonly SeenFlow[];
} {
  const all = services.flatMap((service) =>
    service.flows.map((flow) => ({
      from: endOf(flow.from, service.id),
      to: endOf(flow.to, service.id),
      port: flow.port,
      protocol: flow.protocol,
      authenticated: flow.authenticated,
      by: flow.by ?? null,
      declaredBy: service.id,
    })),
  );
  const isOurs = (end: string) => end === `service:${id}` || end.startsWith(`service:${id}/`);
  return {
    into: all.filter(({ from, to }) => isOurs(to) && !isOurs(from)),
    out: all.filter(({ from, to }) => isOurs(from) && !isOurs(to)),
    within: all.filter(({ from, to }) => isOurs(from) && isOurs(to)),
  };
}

/** A server role becomes `service:<id>/<role>`, so that ends of different files can be compared. */
function endOf(end: string, serviceId: string): string {
  return end === 'internet' || end.includes(':') ? end : `service:${serviceId}/${end}`;
}
