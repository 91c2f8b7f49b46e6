import { fingerprint, type PublicKey } from './public-key.ts';

/** What a failure says of a computer that nothing is known of. */
export function unknownKeyText(at: string, key: PublicKey | null): string {
  const shown = key === null ? 'no key that can be read' : `${key.type} ${fingerprint(key)}`;
  return `nothing is known of the key of ${at}: ${shown}`;
}
