import { sign, verify } from 'node:crypto';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Journal } from './append.ts';
import type { JournalEntry, SealBody } from './entry.ts';
import type { SigningKey } from './signing-key.ts';
import { mayUse, type Trust } from './trusted-keys.ts';

/**
 * What a seal signs, in UTF-8. Plain lines, so that it can be checked with a tool of another maker:
 * `openssl pkeyutl -verify -rawin`.
 */
export function sealText(run: string, { seq, head }: Pick<SealBody, 'seq' | 'head'>): string {
  return `grundval journal seal 1\nrun ${run}\nseq ${seq}\nhead ${head}\n`;
}

/** The seal of a head. */
export function signSeal(
  run: string,
  { seq, hash }: Pick<JournalEntry, 'seq' | 'hash'>,
  key: SigningKey,
): SealBody {
  const text = sealText(run, { seq, head: hash });
  const signature = sign(null, Buffer.from(text), key.privateKey).toString('base64');
  return { seq, head: hash, keyId: key.keyId, signature };
}

/**
 * Seals everything a journal holds now, with an entry of its own.
 *
 * @throws {GrundvalError} `journal/order` for a journal without an entry, and what `append` throws
 */
export function sealJournal(journal: Journal, run: string, key: SigningKey): Promise<JournalEntry> {
  const head = journal.head();
  if (head === null) {
    throw bilingualError(
      'journal/order',
      { sv: `${journal.path} har ännu inget att försegla.`, en: `${journal.path} has nothing to seal yet.` },
      { sv: 'Försegla efter den första posten.', en: 'Seal it after its first entry.' },
    );
  }
  // Nothing may come between head and seal, so there is no wait between the two.
  return journal.append({ kind: 'sealed', body: signSeal(run, head, key) });
}

/** What a seal is worth to somebody who trusts these keys. */
export type SealVerdict = 'holds' | 'unknown-key' | 'key-not-valid' | 'forged';

/** Judges a seal at the time it says it was made. */
export function judgeSeal(run: string, body: SealBody, at: Date, trust: Trust): SealVerdict {
  const key = trust.keys.get(body.keyId);
  if (key === undefined) return 'unknown-key';
  const text = Buffer.from(sealText(run, body));
  if (!verify(null, text, key.publicKey, Buffer.from(body.signature, 'base64'))) return 'forged';
  return mayUse(key, 'seal', at) ? 'holds' : 'key-not-valid';
}
