import type { Endpoint } from '#model/platform/is-open.ts';
import type { ReachEvaluator } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import type { AddressBook } from '../target.ts';
import { type AddressRange, parseRange, rangeHolds } from './read/address-set.ts';
import {
  type Face,
  type NetworkModel,
  readNetwork,
  type SubnetModel,
  subnetWith,
  type Wall,
} from './read/network-model.ts';
import type { ParsedRule } from './read/parsed-rule.ts';
import { balancedPorts, gatewayListeners } from './read/public-ways.ts';
import { indexResources, ownKey } from './read/resource-index.ts';
import { type Place, portMatches, sideMatches } from './read/rule-matches.ts';

/** A place that a packet begins or ends at. */
interface Spot extends Place {
  readonly wall: Wall | null;
  /** In the network of the site: what is not is judged by the other end alone. */
  readonly isHere: boolean;
  /** Can it reach the internet at all? */
  readonly leaves: boolean;
  readonly face: Face | null;
}

type Protocol = 'tcp' | 'udp';

/**
 * A judge of security rules as Azure applies them: out where a packet begins, in where it ends, first rule first;
 * answers are let through. What comes from the internet needs a way in besides, and what goes there a way out. Both
 * families are tried: one that is open is enough.
 */
export function judgeReach(resources: readonly RenderedResource[], book: AddressBook): ReachEvaluator {
  const index = indexResources(resources);
  const model = readNetwork(index, book);
  const spots = spotFinder(model, book);
  const passes = ruleJudge(model);
  const cameIn = entryJudge(index, model, passes);
  return ({ from, to, port, protocol }) => {
    const sources = spots(from, 'source');
    const targets = spots(to, 'target');
    return sources.some((source) =>
      targets.some((target) => {
        if (source.address.family !== target.address.family || (!source.isHere && !target.isHere))
          return false;
        if (isInternet(to) && !source.leaves) return false;
        if (isInternet(from)) return cameIn(source, target, port, protocol);
        return passes.out(source, target, port, protocol) && passes.in(source, target, port, protocol);
      }),
    );
  };
}

function isInternet({ kind }: Endpoint): boolean {
  return kind === 'internet' || kind === 'outside';
}

const noGroups: ReadonlySet<string> = new Set();

function spotFinder(model: NetworkModel, book: AddressBook) {
  const known = new Map<string, readonly Spot[]>();
  const spotAt = (address: AddressRange, subnet: SubnetModel | undefined, face: Face | null): Spot => ({
    address,
    groups: face?.groups ?? noGroups,
    wall: subnet?.wall === undefined || subnet.wall === null ? null : (model.walls.get(subnet.wall) ?? null),
    isHere: subnet !== undefined,
    leaves: subnet?.leaves === true,
    face,
  });
  const find = (endpoint: Endpoint, side: 'source' | 'target'): readonly Spot[] => {
    switch (endpoint.kind) {
      case 'internet':
      case 'outside':
        return internetAddresses(model).map((address) => spotAt(address, undefined, null));
      case 'device':
        return freeAddresses(model, book, endpoint.zone).map((address) =>
          spotAt(address, subnetWith(model, address), null),
        );
      case 'server': {
        const key = groupKey(endpoint.service, endpoint.role);
        const container = model.containers.get(key);
        if (side === 'source' && container !== undefined) {
          return container.subnet.ranges.map((range) =>
            spotAt(single(range.family, range.first + 8n), container.subnet, null),
          );
        }
        const faces = model.facesByGroup.get(key);
        if (faces !== undefined) return faces.map((face) => spotAt(face.address, face.subnet, face));
        return bookAddresses(book, key).map((address) => spotAt(address, undefined, null));
      }
    }
  };
  return (endpoint: Endpoint, side: 'source' | 'target'): readonly Spot[] => {
    const name = JSON.stringify([side, endpoint]);
    const found = known.get(name) ?? find(endpoint, side);
    known.set(name, found);
    return found;
  };
}

function single(family: AddressRange['family'], address: bigint): AddressRange {
  return { family, first: address, last: address };
}

/** Addresses of servers elsewhere. */
function bookAddresses({ groups }: AddressBook, key: string): readonly AddressRange[] {
  const servers = groups.find((group) => group.key === key)?.servers ?? [];
  return servers
    .flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6])
    .flatMap((planned) => (planned === null ? [] : (parseRange(planned.address) ?? [])));
}

