import type { PlatformPlan } from './plan.ts';
import type { FlowEnd, PlannedFlow } from './planned-flows.ts';

/** Where a packet comes from or goes to. */
export type Endpoint =
  /** An address outside all zones. */
  | { readonly kind: 'internet' }
  /** A device, or anything else that stands in a zone and is no server of a group. */
  | { readonly kind: 'device'; readonly zone: string }
  /** A server of a group, which also stands in its zone. */
  | { readonly kind: 'server'; readonly service: string; readonly role: string }
  /** A service without servers of ours. Nobody has declared its addresses, so a network may not tell it from the internet. */
  | { readonly kind: 'outside'; readonly service: string };

/** May this reach that? */
export interface ReachQuestion {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** The flows that open the way; an empty list means closed. What is only proposed opens nothing. */
export function flowsThatOpen(
  { flows, groups }: Pick<PlatformPlan, 'flows' | 'groups'>,
  { from, to, port, protocol }: ReachQuestion,
): readonly PlannedFlow[] {
  const zoneOf = (endpoint: Endpoint): string | null => {
    if (endpoint.kind === 'device') return endpoint.zone;
    if (endpoint.kind !== 'server') return null;
    const { service, role } = endpoint;
    return groups.find((group) => group.service === service && group.role === role)?.zone ?? null;
  };
  return flows.filter(
    (flow) =>
      flow.build &&
      flow.port === port &&
      flow.protocol === protocol &&
      covers(flow.from, from, zoneOf(from)) &&
      covers(flow.to, to, zoneOf(to)),
  );
}

function covers(end: FlowEnd, endpoint: Endpoint, zone: string | null): boolean {
  switch (end.kind) {
    case 'internet':
      return endpoint.kind === 'internet';
    case 'zone':
      return zone === end.zone;
    case 'group':
      return endpoint.kind === 'server' && endpoint.service === end.service && endpoint.role === end.role;
    case 'outside':
      return endpoint.kind === 'outside' && endpoint.service === end.service;
  }
}
