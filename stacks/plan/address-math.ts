import { type Cidr, parseCidr } from '#model/declaration/cidr.ts';

const bitsOf = { ipv4: 32, ipv6: 128 } as const;

/** Addresses that servers may be given: from `first` to `last`, both included, as numbers. */
export interface AddressRange {
  readonly family: Cidr['family'];
  readonly first: bigint;
  readonly last: bigint;
}

/** The network that is built of a declared one: itself, or its first /64, the only size Azure and SLAAC know. */
export function subnetOf(cidr: Cidr): Cidr {
  if (cidr.family === 'ipv4' || cidr.prefix >= 64) return cidr;
  return { ...cidr, prefix: 64, network: cidr.network << BigInt(64 - cidr.prefix) };
}

/** The address of a network at an offset from its beginning. */
export function addressAt({ family, prefix, network }: Cidr, offset: bigint): bigint {
  return (network << BigInt(bitsOf[family] - prefix)) + offset;
}

/** Does an address lie in a network? */
export function isWithin(address: bigint, { family, prefix, network }: Cidr): boolean {
  return address >> BigInt(bitsOf[family] - prefix) === network;
}

/**
 * What may be given out by derivation. Left out are the network itself, three addresses for router and platform
 * (Azure, "Are there any restrictions on using IP addresses within these subnets?"), the IPv4 broadcast, and the
 * highest 128 of an IPv6 network (RFC 2526, reserved anycast). Null where nothing is left.
 */
export function derivableRange(cidr: Cidr): AddressRange | null {
  const size = 1n << BigInt(bitsOf[cidr.family] - cidr.prefix);
  const keptAtEnd = cidr.family === 'ipv4' ? 1n : size > 256n ? 128n : 0n;
  const first = addressAt(cidr, 4n);
  const last = addressAt(cidr, size - 1n - keptAtEnd);
  return last < first ? null : { family: cidr.family, first, last };
}

/** A single address as a number; null where the text is none of the family. */
export function parseAddress(text: string, family: Cidr['family']): bigint | null {
  const parsed = parseCidr(`${text}/${bitsOf[family]}`);
  return parsed?.family === family ? parsed.network : null;
}

/** An address as text; IPv6 as RFC 5952 says, which is how the URL standard writes a host. */
export function formatAddress(address: bigint, family: Cidr['family']): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** A network in CIDR notation. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(addressAt(cidr, 0n), cidr.family)}/${cidr.prefix}`;
}
