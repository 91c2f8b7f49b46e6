import { stableHash } from './stable-hash.ts';

/** Longest names, in characters. */
export const nameLimits = {
  /** RFC 1035, 2.3.4: a label of a host name; also names of most things in Kubernetes. */
  dnsLabel: 63,
  /** NetBIOS: 16 bytes, of which the last says what kind of name it is. */
  windowsComputer: 15,
} as const;

const hashCharacters = 6;

/**
 * The name itself where it fits, else its beginning and six characters that depend on the whole name
 * (36⁶ ≈ 2.2 × 10⁹ of them). It depends on the name alone, so it never changes because another name comes or goes.
 *
 * @example shortenName('sakerhetskopiering-kopiering-1', 15) // 'sakerhet-' and six characters
 */
export function shortenName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = (stableHash('name', name) % 36n ** BigInt(hashCharacters)).toString(36);
  const beginning = name.slice(0, limit - hashCharacters - 1).replace(/-+$/, '');
  return `${beginning}-${hash.padStart(hashCharacters, '0')}`;
}
