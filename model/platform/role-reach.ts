import { compareText } from '../compare-text.ts';
import type { Endpoint } from './is-open.ts';
import type { PlatformPlan } from './plan.ts';
import type { FlowEnd, FlowReason, PlannedFlow } from './planned-flows.ts';

/** Something that is open, with every line that opens it. */
interface Opening {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** False where any of its reasons lets in who has not said who it is. */
  readonly authenticated: boolean;
  readonly reasons: readonly FlowReason[];
}

/** What a device in a zone reaches. */
export interface Reachable extends Opening {
  readonly to: Endpoint;
}

/** What devices in a zone reach, and what they do not. */
export interface ZoneReach {
  readonly zone: string;
  /** Network roles that land here, by id, sorted. They share all of this: the network tells zones apart, not roles. */
  readonly roles: readonly string[];
  /** By target, port and protocol. */
  readonly reaches: readonly Reachable[];
  /** Services that are built and that no port leads to, by id, sorted. */
  readonly closedServices: readonly string[];
  /** The same for server groups, by key. */
  readonly closedGroups: readonly string[];
}

/** What a device of a network role reaches. */
export interface RoleReach extends Omit<ZoneReach, 'roles' | 'reaches'> {
  readonly role: string;
  /** Other roles that land in the same zone and therefore reach the same. */
  readonly sharesZoneWith: readonly string[];
  readonly reaches: readonly RoleReachable[];
}

/** What a role reaches and whether somebody meant it to. */
export interface RoleReachable extends Reachable {
  /** Open for the role itself, for its zone, or only for another role that lands there. */
  readonly openFor: 'role' | 'zone' | 'other-role';
}

/** Who reaches a service. */
export interface Reacher extends Opening {
  readonly from: FlowEnd;
  /** Roles that land in the zone it comes from, by id, sorted; empty where it comes from no zone. */
  readonly roles: readonly string[];
  readonly to: Endpoint;
}

type ReachPlan = Pick<PlatformPlan, 'flows' | 'groups' | 'services' | 'zones'>;

/**
 * What a device in each zone of the plan reaches, by zone. It agrees with `flowsThatOpen` on every endpoint that
 * is built; a target that is a whole zone is given as the devices there and as each of its server groups.
 */
export function reachByZone(plan: ReachPlan): readonly ZoneReach[] {
  const built = plan.services.filter(({ build }) => build).map(({ id }) => id);
  const groups = plan.groups.filter(({ build }) => build).map(({ key }) => key);
  return plan.zones.map(({ id, roles }) => {
    const opened = plan.flows.flatMap((flow) =>
      flow.build && flow.from.kind === 'zone' && flow.from.zone === id
        ? endpointsOf(plan, flow.to).map((to) => ({ flow, to }))
        : [],
    );
    const reaches = mergeSame(opened, ({ flow, to }) => openingKey(to, flow)).map(
      ({ first: { to }, opening }): Reachable => ({ to, ...opening }),
    );
    const services = new Set(reaches.flatMap(({ to }) => ('service' in to ? to.service : [])));
    const servers = new Set(
      reaches.map(({ to }) => (to.kind === 'server' ? `${to.service}/${to.role}` : '')),
    );
    return {
      zone: id,
      roles,
      reaches,
      closedServices: built.filter((service) => !services.has(service)).toSorted(compareText),
      closedGroups: groups.filter((key) => !servers.has(key)).toSorted(compareText),
    };
  });
}

/** What a device of each network role reaches, by role; without roles whose zone another environment has for itself. */
export function reachByRole(plan: ReachPlan): readonly RoleReach[] {
  return reachByZone(plan)
    .flatMap(({ roles, reaches, ...rest }) =>
      roles.map((role): RoleReach => {
        return {
          ...rest,
          role,
          sharesZoneWith: roles.filter((other) => other !== role),
          reaches: reaches.map((reachable) => ({
            ...reachable,
            openFor: openFor(reachable.reasons, role, rest.zone),
          })),
        };
      }),
    )
    .toSorted((a, b) => compareText(a.role, b.role));
}

function openFor(reasons: readonly FlowReason[], role: string, zone: string): RoleReachable['openFor'] {
  const named = new Set(reasons.map(({ from }) => from));
  return named.has(`role:${role}`) ? 'role' : named.has(`zone:${zone}`) ? 'zone' : 'other-role';
}

/** Who reaches a service, its own servers included, by end, target, port and protocol. */
export function whoReaches(plan: ReachPlan, service: string): readonly Reacher[] {
  const rolesOf = new Map(plan.zones.map(({ id, roles }) => [id, roles]));
  const opened = plan.flows.flatMap((flow) =>
    flow.build
      ? endpointsOf(plan, flow.to)
          .filter((to) => 'service' in to && to.service === service)
          .map((to) => ({ flow, to }))
      : [],
  );
  return mergeSame(opened, ({ flow, to }) => `${endKey(flow.from)}>${openingKey(to, flow)}`).map(
    ({ first: { flow, to }, opening }): Reacher => ({
      from: flow.from,
      roles: flow.from.kind === 'zone' ? (rolesOf.get(flow.from.zone) ?? []) : [],
      to,
      ...opening,
    }),
  );
}

/** What an end of a flow is made of, as far as it is built. */
function endpointsOf({ groups }: ReachPlan, end: FlowEnd): readonly Endpoint[] {
  switch (end.kind) {
    case 'internet':
    case 'outside':
      return [end];
    case 'group':
      return [{ kind: 'server', service: end.service, role: end.role }];
    case 'zone':
      return [
        { kind: 'device', zone: end.zone },
        ...groups
          .filter(({ build, zone }) => build && zone === end.zone)
          .map(({ service, role }): Endpoint => ({ kind: 'server', service, role })),
      ];
  }
}

interface Opened {
  readonly flow: PlannedFlow;
  readonly to: Endpoint;
}

/** Several flows may open the same: one to a server group, one to all of its zone. */
function mergeSame(
  opened: readonly Opened[],
  keyOf: (one: Opened) => string,
): readonly { readonly first: Opened; readonly opening: Opening }[] {
  return [...Map.groupBy(opened, keyOf)]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const { port, protocol } = first.flow;
      const authenticated = same.every(({ flow }) => flow.authenticated);
      return [
        {
          first,
          opening: { port, protocol, authenticated, reasons: same.flatMap(({ flow }) => flow.reasons) },
        },
      ];
    });
}

function openingKey(to: Endpoint, { port, protocol }: PlannedFlow): string {
  return `${endKey(to)}:${protocol}/${String(port).padStart(5, '0')}`;
}

function endKey(end: FlowEnd | Endpoint): string {
  switch (end.kind) {
    case 'internet':
      return 'internet';
    case 'zone':
    case 'device':
      return `zone:${end.zone}`;
    case 'group':
    case 'server':
      return `service:${end.service}/${end.role}`;
    case 'outside':
      return `service:${end.service}`;
  }
}
