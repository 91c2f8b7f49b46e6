import { compareText } from '#model/compare-text.ts';
import { cidrsOverlap, parseCidr } from '#model/declaration/cidr.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { IpBlock } from './network-policy.ts';

/**
 * Addresses that nobody on the internet has (RFC 1918, 3927, 4193, 4291, 6598): the cluster's own networks and every
 * network that no zone declares are among them, and a flow to or from the internet must not open those.
 */
const neverPublic = {
  ipv4: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ipv6: ['fc00::/7', 'fe80::/10'],
} as const;
const everything = { ipv4: '0.0.0.0/0', ipv6: '::/0' } as const;

/** The internet: every address but those of zones and those that nobody has there. */
export function internetBlocks(zones: readonly Pick<PlannedZone, 'subnets'>[]): readonly IpBlock[] {
  const ours = zones.flatMap(zoneCidrs);
  return (['ipv4', 'ipv6'] as const).map((family) => {
    const private_ = neverPublic[family];
    const public_ = ours.filter(
      (cidr) => parseCidr(cidr)?.family === family && !private_.some((wide) => contains(wide, cidr)),
    );
    return { cidr: everything[family], except: [...private_, ...public_].sort(compareText) };
  });
}

/** Does a network hold all of another? */
export function contains(wide: string, narrow: string): boolean {
  const [outer, inner] = [parseCidr(wide), parseCidr(narrow)];
  return outer !== null && inner !== null && outer.prefix <= inner.prefix && cidrsOverlap(outer, inner);
}

/** Networks of a zone on all sites, IPv4 before IPv6. */
export function zoneCidrs({ subnets }: Pick<PlannedZone, 'subnets'>): readonly string[] {
  return [...subnets.map(({ ipv4 }) => ipv4), ...subnets.flatMap(({ ipv6 }) => ipv6 ?? [])];
}

/** Planned addresses of servers, IPv4 before IPv6; fewer where the plan has none for some. */
export function serverAddresses(servers: readonly Pick<PlannedServer, 'ipv4' | 'ipv6'>[]): readonly string[] {
  return [
    ...servers.flatMap(({ ipv4 }) => ipv4?.address ?? []),
    ...servers.flatMap(({ ipv6 }) => ipv6?.address ?? []),
  ];
}

/** A single address as a network. */
export function hostCidr(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}
