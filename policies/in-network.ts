import { isIP } from 'node:net';
import { cidrsOverlap, parseCidr } from '#model/declaration/cidr.ts';

/** Is an address, with or without the length of its prefix, in a network? False where either cannot be read. */
export function isInNetwork(address: string, network: string | null): boolean {
  const [bare = ''] = address.split(/[/%]/);
  const one = parseCidr(`${bare}/${isIP(bare) === 4 ? 32 : 128}`);
  const many = network === null ? null : parseCidr(network);
  return one !== null && many !== null && cidrsOverlap(one, many);
}
