import { GrundvalError } from '#model/error.ts';
import type { Hop } from '../transport.ts';
import type { KnownHost } from './known-hosts.ts';
import { hostName, matchesNames } from './match-names.ts';
import { isSameKey, type PublicKey, parsePublicKey, publicKeyOfBlob } from './public-key.ts';

/** What may be believed about the keys of one computer. */
export interface HostKeyRules {
  /** Keys it may show: those pinned in the declaration, else those of known_hosts. */
  readonly trusted: readonly PublicKey[];
  readonly revoked: readonly PublicKey[];
  /** Keys that sign its keys: for a transport that reads certificates. */
  readonly authorities: readonly PublicKey[];
}

/** `changed`: it shows another key than those it is known by, of whatever type. Only `known` may be spoken to. */
export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked';

/**
 * The rules for one computer. Where its keys are pinned, known_hosts adds none; what it revokes is revoked all the same.
 * @throws transport/bad-host-key where a pinned key is no key
 */
export function hostKeyRules(
  hop: Pick<Hop, 'address' | 'port' | 'hostKeys'>,
  knownHosts: readonly KnownHost[],
): HostKeyRules {
  const name = hostName(hop);
  const about = knownHosts.filter(({ names }) => matchesNames(names, name));
  const keysOf = (role: KnownHost['role']) =>
    about.filter((entry) => entry.role === role).map(({ key }) => key);
  const isPinned = hop.hostKeys.length > 0;
  return {
    trusted: isPinned ? hop.hostKeys.map((text) => readPin(text, name)) : keysOf('key'),
    revoked: keysOf('revoked'),
    authorities: isPinned ? [] : keysOf('authority'),
  };
}

/** Judges the key that a computer shows, in its wire form. */
export function judgeHostKey(rules: HostKeyRules, shown: Uint8Array): HostKeyVerdict {
  const key = publicKeyOfBlob(shown);
  if (key === null) return 'unknown';
  if (rules.revoked.some((one) => isSameKey(one, key))) return 'revoked';
  if (rules.trusted.some((one) => isSameKey(one, key))) return 'known';
  return rules.trusted.length === 0 ? 'unknown' : 'changed';
}

function readPin(text: string, name: string): PublicKey {
  const key = parsePublicKey(text);
  if (key !== null) return key;
  throw new GrundvalError('transport/bad-host-key', `the pinned key of ${name} is no public key: ${text}`, {
    hint: `ssh-keyscan prints the keys that ${name} shows; compare them with those on its console`,
  });
}
