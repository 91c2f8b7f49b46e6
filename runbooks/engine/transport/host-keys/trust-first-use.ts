import { GrundvalError } from '#model/error.ts';
import type { Hop } from '../transport.ts';
import { type HostKeyRules, judgeHostKey } from './host-key-rules.ts';
import { hostName } from './match-names.ts';
import { fingerprint, formatPublicKey, parsePublicKey } from './public-key.ts';

/** What a journal says of a key that a person chose to trust. */
export interface TrustRecord {
  readonly kind: 'host-key-trusted';
  readonly host: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly by: string;
  /** How the person knows that it is the right one: read on the console, asked the one who installed it … */
  readonly grounds: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A decision to trust a key that nothing was known about. */
export interface TrustDecision {
  readonly hop: Pick<Hop, 'address' | 'port'>;
  /** The key as the failed connection told it: `ssh-ed25519 AAAA…`. */
  readonly key: string;
  readonly by: string;
  readonly grounds: string;
  readonly at: string;
}

/**
 * Trust on first use, as an act of a person and nothing else: gives the line to append to known_hosts and what the
 * journal should say. No transport calls it. A changed or revoked key cannot be trusted this way.
 * @throws transport/cannot-trust
 */
export function trustFirstUse(
  rules: HostKeyRules,
  { hop, key: text, by, grounds, at }: TrustDecision,
): { readonly line: string; readonly record: TrustRecord } {
  const host = hostName(hop);
  const key = parsePublicKey(text);
  if (key === null) throw refuse(`${text} is no public key`, 'give the key as the failed connection told it');
  if (/[\s,*?!|@]/.test(host)) throw refuse(`${host} is no name of one host`, 'give its name or address');
  if (by.trim() === '' || grounds.trim() === '') {
    throw refuse(
      'trust has a person and grounds',
      'say who trusts it, and how they know that it is the right key',
    );
  }
  if (rules.authorities.length > 0) {
    throw refuse(
      `${host} is known by certificates, and a key without one is not trusted for it`,
      'have its key signed by the authority that known_hosts names',
    );
  }
  const verdict = judgeHostKey(rules, Buffer.from(key.base64, 'base64'));
  if (verdict !== 'unknown') {
    throw refuse(
      `the key of ${host} is ${verdict}, not unknown`,
      verdict === 'known'
        ? 'nothing needs to be done'
        : 'find out why, and remove the old key from the declaration or known_hosts by hand',
    );
  }
  return {
    line: `${host} ${formatPublicKey(key)}\n`,
    record: {
      kind: 'host-key-trusted',
      host,
      key: formatPublicKey(key),
      fingerprint: fingerprint(key),
      by,
      grounds,
      at,
    },
  };
}

const refuse = (message: string, hint: string) =>
  new GrundvalError('transport/cannot-trust', message, { hint });
