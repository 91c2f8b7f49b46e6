import type { ZoneMeaning } from '#model/platform/meaning.ts';
import type { AddressBook } from '../../target.ts';
import { isAny, isForEveryPort, keepsZonesOut } from './keeps-zones-out.ts';
import { keyOf } from './look.ts';
import type { NetworkModel, SubnetModel, Wall } from './network-model.ts';
import type { ParsedRule } from './parsed-rule.ts';
import { zoneFinder } from './read-ends.ts';

/** Zones: the subnets of security groups that are a zone's, and those whose addresses are. */
export function readZones(model: NetworkModel, book: AddressBook): readonly ZoneMeaning[] {
  const zoneOf = zoneFinder(book);
  const found = model.subnets.flatMap((subnet) => {
    const wall = subnet.wall === null ? undefined : model.walls.get(subnet.wall);
    const key = (wall === undefined ? null : keyOf(wall.resource, 'zone')) ?? zoneOf(subnet);
    return key === null ? [] : [{ key, subnet, wall }];
  });
  return [...Map.groupBy(found, ({ key }) => key)].map(([key, same]) => {
    // The network of the site comes first; others are of servers that are taken as if they stood here.
    const [main] = same;
    const ipv4 = networkOf(main?.subnet, 'ipv4');
    return {
      key,
      resources: same.flatMap(({ subnet, wall }) => [
        subnet.resource.name,
        ...(wall === undefined ? [] : [wall.resource.name]),
      ]),
      defaultClosed: same.every(({ wall, subnet }) => isClosed(wall, model) && zoneOf(subnet) === key),
      vlan: null,
      ipv4: ipv4 ?? 'none',
      ipv6: networkOf(main?.subnet, 'ipv6') ?? (lacksIpv6(book, key, ipv4) ? 'none' : null),
    };
  });
}

function networkOf(subnet: SubnetModel | undefined, family: 'ipv4' | 'ipv6'): string | null {
  return subnet?.prefixes.find((prefix) => prefix.includes(':') === (family === 'ipv6')) ?? null;
}

/** Has the zone an IPv6 network that Azure would take? */
function lacksIpv6({ zones }: AddressBook, key: string, ipv4: string | null): boolean {
  const subnet = zones.find(({ id }) => id === key)?.subnets.find((each) => each.ipv4 === ipv4);
  return subnet?.ipv6?.endsWith('/64') === true;
}

/**
 * Does every packet that no rule lets through meet a rule that closes, before Azure's own open? And are zones kept
 * out of what is open to the internet, now or later?
 */
function isClosed(wall: Wall | undefined, model: NetworkModel): boolean {
  const closesAll = (rule: ParsedRule) =>
    rule.access === 'Deny' && isForEveryPort(rule) && isAny(rule.from) && isAny(rule.to);
  return (
    wall !== undefined &&
    [wall.inbound, wall.outbound].every((rules) => {
      const own = rules.filter(({ priority, access }) => priority < 65_000 && access === 'Deny');
      const direction = rules === wall.inbound ? 'Inbound' : 'Outbound';
      return own.some(closesAll) && keepsZonesOut(own, direction, model);
    })
  );
}
