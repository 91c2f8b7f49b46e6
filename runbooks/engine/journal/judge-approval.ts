import { SignedApproval } from '../approval/approval.ts';
import { isSamePerson, signatureRefusal } from '../approval/verify.ts';
import type { JournalEntry, RunHeader } from './entry.ts';
import type { Trust } from './trusted-keys.ts';
import type { ApprovalFinding } from './verification.ts';

/**
 * Judges an entry `approved` by what the journal itself holds. Who held which role that day it cannot know; an
 * emergency may be approved by who began it, since a second person looks at it afterwards.
 */
export function judgeApproval(
  { seq, at, body }: JournalEntry,
  header: RunHeader | null,
  trust: Trust,
): ApprovalFinding {
  const read = SignedApproval.safeParse(body);
  const line = seq + 1;
  if (!read.success) return { line, approver: null, role: null, verdict: 'no-approval' };
  const { approval } = read.data;
  const { approver, role } = approval;
  const isOwn = header?.change === 'normal' && isSamePerson(approver, header.requestedBy);
  const verdict =
    approval.planHash !== header?.planHash
      ? 'other-plan'
      : approval.change !== header.change
        ? 'other-change'
        : at > approval.validUntil
          ? 'expired'
          : isOwn
            ? 'requester'
            : (signatureRefusal(read.data, trust) ?? 'holds');
  return { line, approver, role, verdict };
}
