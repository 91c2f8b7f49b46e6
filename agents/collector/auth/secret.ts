import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, safe in an address, a cookie and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a secret. The secret is random, so one round of SHA-256 is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
