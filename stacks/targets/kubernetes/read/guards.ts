import type { Cidr } from '#model/declaration/cidr.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { Actor } from './actors.ts';
import type { ClusterView, SeenObject } from './cluster-view.ts';
import { at, listAt, textAt } from './json.ts';
import { isInBlock } from './match-peer.ts';
import { selects } from './selector.ts';

export type GuardVerdict = 'Accept' | 'Deny' | 'Pass';

/**
 * What the ClusterNetworkPolicies of a tier say of traffic to or from somebody on the pod network: the first rule that
 * matches decides, of the policy with the lowest priority first. Pass where none does.
 */
export function guardVerdict(
  view: ClusterView,
  tier: 'Admin' | 'Baseline',
  direction: 'ingress' | 'egress',
  subject: Actor,
  peer: { readonly actor: Actor; readonly addresses: readonly Cidr[] },
  { port, protocol }: { readonly port: number; readonly protocol: 'tcp' | 'udp' },
): GuardVerdict {
  const guards = view
    .of('ClusterNetworkPolicy')
    .filter(({ spec }) => textAt(spec, 'tier') === tier && isSubject(spec, subject))
    .toSorted((a, b) => priorityOf(a) - priorityOf(b));
  for (const { spec } of guards) {
    for (const rule of listAt(spec, direction)) {
      const peers = listAt(rule, direction === 'ingress' ? 'from' : 'to');
      if (!coversPort(rule, port, protocol) || !peers.some((each) => covers(each, peer))) continue;
      const action = textAt(rule, 'action');
      return action === 'Accept' || action === 'Deny' ? action : 'Pass';
    }
  }
  return 'Pass';
}

function priorityOf({ spec }: SeenObject): number {
  const priority = at(spec, 'priority');
  return typeof priority === 'number' ? priority : 0;
}

function isSubject(spec: JsonValue | undefined, { pod }: Actor): boolean {
  if (pod === null) return false;
  const namespaces = at(spec, 'subject', 'namespaces');
  if (namespaces !== undefined) return selects(namespaces, pod.zone.seen.labels);
  return selectsPod(at(spec, 'subject', 'pods'), pod);
}

function covers(
  peer: JsonValue,
  { actor, addresses }: { readonly actor: Actor; readonly addresses: readonly Cidr[] },
): boolean {
  const networks = listAt(peer, 'networks');
  if (networks.length > 0) {
    return addresses.some((address) =>
      networks.some((cidr) => isInBlock(address, { cidr: String(cidr), except: [] })),
    );
  }
  // Virtual servers are not on the pod network, so no selector of pods covers them there.
  if (actor.pod?.plane !== 'pods') return false;
  const namespaces = at(peer, 'namespaces');
  return namespaces === undefined
    ? selectsPod(at(peer, 'pods'), actor.pod)
    : selects(namespaces, actor.pod.zone.seen.labels);
}

function selectsPod(pods: JsonValue | undefined, pod: NonNullable<Actor['pod']>): boolean {
  return (
    pods !== undefined &&
    selects(at(pods, 'namespaceSelector') ?? {}, pod.zone.seen.labels) &&
    selects(at(pods, 'podSelector') ?? {}, pod.labels)
  );
}

function coversPort(rule: JsonValue, port: number, protocol: 'tcp' | 'udp'): boolean {
  const protocols = listAt(rule, 'protocols');
  if (protocols.length === 0) return true;
  return protocols.some((each) => {
    const own = at(each, protocol);
    if (own === undefined) return false;
    const number = at(own, 'destinationPort', 'number');
    const start = at(own, 'destinationPort', 'range', 'start');
    const end = at(own, 'destinationPort', 'range', 'end');
    if (typeof start === 'number' && typeof end === 'number') return start <= port && port <= end;
    return number === undefined || number === port;
  });
}
