import type { FlowMeaning, OpenEnd } from '#model/platform/meaning.ts';
import { sortedTexts } from '#stacks/plan/by-key.ts';
import { flowMeaningKey } from '../../planned-meaning.ts';
import type { AddressBook } from '../../target.ts';
import { rangeHolds, rangesMeet } from './address-set.ts';
import { isAny, keepsZonesOut } from './keeps-zones-out.ts';
import type { NetworkModel, Wall } from './network-model.ts';
import type { ParsedRule, ParsedSide } from './parsed-rule.ts';
import { balancedPorts, type GatewayListener, gatewayListeners } from './public-ways.ts';
import { type EndReader, endReader, type Family, type RuleEnd } from './read-ends.ts';
import type { ResourceIndex } from './resource-index.ts';

/** One rule that opens something, on one side of a flow. */
interface Opening {
  readonly rule: ParsedRule;
  readonly wall: string;
  readonly from: RuleEnd;
  readonly to: RuleEnd;
  readonly port: number | null;
  readonly families: ReadonlySet<Family>;
}

/** Tags of Azure's own services: what they open leads to nobody that the plan knows. */
const platformTags: ReadonlySet<string> = new Set([
  'AzureActiveDirectory',
  'AzureFrontDoor.FirstParty',
  'AzureKeyVault',
  'AzureLoadBalancer',
  'AzureMonitor',
  'AzureResourceManager',
  'GatewayManager',
  'MicrosoftContainerRegistry',
  'Storage',
]);

/**
 * What rules open. A flow counts where it may leave everywhere it begins and enter everywhere it ends, in every
 * family both have; a rule that is left over is said as it stands, so that nothing that was added goes unseen.
 */
export function readFlows(
  index: ResourceIndex,
  model: NetworkModel,
  book: AddressBook,
): readonly FlowMeaning[] {
  const listeners = gatewayListeners(index);
  const gatewaySubnets = new Set(listeners.flatMap(({ subnet }) => subnet ?? []));
  const ends = endReader(index, model, book, gatewaySubnets);
  const gatewayWalls = new Set(
    model.subnets.filter(({ resource }) => gatewaySubnets.has(resource)).map(({ wall }) => wall),
  );
  const openings = [...model.walls.values()]
    .filter(({ key }) => !gatewayWalls.has(key))
    .flatMap((wall) => readOpenings(wall, ends, model));
  const ways = publicWays(index, model, listeners, gatewayWalls);
  // What comes by the gateway and what comes past it are two things, though both are the internet.
  const byWay = Map.groupBy(openings, (opening) => `${keyOfOpening(opening)} ${opening.from.kind}`);
  return [...byWay.values()].flatMap((same) => judgeFlow(same, ends, ways));
}

function keyOfOpening({ from, to, port, rule }: Opening): string {
  return flowMeaningKey({ from: asOpen(from), to: asOpen(to), port, protocol: rule.protocol });
}

function asOpen(end: RuleEnd): OpenEnd {
  return end.kind === 'gateway' ? { kind: 'internet' } : end;
}

function readOpenings(wall: Wall, ends: EndReader, model: NetworkModel): readonly Opening[] {
  return [wall.inbound, wall.outbound].flatMap((rules) =>
    rules.flatMap((rule, position) => {
      const before = rules.slice(0, position).filter(({ access }) => access === 'Deny');
      if (rule.access !== 'Allow' || isPlatform(rule, wall, model)) return [];
      if (before.some((deny) => closes(deny, rule, model))) return [];
      const isSafe = keepsZonesOut(before, rule.direction, model);
      const from = ends.read(rule, 'from', isSafe);
      const to = ends.read(rule, 'to', isSafe);
      const families = new Set([...from.families].filter((family) => to.families.has(family)));
      return from.ends.flatMap((source) =>
        to.ends.flatMap((target) =>
          rule.ports.map(({ first, last }) => ({
            rule,
            wall: wall.key,
            from: source,
            to: target,
            port: first === last ? first : null,
            families,
          })),
        ),
      );
    }),
  );
}

/** A rule for Azure's own, or within the subnet of one environment for containers. */
function isPlatform({ from, to }: ParsedRule, { key }: Wall, { subnets, containers }: NetworkModel): boolean {
  const isTagged = ({ tags, groups, prefixes }: ParsedSide) =>
    tags.length > 0 && groups.length + prefixes.length === 0 && tags.every((tag) => platformTags.has(tag));
  if (isTagged(from) || isTagged(to)) return true;
  const own = [...containers.values()].map(({ subnet }) => subnet).find(({ wall }) => wall === key);
  if (own === undefined || subnets.filter(({ wall }) => wall === key).length !== 1) return false;
  const isOwn = ({ tags, groups, ranges }: ParsedSide) =>
    tags.length + groups.length === 0 &&
    ranges.length > 0 &&
    ranges.every((range) => own.ranges.some((outer) => rangeHolds(outer, range)));
  return isOwn(from) && isOwn(to);
}

/** Does an earlier rule close something of a later one? The internet is what lies outside all zones. */
function closes(deny: ParsedRule, allow: ParsedRule, model: NetworkModel): boolean {
  const protocolsMeet = deny.protocol === null || allow.protocol === null || deny.protocol === allow.protocol;
  const portsMeet = deny.ports.some(({ first, last }) =>
    allow.ports.some((port) => first <= port.last && port.first <= last),
  );
  return (
    protocolsMeet &&
    portsMeet &&
    sidesMeet(deny.from, allow.from, model) &&
    sidesMeet(deny.to, allow.to, model)
  );
}

