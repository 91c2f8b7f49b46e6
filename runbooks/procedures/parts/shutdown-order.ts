import type { Declaration } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Host } from '../../procedure.ts';

type Declared = Pick<Declaration, 'services'>;

/**
 * When a host is switched off if all must be: low numbers first. What others stand on outlasts them, so a service weighs
 * as the heaviest of itself and all that depend on it: first those that nobody needs most, last those that are
 * essential to society. Within a service, what its other servers reach goes after them: the database after the
 * application. A host without a service goes first; restarting in order is the same backwards.
 */
export function shutdownOrder(
  { services }: Declared,
  { service: id, role }: Pick<Host, 'service' | 'role'>,
): number {
  const service = services.find((one) => one.id === id);
  if (service === undefined) return 0;
  const above = dependentsOf(services, service);
  const weight = Math.max(...[service, ...above].map(weightOf));
  return 1 + weight * 100_000 + heightBelow(services, service, new Set()) * 100 + depthOfRole(service, role);
}

/** Essential to society above every class; a class that nobody has decided counts as the highest. */
function weightOf(service: Service): number {
  return (service.essential ? 10 : 0) + (levelOf(service) ?? 4);
}

function dependentsOf(services: readonly Service[], { id }: Service): readonly Service[] {
  const found = new Set<Service>();
  const ids = [id];
  for (const one of ids) {
    for (const service of services) {
      if (found.has(service) || service.id === id || !service.dependsOn.includes(one)) continue;
      found.add(service);
      ids.push(service.id);
    }
  }
  return [...found];
}

/** Length of the longest chain of services that stand on this one. A ring, which no declaration has, is cut. */
function heightBelow(services: readonly Service[], { id }: Service, seen: ReadonlySet<string>): number {
  if (seen.has(id)) return 0;
  const onIt = services.filter(({ dependsOn }) => dependsOn.includes(id));
  const path = new Set([...seen, id]);
  return Math.max(0, ...onIt.map((one) => 1 + heightBelow(services, one, path)));
}

/** Longest chain of roles of the same service that reach this one. */
function depthOfRole(
  { flows, servers }: Service,
  role: string | null,
  seen: ReadonlySet<string> = new Set(),
): number {
  if (role === null || seen.has(role)) return 0;
  const roles = new Set(servers.map((server) => server.role));
  const before = flows.filter(({ from, to }) => to === role && from !== role && roles.has(from));
  const path = new Set([...seen, role]);
  return Math.max(0, ...before.map(({ from }) => 1 + depthOfRole({ flows, servers } as Service, from, path)));
}

/** Is a host's service essential to society, or does something essential stand on it? */
export function isNeeded({ services }: Declared, { service: id }: Pick<Host, 'service'>): boolean {
  const service = services.find((one) => one.id === id);
  return (
    service !== undefined && [service, ...dependentsOf(services, service)].some(({ essential }) => essential)
  );
}
