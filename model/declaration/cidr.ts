import { isIP } from 'node:net';

/** A network in CIDR notation. */
export interface Cidr {
  readonly family: 'ipv4' | 'ipv6';
  /** As it was written. */
  readonly address: string;
  /** Length of the network part in bits. */
  readonly prefix: number;
  /** The network part as one number. */
  readonly network: bigint;
}

const familyBits = { ipv4: 32, ipv6: 128 } as const;

/** Reads `10.20.0.0/16` or `2001:db8::/56`; null where it is not a network address of that length. */
export function parseCidr(text: string): Cidr | null {
  const match = /^([0-9a-fA-F.:]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  if (match === null) return null;
  const [, address = '', length = ''] = match;
  const version = isIP(address);
  if (version === 0) return null;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const prefix = Number(length);
  if (prefix > familyBits[family]) return null;
  const bits = addressBits(address);
  const hostBits = BigInt(familyBits[family] - prefix);
  const network = bits >> hostBits;
  return network << hostBits === bits ? { family, address, prefix, network } : null;
}

/** Do two networks share an address? Networks of different families never do. */
export function cidrsOverlap(a: Cidr, b: Cidr): boolean {
  if (a.family !== b.family) return false;
  const prefix = Math.min(a.prefix, b.prefix);
  return a.network >> BigInt(a.prefix - prefix) === b.network >> BigInt(b.prefix - prefix);
}

/** A valid address as one number; dotted quads at the end of IPv6 addresses included. */
function addressBits(address: string): bigint {
  if (!address.includes(':')) {
    return address.split('.').reduce((bits, octet) => (bits << 8n) + BigInt(octet), 0n);
  }
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (dotted !== null) {
    const [, head = '', quad = ''] = dotted;
    const low = addressBits(quad);
    return addressBits(`${head}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : [];
  return [...left, ...zeros, ...right].reduce((bits, group) => (bits << 16n) + BigInt(`0x${group}`), 0n);
}
