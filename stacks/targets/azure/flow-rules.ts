import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import { sortedTexts } from '#stacks/plan/by-key.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import { shortenName } from '#stacks/plan/shorten-name.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { rankKeys } from './assign-slots.ts';
import { slug, stableText } from './azure-names.ts';
import { type AzureNetwork, applicationGroupName } from './azure-network.ts';
import { addressesElsewhere, addressesHere, type FamilyTexts } from './group-addresses.ts';
import { isPublic, type PublicEntries } from './public-entry.ts';
import { type Peer, ruleLimits } from './security-rule.ts';

/** A rule before it has its place in the order. */
export interface RuleDraft {
  readonly securityGroup: string;
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly from: Peer;
  readonly to: Peer;
  /** Of the internet's rules, which come after the one that keeps zones out of them. */
  readonly band: 'inside' | 'internet';
}

const internet: Peer = { kind: 'tag', tag: 'Internet' };

/** Drafts of the rules that open a flow: out where it begins, in where it ends; none where neither is here. */
export function flowDrafter(
  slice: PlatformSlice,
  network: AzureNetwork,
  entries: PublicEntries,
): (flow: PlannedFlow) => readonly RuleDraft[] {
  const ends = endReader(slice, network);
  const named = namedByGroup(slice, network);
  return (flow) => {
    const stem = `${shortenName(slug(flow.key), 50)}-${stableText('flow', flow.key).slice(0, 6)}`;
    const draft = (direction: RuleDraft['direction'], wall: string): readonly RuleDraft[] => {
      const isNamed = (group: PlacedGroup) => named.get(wall)?.has(group.key) === true;
      const sources = isPublic(flow.from)
        ? [comesByGateway(network, entries, flow) ? gatewayPeer(network) : internet]
        : ends.peers(flow.from, 'source', isNamed);
      const targets = isPublic(flow.to) ? [internet] : ends.peers(flow.to, 'target', isNamed);
      const pairs = sources.flatMap((from) =>
        targets.filter((to) => familiesMeet(from, to)).map((to) => ({ from, to })),
      );
      return pairs.map(({ from, to }) => ({
        securityGroup: wall,
        name: [stem, direction === 'Inbound' ? 'in' : 'out', familyOf(from) ?? familyOf(to)]
          .filter((part) => part !== null)
          .join('-'),
        direction,
        from,
        to,
        band: from === internet || to === internet ? 'internet' : 'inside',
      }));
    };
    return [
      ...ends.walls(flow.from, 'source').flatMap((wall) => draft('Outbound', wall)),
      ...ends.walls(flow.to, 'target').flatMap((wall) => draft('Inbound', wall)),
    ];
  };
}

function comesByGateway(
  { groups }: AzureNetwork,
  entries: PublicEntries,
  { to, ...flow }: PlannedFlow,
): boolean {
  const group = to.kind === 'group' ? groups.get(groupKey(to.service, to.role)) : undefined;
  return group !== undefined && entries.entryOf(group, flow) === 'gateway';
}

function gatewayPeer({ site }: AzureNetwork): Peer {
  return { kind: 'prefixes', family: 'ipv4', prefixes: [site.gatewayPrefix] };
}

type Side = 'source' | 'target';

