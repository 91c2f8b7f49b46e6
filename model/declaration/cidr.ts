import { BlockList, isIP } from 'node:net';

/** A network in CIDR notation, normalised. */
export interface Cidr {
  readonly family: 'ipv4' | 'ipv6';
  readonly address: string;
  readonly prefix: number;
}

/** Reads `10.20.0.0/16` or `2001:db8::/56`; null where it is not a network address of that length. */
export function parseCidr(text: string): Cidr | null {
  const match = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text);
  if (match === null) return null;
  const [, address = '', length = ''] = match;
  const version = isIP(address);
  const prefix = Number(length);
  if (version === 0 || prefix > (version === 4 ? 32 : 128)) return null;
  const bits = addressBits(address, version);
  const hostBits = BigInt((version === 4 ? 32 : 128) - prefix);
  if ((bits >> hostBits) << hostBits !== bits) return null;
  return { family: version === 4 ? 'ipv4' : 'ipv6', address, prefix };
}

/** Do two networks share an address? Networks of different families never do. */
export function cidrsOverlap(a: Cidr, b: Cidr): boolean {
  if (a.family !== b.family) return false;
  const wider = a.prefix <= b.prefix ? a : b;
  const narrower = wider === a ? b : a;
  const block = new BlockList();
  block.addSubnet(wider.address, wider.prefix, wider.family);
  return block.check(narrower.address, narrower.family);
}

/** An address as one number; dotted quads inside IPv6 addresses included. */
function addressBits(address: string, version: number): bigint {
  if (version === 4) return address.split('.').reduce((bits, octet) => (bits << 8n) + BigInt(octet), 0n);
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (dotted !== null) {
    const quad = addressBits(dotted[2] ?? '', 4);
    return addressBits(`${dotted[1]}${(quad >> 16n).toString(16)}:${(quad & 0xffffn).toString(16)}`, 6);
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : [];
  return [...left, ...zeros, ...right].reduce((bits, group) => (bits << 16n) + BigInt(`0x${group}`), 0n);
}
