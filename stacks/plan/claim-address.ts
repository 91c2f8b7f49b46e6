import type { Cidr } from '#model/declaration/cidr.ts';
import { derivableRange, isWithin, parseAddress } from './address-math.ts';
import { stableHash } from './stable-hash.ts';

/** The one address a server may have in a subnet, before anybody looks at its neighbours. */
export type AddressClaim =
  | { readonly kind: 'claim'; readonly address: bigint; readonly source: 'declared' | 'derived' }
  | { readonly kind: 'outside-subnet'; readonly declared: string }
  | { readonly kind: 'subnet-too-small' };

/**
 * The declared address where there is one, else one that follows from the server's key and the size of the
 * subnet alone. It is an offset from the beginning of the subnet, so a zone that is renumbered keeps the last
 * digits of its servers.
 */
export function claimAddress(serverKey: string, subnet: Cidr, declared: string | undefined): AddressClaim {
  if (declared !== undefined) {
    const address = parseAddress(declared, subnet.family);
    return address !== null && isWithin(address, subnet) && !isEdge(address, subnet)
      ? { kind: 'claim', address, source: 'declared' }
      : { kind: 'outside-subnet', declared };
  }
  const range = derivableRange(subnet);
  if (range === null) return { kind: 'subnet-too-small' };
  const offset = stableHash('address', subnet.family, serverKey) % (range.last - range.first + 1n);
  return { kind: 'claim', address: range.first + offset, source: 'derived' };
}

/** Network and broadcast address are nobody's. */
function isEdge(address: bigint, subnet: Cidr): boolean {
  if (subnet.family === 'ipv6' || subnet.prefix >= 31) return false;
  const hostMask = (1n << BigInt(32 - subnet.prefix)) - 1n;
  return (address & hostMask) === 0n || (address & hostMask) === hostMask;
}