function sidesMeet(a: ParsedSide, b: ParsedSide, model: NetworkModel): boolean {
  if (isAny(a) || isAny(b)) return true;
  if (a.tags.some((tag) => b.tags.includes(tag))) return true;
  const [first, second] = [rangesOf(a, model), rangesOf(b, model)];
  if (first.some((range) => second.some((other) => rangesMeet(range, other)))) return true;
  // An address outside all zones may be on the internet; one inside never is.
  const isOutside = (side: ParsedSide, ranges: ReturnType<typeof rangesOf>) =>
    side.tags.includes('Internet') &&
    ranges.some((range) => ![...model.space, ...model.zones].some((inside) => rangeHolds(inside, range)));
  return isOutside(a, second) || isOutside(b, first);
}

function rangesOf({ ranges, groups, tags }: ParsedSide, { faces, space, zones }: NetworkModel) {
  return [
    ...ranges,
    ...faces.filter((face) => groups.some((group) => face.groups.has(group))).map(({ address }) => address),
    ...(tags.includes('VirtualNetwork') ? [...space, ...zones] : []),
  ];
}

/** What comes in from the internet to a group on a port, and by which way. */
interface PublicWays {
  isBalanced(group: string, port: number | null, protocol: 'tcp' | 'udp' | null): boolean;
  isByGateway(group: string, port: number | null): boolean;
}

function publicWays(
  index: ResourceIndex,
  model: NetworkModel,
  listeners: readonly GatewayListener[],
  gatewayWalls: ReadonlySet<string | null>,
): PublicWays {
  const balanced = balancedPorts(index);
  const isTaken = (port: number) =>
    [...gatewayWalls].every((key) => {
      const wall = key === null ? undefined : model.walls.get(key);
      return (
        wall === undefined ||
        wall.inbound.some(
          (rule) =>
            rule.access === 'Allow' &&
            rule.from.tags.includes('Internet') &&
            rule.ports.some(({ first, last }) => first <= port && port <= last),
        )
      );
    });
  return {
    isBalanced: (group, port, protocol) => {
      const faces = (model.facesByGroup.get(group) ?? []).filter(({ address }) => address.family === 'ipv4');
      return (
        faces.length > 0 &&
        faces.every(({ pools }) =>
          balanced.some((each) => each.port === port && each.protocol === protocol && pools.has(each.pool)),
        )
      );
    },
    isByGateway: (group, port) => {
      const texts = (model.facesByGroup.get(group) ?? [])
        .filter(({ address }) => address.family === 'ipv4')
        .map(({ text }) => text);
      return (
        texts.length > 0 &&
        port !== null &&
        isTaken(port) &&
        listeners.some(
          (listener) => listener.port === port && texts.every((text) => listener.addresses.includes(text)),
        )
      );
    },
  };
}

function judgeFlow(same: readonly Opening[], ends: EndReader, ways: PublicWays): readonly FlowMeaning[] {
  const [first] = same;
  if (first === undefined) return [];
  const key = keyOfOpening(first);
  const { from, to, port, rule } = first;
  const resources = sortedTexts(same.map((opening) => opening.rule.resource));
  const flow = { resources, from: asOpen(from), to: asOpen(to), port, protocol: rule.protocol };
  const needed = {
    Outbound: ends.walls(from, 'source'),
    Inbound: ends.walls(to, 'target'),
  } as const;
  // What comes by the gateway has the gateway's address, whatever the caller's.
  const families: ReadonlySet<Family> =
    from.kind === 'gateway'
      ? new Set(['ipv4'])
      : new Set([...ends.families(from, 'source')].filter((each) => ends.families(to, 'target').has(each)));
  const isOpen = (wall: string | null, direction: ParsedRule['direction']) =>
    wall === null ||
    [...families].every((family) =>
      same.some(
        (opening) =>
          opening.wall === wall && opening.rule.direction === direction && opening.families.has(family),
      ),
    );
  const stray = same.filter(({ wall, rule: { direction } }) => !needed[direction].has(wall));
  const isWhole =
    families.size > 0 &&
    needed.Outbound.size + needed.Inbound.size > 0 &&
    [...needed.Outbound].every((wall) => isOpen(wall, 'Outbound')) &&
    [...needed.Inbound].every((wall) => isOpen(wall, 'Inbound')) &&
    hasWay(first, ends, ways);
  return [
    ...(isWhole ? [{ ...flow, key }] : [{ ...flow, key: `${key} (in part)` }]),
    ...(isWhole && stray.length > 0
      ? [{ ...flow, key: `${key} (astray)`, resources: sortedTexts(stray.map((each) => each.rule.resource)) }]
      : []),
  ];
}

/** Does the internet find its way in, and what is bound for it its way out? */
function hasWay({ from, to, port, rule }: Opening, ends: EndReader, ways: PublicWays): boolean {
  const group = to.kind === 'group' ? `${to.service}/${to.role}` : '';
  if (from.kind === 'gateway') return rule.protocol === 'tcp' && ways.isByGateway(group, port);
  if (from.kind === 'internet') return ways.isBalanced(group, port, rule.protocol);
  return to.kind !== 'internet' || ends.subnets(from).every(({ leaves }) => leaves);
}
