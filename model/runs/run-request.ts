import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Somebody's wish to have a plan run, signed with their own key: nobody asks in another's name. */
export const RunRequest = z.strictObject({
  schemaVersion: z.literal(1),
  planHash: Sha256,
  /** Directory id. */
  requestedBy: z.string().min(1),
  at: z.iso.datetime(),
  /** SHA-256 of the public key (SPKI, DER). */
  keyId: Sha256,
  /** Ed25519, in base64. */
  signature: z.base64(),
});
export type RunRequest = z.infer<typeof RunRequest>;
