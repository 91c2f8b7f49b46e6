import { type Cidr, parseCidr } from '#model/declaration/cidr.ts';

/** Addresses of one family from `first` to `last`, both included. */
export interface AddressRange {
  readonly family: Cidr['family'];
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { ipv4: 32n, ipv6: 128n } as const;

/** The range that `10.12.110.7` or `10.12.110.0/24` stands for; null where it is neither. */
export function parseRange(text: string): AddressRange | null {
  const cidr = parseCidr(text) ?? parseCidr(`${text}/${text.includes(':') ? 128 : 32}`);
  if (cidr === null) return null;
  const host = bits[cidr.family] - BigInt(cidr.prefix);
  const first = cidr.network << host;
  return { family: cidr.family, first, last: first + (1n << host) - 1n };
}

/** Ranges of texts; what is no address is left out. */
export function parseRanges(texts: readonly string[]): readonly AddressRange[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}

/** Do two ranges share an address? */
export function rangesMeet(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Does one range hold another? */
export function rangeHolds(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}
