import fc from 'fast-check';
import { type PublicKey, publicKeyOfBlob } from '#runbooks/engine/transport/host-keys/public-key.ts';

/** A key of this type in its wire form, with the rest as given. */
export function keyOf(type: string, rest: Uint8Array): PublicKey {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  const key = publicKeyOfBlob(Buffer.concat([length, Buffer.from(type, 'latin1'), rest]));
  if (key === null) throw new Error(`no key: ${type}`);
  return key;
}

export const arbitraryKey: fc.Arbitrary<PublicKey> = fc
  .tuple(
    fc.constantFrom('ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256'),
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
  )
  .map(([type, rest]) => keyOf(type, rest));

export const blobOf = ({ base64 }: PublicKey): Uint8Array => Buffer.from(base64, 'base64');
