import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { keyIdOf, type SigningKey } from '#runbooks/engine/journal/signing-key.ts';
import type { Trust } from '#runbooks/engine/journal/trusted-keys.ts';

/** A key that stands in no file. */
export function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    privateKey,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Trust in these people's keys for approving and sealing. */
export function trustIn(people: Readonly<Record<string, SigningKey>>): Trust {
  const keys = Object.entries(people).map(([holder, key]) => ({
    keyId: key.keyId,
    publicKey: createPublicKey(key.privateKey),
    holder,
    uses: ['approve', 'seal'] as const,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: new Date('2027-01-01T00:00:00Z'),
  }));
  return { keys: new Map(keys.map((key) => [key.keyId, key])), timestampAuthorities: [] };
}
