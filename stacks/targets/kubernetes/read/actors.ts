import { type Cidr, parseCidr } from '#model/declaration/cidr.ts';
import type { Endpoint } from '#model/platform/is-open.ts';
import { addressAt, formatAddress } from '#stacks/plan/address-math.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../../target.ts';
import { contains, hostCidr, serverAddresses, zoneCidrs } from '../parts/address-blocks.ts';
import type { Plane } from '../parts/network-policy.ts';
import { type ClusterView, podLabels, type SeenZone } from './cluster-view.ts';
import { answering } from './find-groups.ts';
import { at, listAt } from './json.ts';
import { selects } from './selector.ts';

type Labels = { readonly [key: string]: string };

/** Somebody on the network, as rules know them. */
export interface Actor {
  /** Tells actors apart. */
  readonly key: string;
  /** Where and how it is governed; null where it stands outside the cluster. */
  readonly pod: { readonly zone: SeenZone; readonly labels: Labels; readonly plane: Plane } | null;
  /** Addresses that it is reached at, and that it comes from, outside the pod network. */
  readonly reachedAt: readonly Cidr[];
  readonly comesFrom: readonly Cidr[];
}

/** Somebody's addresses on the internet, of either family; the first outside all zones stands for all. */
const publicAddresses = [
  '193.10.0.1/32',
  '8.8.8.8/32',
  '81.2.69.142/32',
  '2a00:1450:4001::1/128',
  '2620:fe::fe/128',
  '2a02:cf40::1/128',
];

/** Who the ends of a question are, by the resources of a cluster and the address book. Each is made once. */
export function actorsOf(view: ClusterView, book: AddressBook): (endpoint: Endpoint) => readonly Actor[] {
  const known = new Map<string, readonly Actor[]>();
  return (endpoint) => {
    const key = endpointKey(endpoint);
    const found = known.get(key) ?? makeActors(view, book, endpoint, key);
    known.set(key, found);
    return found;
  };
}

function endpointKey(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'server':
      return groupKey(endpoint.service, endpoint.role);
    case 'device':
      return `zone:${endpoint.zone}`;
    default:
      // A network does not tell bought services from the internet.
      return 'internet';
  }
}

function makeActors(view: ClusterView, book: AddressBook, endpoint: Endpoint, key: string): readonly Actor[] {
  switch (endpoint.kind) {
    case 'server':
      return serverActors(view, book, key);
    case 'device':
      return [outsider(key, deviceAddresses(book, endpoint.zone))];
    default:
      return [outsider(key, internetAddresses(book))];
  }
}

function outsider(key: string, addresses: readonly Cidr[]): Actor {
  return { key, pod: null, reachedAt: addresses, comesFrom: addresses };
}

/** Those of a group whose pods policies select alike are one actor. */
function serverActors(view: ClusterView, book: AddressBook, key: string): readonly Actor[] {
  const planned = book.groups.find((group) => group.key === key);
  const addresses = cidrs(serverAddresses(planned?.servers ?? []));
  const group = view.groups.get(key);
  if (group === undefined) return planned === undefined ? [] : [outsider(key, addresses)];
  const labels = group.workloads[0] === undefined ? {} : podLabels(group.workloads[0]);
  const pod = { zone: group.zone, labels, plane: group.plane };
  if (group.plane === 'vlan') return [{ key, pod, reachedAt: addresses, comesFrom: addresses }];
  const leaving = view
    .of('EgressIP')
    .filter(
      ({ spec }) =>
        selects(at(spec, 'namespaceSelector') ?? {}, group.zone.seen.labels) &&
        selects(at(spec, 'podSelector') ?? {}, labels),
    )
    .flatMap(({ spec }) => listAt(spec, 'egressIPs').map(String));
  return [{ key, pod, reachedAt: cidrs(answering(view, group)), comesFrom: cidrs(leaving) }];
}

/** For each network of a zone the highest address that no server has. */
function deviceAddresses(book: AddressBook, id: string): readonly Cidr[] {
  const zone = book.zones.find((each) => each.id === id);
  const taken = new Set(book.groups.flatMap(({ servers }) => serverAddresses(servers)));
  return (zone === undefined ? [] : zoneCidrs(zone)).flatMap((text) => {
    const cidr = parseCidr(text);
    if (cidr === null) return [];
    const size = 1n << BigInt((cidr.family === 'ipv4' ? 32 : 128) - cidr.prefix);
    for (let offset = size - 1n; offset >= 0n && size - offset < 1000n; offset -= 1n) {
      const address = formatAddress(addressAt(cidr, offset), cidr.family);
      if (!taken.has(address)) return cidrs([address]);
    }
    return [];
  });
}

function internetAddresses(book: AddressBook): readonly Cidr[] {
  const ours = book.zones.flatMap(zoneCidrs);
  const outside = publicAddresses.filter((address) => !ours.some((cidr) => contains(cidr, address)));
  return (['ipv4', 'ipv6'] as const).flatMap(
    (family) => outside.flatMap((text) => parseCidr(text) ?? []).find((cidr) => cidr.family === family) ?? [],
  );
}

function cidrs(addresses: readonly string[]): readonly Cidr[] {
  return addresses.flatMap((address) => parseCidr(hostCidr(address)) ?? []);
}