/** What an end of a flow is to a security group, and which security groups it stands behind. */
function endReader({ plan }: PlatformSlice, network: AzureNetwork) {
  const { groups, containers, zones } = network;
  const elsewhere = new Map(plan.groups.map((group) => [group.key, group]));
  const containersIn = (zone: string) => [...containers.values()].filter(({ group }) => group.zone === zone);
  const zonePrefixes = new Map(
    plan.zones.map((zone) => {
      const subnets = zone.subnets;
      const own = containersIn(zone.id).map(({ prefix }) => prefix);
      return [
        zone.id,
        {
          ipv4: sortedTexts([...subnets.map(({ ipv4 }) => ipv4), ...own]),
          ipv6: sortedTexts(subnets.flatMap(({ ipv6 }) => ipv6 ?? [])),
        },
      ];
    }),
  );
  return {
    walls(end: FlowEnd, side: Side): readonly string[] {
      if (end.kind === 'zone') {
        const place = zones.get(end.zone);
        const own = side === 'source' ? containersIn(end.zone).map((each) => each.securityGroup) : [];
        return place === undefined ? [] : [place.securityGroup, ...own];
      }
      const group = end.kind === 'group' ? groups.get(groupKey(end.service, end.role)) : undefined;
      const wall = group === undefined ? undefined : zones.get(group.zone)?.securityGroup;
      const own = side === 'source' ? containers.get(group?.key ?? '')?.securityGroup : undefined;
      return (own ?? wall) === undefined ? [] : [own ?? wall ?? ''];
    },
    peers(end: FlowEnd, side: Side, isNamed: (group: PlacedGroup) => boolean): readonly Peer[] {
      if (end.kind === 'zone') return byFamily(zonePrefixes.get(end.zone));
      if (end.kind !== 'group') return [];
      const key = groupKey(end.service, end.role);
      const group = groups.get(key);
      if (group === undefined) {
        const other = elsewhere.get(key);
        return other === undefined ? [] : byFamily(addressesElsewhere(other));
      }
      const prefix = side === 'source' ? containers.get(key)?.prefix : undefined;
      if (prefix !== undefined) return [{ kind: 'prefixes', family: 'ipv4', prefixes: [prefix] }];
      if (!isNamed(group)) return byFamily(addressesHere(group));
      return [
        { kind: 'group', id: network.applicationGroupId(group), dependsOn: applicationGroupName(group) },
      ];
    },
  };
}

/** Groups that each security group may call by name; those for which Azure has no room go by their addresses. */
function namedByGroup(
  { flows }: PlatformSlice,
  { groups, zones, containers }: AzureNetwork,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byWall = new Map<string, Set<string>>();
  for (const { from, to } of flows) {
    const ends = [from, to].flatMap((end) =>
      end.kind === 'group' ? (groups.get(groupKey(end.service, end.role)) ?? []) : [],
    );
    const zoneEnds = [from, to].flatMap((end) => (end.kind === 'zone' ? [end.zone] : []));
    for (const zone of [...ends.map((group) => group.zone), ...zoneEnds]) {
      const walls = [
        zones.get(zone)?.securityGroup,
        ...[...containers.values()]
          .filter(({ group }) => group.zone === zone)
          .map((each) => each.securityGroup),
      ];
      for (const wall of walls) {
        if (wall === undefined) continue;
        const keys = byWall.get(wall) ?? new Set();
        for (const { key } of ends) keys.add(key);
        byWall.set(wall, keys);
      }
    }
  }
  return new Map(
    [...byWall].map(([wall, keys]) => [
      wall,
      keys.size <= ruleLimits.applicationGroups
        ? keys
        : new Set(rankKeys(wall, keys).slice(0, ruleLimits.applicationGroups)),
    ]),
  );
}

function byFamily(texts: FamilyTexts | undefined): readonly Peer[] {
  const families: readonly Peer[] = [
    { kind: 'prefixes', family: 'ipv4', prefixes: sortedTexts(texts?.ipv4 ?? []) },
    { kind: 'prefixes', family: 'ipv6', prefixes: sortedTexts(texts?.ipv6 ?? []) },
  ];
  return families.filter((peer) => peer.kind !== 'prefixes' || peer.prefixes.length > 0);
}

function familyOf(peer: Peer): 'ipv4' | 'ipv6' | null {
  return peer.kind === 'prefixes' ? peer.family : null;
}

function familiesMeet(a: Peer, b: Peer): boolean {
  const [first, second] = [familyOf(a), familyOf(b)];
  return first === null || second === null || first === second;
}
