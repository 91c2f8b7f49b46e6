import { z } from 'zod';
import { canonicalJson } from '#model/report/canonical-json.ts';

/**
 * One person's yes to one run of one plan. It says nothing of any other plan, nor of the same one changed, nor of an
 * equal one that is made later.
 */
export const Approval = z.strictObject({
  schemaVersion: z.literal(1),
  /** Id of the run. */
  run: z.string().min(1),
  /** SHA-256 of the canonical JSON of the plan. */
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  change: z.enum(['standard', 'normal', 'emergency']),
  /** Directory id. */
  approver: z.string().min(1),
  /** Role of `grundval.yaml` it is given in, by id; `owner` as owner of a service. */
  role: z.string().min(1),
  at: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  reason: z.string(),
});
export type Approval = z.infer<typeof Approval>;

/** An approval and its signature: what the journal holds in an entry `approved`. */
export const SignedApproval = z.strictObject({
  approval: Approval,
  /** SHA-256 of the public key (SPKI, DER). */
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519, in base64. */
  signature: z.base64(),
});
export type SignedApproval = z.infer<typeof SignedApproval>;

/** What is signed, in UTF-8. The first line keeps it apart from everything else that the key signs. */
export function approvalText(approval: Approval): string {
  return `grundval approval 1\n${canonicalJson(approval)}\n`;
}
