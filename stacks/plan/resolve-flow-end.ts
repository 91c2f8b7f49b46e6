import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { FlowEnd } from '#model/platform/planned-flows.ts';
import type { PlanContext } from './context.ts';
import { groupKey } from './group-key.ts';

/** What a written end of a flow stands for. */
export type ResolvedEnd =
  | {
      readonly kind: 'ends';
      readonly ends: readonly FlowEnd[];
      /** False where it names a service that is only proposed. */
      readonly build: boolean;
    }
  /** It names something of another environment, which must not be reached from this one. */
  | { readonly kind: 'other-environment' };

/**
 * The ends that a text stands for: `service:x` is every server role of it, or the outside where it has no
 * servers; `service:x/app` is one of them. The former is never narrowed to the roles that seem meant, since a
 * flow that is taken out of the other service would then open something.
 */
export function resolveFlowEnd(context: PlanContext, service: Service, text: string): ResolvedEnd {
  if (text === 'internet') return found([{ kind: 'internet' }]);
  const [, scheme, id] = /^(?:(role|service|zone):)?(.*)$/.exec(text) ?? [];
  switch (scheme) {
    case 'role':
      return resolveRole(context, id ?? '');
    case 'zone':
      return resolveZone(context, id ?? '');
    case 'service':
      return resolveService(context, id ?? '');
    default:
      return found([{ kind: 'group', service: service.id, role: text }]);
  }
}

function resolveRole(context: PlanContext, role: string): ResolvedEnd {
  const access = context.declaration.network.access.find((row) => row.role === role);
  return access === undefined ? found([]) : resolveZone(context, access.zone);
}

function resolveZone(context: PlanContext, id: string): ResolvedEnd {
  const zone = context.zoneById.get(id);
  if (zone === undefined) return found([]);
  return zone.kind === 'server' && !context.holdsServers(zone)
    ? { kind: 'other-environment' }
    : found([{ kind: 'zone', zone: id }]);
}

function resolveService({ serviceById, declaration }: PlanContext, named: string): ResolvedEnd {
  const [id = '', only] = named.split('/');
  const service = serviceById.get(id);
  if (service !== undefined) {
    const ends = service.servers
      .filter(({ role }) => only === undefined || role === only)
      .map(({ role }): FlowEnd => ({ kind: 'group', service: id, role }));
    return found(service.servers.length === 0 ? [{ kind: 'outside', service: id }] : ends, isBuilt(service));
  }
  const elsewhere = declaration.services.find((other) => other.id === id);
  if (elsewhere === undefined) return found([]);
  return elsewhere.servers.length > 0
    ? { kind: 'other-environment' }
    : found([{ kind: 'outside', service: id }], isBuilt(elsewhere));
}

function found(ends: readonly FlowEnd[], build = true): ResolvedEnd {
  return { kind: 'ends', ends, build };
}

/** A text that tells ends apart: `zone:vard` for a role and for its zone alike, as the network sees them. */
export function flowEndKey(end: FlowEnd): string {
  switch (end.kind) {
    case 'internet':
      return 'internet';
    case 'zone':
      return `zone:${end.zone}`;
    case 'group':
      return `group:${groupKey(end.service, end.role)}`;
    case 'outside':
      return `outside:${end.service}`;
  }
}