/** An address of each network of a zone that no server has. */
function freeAddresses(model: NetworkModel, book: AddressBook, zone: string): readonly AddressRange[] {
  const taken = new Set(
    [
      ...model.faces.map(({ address }) => address),
      ...book.groups.flatMap(({ key }) => bookAddresses(book, key)),
    ].map(({ family, first }) => `${family} ${first}`),
  );
  const networks = book.zones.find(({ id }) => id === zone)?.subnets ?? [];
  return networks
    .flatMap(({ ipv4, ipv6 }) => [ipv4, ...(ipv6 === null ? [] : [ipv6])])
    .flatMap((text) => {
      const range = parseRange(text);
      if (range === null) return [];
      for (let address = range.last - 1n; address > range.first; address -= 1n) {
        if (!taken.has(`${range.family} ${address}`)) return [single(range.family, address)];
      }
      return [];
    });
}

/** An address of each family that lies outside all zones. */
function internetAddresses({ space, zones }: NetworkModel): readonly AddressRange[] {
  const candidates = [
    '198.51.100.77',
    '203.0.113.77',
    '8.8.8.8',
    '2a00:1450::77',
    '2001:4860::77',
    '2620:fe::77',
  ];
  const outside = candidates
    .flatMap((text) => parseRange(text) ?? [])
    .filter((address) => ![...space, ...zones].some((range) => rangeHolds(range, address)));
  return [...Map.groupBy(outside, ({ family }) => family).values()].flatMap(([first]) => first ?? []);
}

/** Whether rules let a packet through; what a rule says of a place is worked out once. */
function ruleJudge(model: NetworkModel) {
  const known = new Map<ParsedRule, Map<Place, number>>();
  const matches = (rule: ParsedRule, from: Place, to: Place): boolean =>
    isSide(rule, from, 'from') && isSide(rule, to, 'to');
  const isSide = (rule: ParsedRule, place: Place, side: 'from' | 'to'): boolean => {
    const [yes, no] = side === 'from' ? [1, 2] : [4, 8];
    const places = known.get(rule) ?? new Map<Place, number>();
    known.set(rule, places);
    const bits = places.get(place) ?? 0;
    if ((bits & yes) !== 0) return true;
    if ((bits & no) !== 0) return false;
    const found = sideMatches(rule[side], place, model);
    places.set(place, bits | (found ? yes : no));
    return found;
  };
  const allows = (rules: readonly ParsedRule[], from: Place, to: Place, port: number, protocol: Protocol) => {
    const first = rules.find((rule) => portMatches(rule, port, protocol) && matches(rule, from, to));
    return first?.access === 'Allow';
  };
  return {
    // Where there is no security group, nothing is closed.
    out: (from: Spot, to: Spot, port: number, protocol: Protocol): boolean =>
      from.wall === null || allows(from.wall.outbound, from, to, port, protocol),
    in: (from: Spot, to: Spot, port: number, protocol: Protocol): boolean =>
      to.wall === null || allows(to.wall.inbound, from, to, port, protocol),
  };
}

/** Ways in from the internet: a load balancer that passes the port on, a public address, or the application gateway. */
function entryJudge(
  index: ReturnType<typeof indexResources>,
  model: NetworkModel,
  passes: ReturnType<typeof ruleJudge>,
) {
  const balanced = new Set(
    balancedPorts(index).map(({ pool, protocol, port }) => `${pool} ${protocol}/${port}`),
  );
  const gateways = gatewayListeners(index).flatMap((listener) => {
    const subnet = model.subnets.find(({ resource }) => resource === listener.subnet);
    const [range] = subnet?.ranges ?? [];
    if (subnet === undefined || range === undefined || ownKey(subnet.resource) === null) return [];
    const inside: Spot = {
      address: single(range.family, range.first + 5n),
      groups: noGroups,
      wall: subnet.wall === null ? null : (model.walls.get(subnet.wall) ?? null),
      isHere: true,
      leaves: true,
      face: null,
    };
    return [{ ...listener, inside, addresses: new Set(listener.addresses) }];
  });
  return (source: Spot, target: Spot, port: number, protocol: Protocol): boolean => {
    const { face } = target;
    if (face === null) return false;
    const hasEntry =
      face.hasPublicAddress || [...face.pools].some((pool) => balanced.has(`${pool} ${protocol}/${port}`));
    if (hasEntry && passes.in(source, target, port, protocol)) return true;
    if (protocol !== 'tcp') return false;
    return gateways.some(
      (gateway) =>
        gateway.port === port &&
        gateway.addresses.has(face.text) &&
        passes.in(source, gateway.inside, port, protocol) &&
        passes.out(gateway.inside, target, port, protocol) &&
        passes.in(gateway.inside, target, port, protocol),
    );
  };
}
