import { sign } from 'node:crypto';
import { bilingualError } from '#model/bilingual-error.ts';
import { durationSeconds } from '#model/declaration/values.ts';
import type { ChangeKind } from '../../procedure.ts';
import type { SigningKey } from '../journal/signing-key.ts';
import { type Approval, approvalText, type SignedApproval } from './approval.ts';

/** What a person says yes to. */
export interface ApprovalRequest {
  readonly run: string;
  readonly planHash: string;
  readonly change: ChangeKind;
  readonly approver: string;
  readonly role: string;
  readonly reason: string;
  readonly at: Date;
  /** From now on: `4h`. */
  readonly validFor: string;
}

/**
 * Signs a yes to a plan.
 *
 * @throws {GrundvalError} `approval/no-plan` for a hash that is none
 */
export function signApproval(request: ApprovalRequest, key: SigningKey): SignedApproval {
  const { run, planHash, change, approver, role, reason, at, validFor } = request;
  if (!/^[0-9a-f]{64}$/.test(planHash)) {
    throw bilingualError(
      'approval/no-plan',
      {
        sv: `"${planHash}" är ingen plans hash; 64 hexadecimala tecken väntades.`,
        en: `"${planHash}" is no hash of a plan; expected 64 hexadecimal digits.`,
      },
      { sv: 'Gör planen först: grundval run … --plan', en: 'Make the plan first: grundval run … --plan' },
    );
  }
  const until = new Date(at.getTime() + durationSeconds(validFor) * 1000);
  const approval: Approval = {
    schemaVersion: 1,
    run,
    planHash,
    change,
    approver,
    role,
    at: at.toISOString(),
    validUntil: until.toISOString(),
    reason,
  };
  const signature = sign(null, Buffer.from(approvalText(approval)), key.privateKey).toString('base64');
  return { approval, keyId: key.keyId, signature };
}
