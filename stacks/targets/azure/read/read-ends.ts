import type { OpenEnd } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { AddressBook } from '../../target.ts';
import { type AddressRange, parseRange, rangeHolds } from './address-set.ts';
import { keyOf } from './look.ts';
import type { Face, NetworkModel, SubnetModel } from './network-model.ts';
import type { ParsedRule, ParsedSide } from './parsed-rule.ts';
import { ownKey, type ResourceIndex } from './resource-index.ts';

/** Families of addresses. */
export type Family = 'ipv4' | 'ipv6';

/** An end as a rule has it; `gateway` is what comes by the application gateway. */
export type RuleEnd = OpenEnd | { readonly kind: 'gateway' };

/** A side of a rule as ends, and the families it holds for. */
export interface ReadSide {
  readonly ends: readonly RuleEnd[];
  readonly families: ReadonlySet<Family>;
}

const both: ReadonlySet<Family> = new Set(['ipv4', 'ipv6']);

/** Ends by what rules call them, and what must be open for each. */
export interface EndReader {
  read(rule: ParsedRule, side: 'from' | 'to', isInternetSafe: boolean): ReadSide;
  /** Families in which an end has addresses. */
  families(end: RuleEnd, side: 'source' | 'target'): ReadonlySet<Family>;
  /** Keys of the security groups that an end stands behind. */
  walls(end: RuleEnd, side: 'source' | 'target'): ReadonlySet<string | null>;
  /** Subnets that an end's connections leave from. */
  subnets(end: RuleEnd): readonly SubnetModel[];
}

/** Reads the ends of rules back, by addresses and by the resources that have them. */
export function endReader(
  index: ResourceIndex,
  model: NetworkModel,
  book: AddressBook,
  gatewaySubnets: ReadonlySet<RenderedResource>,
): EndReader {
  const zoneOf = zoneFinder(book);
  const byPrefixes = prefixNames(model, book, gatewaySubnets, zoneOf);
  const byGroup = groupNames(index, model);
  const containersIn = (zone: string) =>
    [...model.containers.values()].filter(({ group }) => zoneOfGroup(model, zoneOf, group) === zone);
  const facesOf = (end: RuleEnd): readonly Face[] =>
    end.kind === 'group' ? (model.facesByGroup.get(`${end.service}/${end.role}`) ?? []) : [];
  const containerOf = (end: RuleEnd) =>
    end.kind === 'group' ? model.containers.get(`${end.service}/${end.role}`) : undefined;
  const subnetsOf = (end: RuleEnd, side: 'source' | 'target'): readonly SubnetModel[] => {
    if (end.kind === 'zone') {
      const own = model.subnets.filter((subnet) => zoneOf(subnet) === end.zone);
      return side === 'source' ? [...own, ...containersIn(end.zone).map(({ subnet }) => subnet)] : own;
    }
    const container = side === 'source' ? containerOf(end) : undefined;
    if (container !== undefined) return [container.subnet];
    return facesOf(end).flatMap(({ subnet }) => subnet ?? []);
  };
  return {
    read: (rule, side, isInternetSafe) =>
      readSide(rule[side], side === 'from', isInternetSafe, byPrefixes, byGroup),
    families: (end, side) => {
      switch (end.kind) {
        case 'group': {
          if (side === 'source' && containerOf(end) !== undefined) return new Set(['ipv4']);
          const faces = facesOf(end);
          if (faces.length > 0) return new Set(faces.map(({ address }) => address.family));
          const group = book.groups.find(({ key }) => key === `${end.service}/${end.role}`);
          return familiesOf(
            group?.servers.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6]).flatMap((each) => each?.address ?? []) ??
              [],
          );
        }
        case 'zone': {
          const networks = book.zones.find(({ id }) => id === end.zone)?.subnets ?? [];
          return familiesOf(networks.flatMap(({ ipv4, ipv6 }) => [ipv4, ...(ipv6 === null ? [] : [ipv6])]));
        }
        case 'internet':
        case 'gateway':
          return both;
        case 'addresses':
          return familiesOf([end.cidr]);
      }
    },
    walls: (end, side) => new Set(subnetsOf(end, side).map(({ wall }) => wall)),
    subnets: (end) => subnetsOf(end, 'source'),
  };
}

function familiesOf(texts: readonly string[]): ReadonlySet<Family> {
  return new Set(texts.flatMap((text) => parseRange(text)?.family ?? []));
}

