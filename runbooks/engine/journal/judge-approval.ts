import { z } from 'zod';
import { SignedApproval } from '../approval/approval.ts';
import { isSamePerson, signatureRefusal } from '../approval/verify.ts';
import type { JournalEntry, RunHeader } from './entry.ts';
import type { Trust } from './trusted-keys.ts';
import type { ApprovalFinding } from './verification.ts';

/** What the engine notes of the leave to run. */
const Leave = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approved'), record: z.array(SignedApproval).min(1) }),
  z.object({ kind: z.literal('emergency'), secondPersonBefore: z.iso.datetime() }),
]);

/**
 * Judges an entry `approved` by what the journal itself holds. Who held which role that day, and whether the rule let
 * somebody approve what they asked for, it cannot know: an approval by the requester alone is told as such.
 */
export function judgeApproval(
  { seq, at, body }: JournalEntry,
  header: RunHeader | null,
  trust: Trust,
): readonly ApprovalFinding[] {
  const line = seq + 1;
  const read = Leave.safeParse(body);
  if (!read.success) return [{ line, approver: null, role: null, verdict: 'no-approval' }];
  if (read.data.kind === 'emergency') {
    return [{ line, approver: null, role: null, verdict: 'emergency' }];
  }
  return read.data.record.map((signed) => {
    const { approver, role } = signed.approval;
    return { line, approver, role, verdict: judge(signed, at, header, trust) };
  });
}

function judge(
  signed: SignedApproval,
  at: string,
  header: RunHeader | null,
  trust: Trust,
): ApprovalFinding['verdict'] {
  const { approval } = signed;
  if (approval.planHash !== header?.planHash) return 'other-plan';
  if (approval.change !== header.change) return 'other-change';
  if (at > approval.validUntil) return 'expired';
  if (isSamePerson(approval.approver, header.requestedBy)) return 'requester';
  return signatureRefusal(signed, trust) ?? 'holds';
}
