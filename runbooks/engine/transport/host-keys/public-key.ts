import { createHash } from 'node:crypto';

/** A public key as known_hosts and a declaration write it. */
export interface PublicKey {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256` … */
  readonly type: string;
  /** Wire form in base64, with its padding. */
  readonly base64: string;
}

/** Reads `ssh-ed25519 AAAA…`, with or without a comment; null where it is no such key. */
export function parsePublicKey(text: string): PublicKey | null {
  const [type = '', base64 = ''] = text.trim().split(/\s+/);
  const blob = Buffer.from(base64, 'base64');
  // Node skips what is not base64; a key with a hole in it is no key.
  if (blob.length === 0 || blob.toString('base64') !== base64) return null;
  return readType(blob) === type ? { type, base64 } : null;
}

/** The key of a wire form as a server shows it; null where it does not even begin as a key. */
export function publicKeyOfBlob(blob: Uint8Array): PublicKey | null {
  const bytes = Buffer.from(blob);
  const type = readType(bytes);
  return type === null ? null : { type, base64: bytes.toString('base64') };
}

/** A key as one line of text, without a comment. */
export const formatPublicKey = ({ type, base64 }: PublicKey): string => `${type} ${base64}`;

/** Fingerprint as OpenSSH prints it: `SHA256:` and 43 characters. */
export function fingerprint({ base64 }: PublicKey): string {
  const digest = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

export const isSameKey = (one: PublicKey, other: PublicKey): boolean =>
  one.type === other.type && one.base64 === other.base64;

/** RFC 4253, section 6.6: a key begins with its type, as a string with its length before it. */
function readType(blob: Buffer): string | null {
  if (blob.length < 4) return null;
  const length = blob.readUInt32BE(0);
  if (length === 0 || length > 64 || blob.length <= 4 + length) return null;
  const type = blob.subarray(4, 4 + length).toString('latin1');
  return /^[a-z0-9][a-z0-9@.-]*$/.test(type) ? type : null;
}