function readSide(
  side: ParsedSide,
  isSource: boolean,
  isInternetSafe: boolean,
  byPrefixes: ReadonlyMap<string, { readonly end: RuleEnd; readonly side: 'source' | 'any' }>,
  byGroup: ReadonlyMap<string, RuleEnd>,
): ReadSide {
  const found = byPrefixes.get(prefixKey(side.prefixes));
  const named = found !== undefined && (isSource || found.side === 'any') ? found.end : null;
  const prefixes: readonly RuleEnd[] =
    side.prefixes.length === 0
      ? []
      : named === null
        ? side.prefixes.map((cidr) => ({ kind: 'addresses', cidr }))
        : [named];
  const tags = side.tags.map(
    (tag): RuleEnd =>
      tag === 'Internet' && isInternetSafe ? { kind: 'internet' } : { kind: 'addresses', cidr: tag },
  );
  const groups = side.groups.map((id): RuleEnd => byGroup.get(id) ?? { kind: 'addresses', cidr: id });
  const isEvery = side.tags.length > 0 || side.groups.length > 0;
  return {
    ends: [...prefixes, ...tags, ...groups],
    families: isEvery ? both : familiesOf(side.prefixes),
  };
}

function prefixKey(prefixes: readonly string[]): string {
  return prefixes.toSorted().join(' ');
}

/** Lists of addresses that stand for a zone, a group or the gateway: of one family each, as rules have them. */
function prefixNames(
  model: NetworkModel,
  book: AddressBook,
  gatewaySubnets: ReadonlySet<RenderedResource>,
  zoneOf: (subnet: SubnetModel) => string | null,
) {
  const names = new Map<string, { readonly end: RuleEnd; readonly side: 'source' | 'any' }>();
  const add = (texts: readonly string[], end: RuleEnd, side: 'source' | 'any') => {
    for (const family of both) {
      const same = texts.filter((text) => parseRange(text)?.family === family);
      if (same.length > 0) names.set(prefixKey([...new Set(same)]), { end, side });
    }
  };
  for (const { key, service, role, servers } of book.groups) {
    const faces = model.facesByGroup.get(key);
    const texts =
      faces?.map(({ text }) => text) ??
      servers.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6]).flatMap((each) => each?.address ?? []);
    add(texts, { kind: 'group', service, role }, 'any');
  }
  const groupEnd = (key: string): RuleEnd => {
    const group = book.groups.find((each) => each.key === key);
    return group === undefined
      ? { kind: 'addresses', cidr: key }
      : { kind: 'group', service: group.service, role: group.role };
  };
  const containers = [...model.containers.values()];
  for (const { group, subnet } of containers) add(subnet.prefixes, groupEnd(group), 'source');
  for (const { id, subnets } of book.zones) {
    const own = containers.filter(({ group }) => zoneOfGroup(model, zoneOf, group) === id);
    add(
      [
        ...subnets.flatMap(({ ipv4, ipv6 }) => [ipv4, ...(ipv6 === null ? [] : [ipv6])]),
        ...own.flatMap(({ subnet }) => subnet.prefixes),
      ],
      { kind: 'zone', zone: id },
      'any',
    );
  }
  for (const subnet of model.subnets) {
    if (gatewaySubnets.has(subnet.resource)) add(subnet.prefixes, { kind: 'gateway' }, 'source');
  }
  return names;
}

/** Application security groups that hold every address of a group, and no other's. */
function groupNames(index: ResourceIndex, model: NetworkModel): ReadonlyMap<string, RuleEnd> {
  const members = new Map<string, Face[]>();
  for (const face of model.faces) {
    for (const group of face.groups) members.set(group, [...(members.get(group) ?? []), face]);
  }
  return new Map(
    index.ofType('azure-native:network:ApplicationSecurityGroup').flatMap((resource) => {
      const id = ownKey(resource);
      const key = keyOf(resource, 'group');
      const [, service, role] = /^([^/]+)\/([^/]+)$/.exec(key ?? '') ?? [];
      if (id === null || key === null || service === undefined || role === undefined) return [];
      const own = model.facesByGroup.get(key) ?? [];
      const held = members.get(id) ?? [];
      const isExact = own.length === held.length && held.every(({ group }) => group === key);
      return isExact ? [[id, { kind: 'group' as const, service, role }] as const] : [];
    }),
  );
}

/** The zone that a subnet's first IPv4 network is of; null where it is none's. */
export function zoneFinder({ zones }: AddressBook): (subnet: SubnetModel) => string | null {
  const networks = zones.flatMap(({ id, subnets }) =>
    subnets.flatMap(({ ipv4 }) => {
      const range = parseRange(ipv4);
      return range === null ? [] : [{ id, range }];
    }),
  );
  return ({ ranges }) => {
    const first: AddressRange | undefined = ranges.find(({ family }) => family === 'ipv4');
    if (first === undefined) return null;
    return networks.find(({ range }) => rangeHolds(range, first))?.id ?? null;
  };
}

/** The zone that a group answers in. */
function zoneOfGroup(
  { facesByGroup }: NetworkModel,
  zoneOf: (subnet: SubnetModel) => string | null,
  group: string,
): string | null {
  const subnet = facesByGroup.get(group)?.[0]?.subnet;
  return subnet === undefined ? null : zoneOf(subnet);
}
