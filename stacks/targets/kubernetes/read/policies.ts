import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#model/platform/rendering.ts';
import { databaseException, type ExceptionName, gatewayException, kubeDns } from '../parts/exceptions.ts';
import { labelKeys } from '../parts/labels.ts';
import { closed, type Plane, type PolicyPort, policyForAnnotation } from '../parts/network-policy.ts';
import type { ClusterView, SeenObject, SeenZone } from './cluster-view.ts';
import { at, listAt, textAt, textsAt } from './json.ts';

/** One peer of a rule. */
export type ReadPeer =
  | {
      readonly kind: 'selector';
      /** Null = the policy's own namespace. */
      readonly namespaces: JsonValue | null;
      /** Null = every pod. */
      readonly pods: JsonValue | null;
    }
  | { readonly kind: 'block'; readonly cidr: string; readonly except: readonly string[] };

/** Ports from one to another, of one protocol. A port known by name only is none of the numbers. */
export interface ReadPort {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** A rule: null = everybody, every port. */
export interface ReadRule {
  readonly peers: readonly ReadPeer[] | null;
  readonly ports: readonly ReadPort[] | null;
}

/** A policy of the pod network or a VLAN, with the API server's defaults filled in. */
export interface ReadPolicy {
  readonly seen: SeenObject;
  readonly plane: Plane;
  readonly zone: SeenZone;
  readonly podSelector: JsonValue;
  /** Null where the policy says nothing of that direction. */
  readonly ingress: readonly ReadRule[] | null;
  readonly egress: readonly ReadRule[] | null;
  /** A named exception of the platform, word by word as it is built. */
  readonly exception: ExceptionName | null;
  /** Exactly the policy that closes a whole zone. */
  readonly closesAll: boolean;
}

/** Every policy of a zone's namespace. One for another network attachment than the zone's own governs nothing of ours. */
export function readPolicies(view: ClusterView): readonly ReadPolicy[] {
  return [
    ...view.of('NetworkPolicy').flatMap((seen) => readPolicy(view, seen, 'pods')),
    ...view
      .of('MultiNetworkPolicy')
      .filter(
        ({ annotations, namespace }) => annotations[policyForAnnotation] === `${namespace}/${namespace}`,
      )
      .flatMap((seen) => readPolicy(view, seen, 'vlan')),
  ];
}

function readPolicy(view: ClusterView, seen: SeenObject, plane: Plane): readonly ReadPolicy[] {
  const zone = view.zoneByNamespace.get(seen.namespace);
  if (zone === undefined) return [];
  const { spec } = seen;
  const types = listAt(spec, 'policyTypes');
  const hasIngress = types.length === 0 || types.includes('Ingress');
  const hasEgress = types.length === 0 ? at(spec, 'egress') !== undefined : types.includes('Egress');
  return [
    {
      seen,
      plane,
      zone,
      podSelector: at(spec, 'podSelector') ?? {},
      ingress: hasIngress ? listAt(spec, 'ingress').map((rule) => readRule(rule, 'from')) : null,
      egress: hasEgress ? listAt(spec, 'egress').map((rule) => readRule(rule, 'to')) : null,
      exception: recogniseException(view, seen, plane, zone),
      closesAll: isDeepStrictEqual(spec, closed),
    },
  ];
}

function readRule(rule: JsonValue, side: 'from' | 'to'): ReadRule {
  const peers = listAt(rule, side);
  const ports = listAt(rule, 'ports');
  return {
    peers: peers.length === 0 ? null : peers.map(readPeer),
    ports: ports.length === 0 ? null : ports.map(readPort),
  };
}

function readPeer(peer: JsonValue): ReadPeer {
  const block = at(peer, 'ipBlock');
  if (block !== undefined) {
    const except = listAt(block, 'except').map(String);
    return { kind: 'block', cidr: textAt(block, 'cidr'), except };
  }
  return {
    kind: 'selector',
    namespaces: at(peer, 'namespaceSelector') ?? null,
    pods: at(peer, 'podSelector') ?? null,
  };
}

function readPort(port: JsonValue): ReadPort {
  const protocol = textAt(port, 'protocol') || 'TCP';
  const first = at(port, 'port');
  const last = at(port, 'endPort');
  if (first === undefined) return { protocol, first: 1, last: 65_535 };
  if (typeof first !== 'number') return { protocol, first: 0, last: 0 };
  return { protocol, first, last: typeof last === 'number' ? last : first };
}

function recogniseException(
  view: ClusterView,
  seen: SeenObject,
  plane: Plane,
  { facts }: SeenZone,
): ReadPolicy['exception'] {
  const { spec, labels } = seen;
  switch (labels[labelKeys.exception]) {
    case 'kube-dns':
      return plane === 'pods' && isDeepStrictEqual(spec, kubeDns) ? 'kube-dns' : null;
    case 'database': {
      const name = textAt(spec, 'podSelector', 'matchLabels', 'cnpg.io/cluster');
      const exists = view
        .of('Cluster')
        .some((cluster) => cluster.name === name && cluster.namespace === seen.namespace);
      return exists && plane === 'pods' && isDeepStrictEqual(spec, databaseException(name, facts))
        ? 'database'
        : null;
    }
    case 'gateway': {
      const selector = textsAt(spec, 'podSelector', 'matchLabels');
      const group = { service: selector[labelKeys.service] ?? '', role: selector[labelKeys.role] ?? '' };
      const gateway = view
        .of('Gateway')
        .find(
          (each) => each.namespace === seen.namespace && each.labels[labelKeys.service] === group.service,
        );
      const ports = listAt(spec, 'ingress', 0, 'ports') as readonly JsonValue[] as readonly PolicyPort[];
      return gateway !== undefined &&
        ports.length > 0 &&
        isDeepStrictEqual(spec, gatewayException(plane, group, gateway.name, ports, facts))
        ? 'gateway'
        : null;
    }
    default:
      return null;
  }
}
