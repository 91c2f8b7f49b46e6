import { z } from 'zod';
import type { ApprovalRule } from '#model/runs/run-plan.ts';
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

/** What an entry `approved` is judged by. */
interface Grounds {
  readonly header: RunHeader | null;
  /** Of the approved plan; null where that is not at hand, and then nobody may approve what they ask for. */
  readonly rule: ApprovalRule | null;
  readonly trust: Trust;
}

/** Judges an entry `approved`. Who held which role that day it cannot know. */
export function judgeApproval({ seq, at, body }: JournalEntry, grounds: Grounds): readonly ApprovalFinding[] {
  const line = seq + 1;
  const read = Leave.safeParse(body);
  if (!read.success) return [{ line, approver: null, role: null, verdict: 'no-approval' }];
  if (read.data.kind === 'emergency') {
    return [{ line, approver: null, role: null, verdict: 'emergency' }];
  }
  return read.data.record.map((signed) => {
    const { approver, role } = signed.approval;
    return { line, approver, role, verdict: judge(signed, at, grounds) };
  });
}

function judge(
  signed: SignedApproval,
  at: string,
  { header, rule, trust }: Grounds,
): ApprovalFinding['verdict'] {
  const { approval } = signed;
  if (approval.planHash !== header?.planHash) return 'other-plan';
  if (approval.run !== header.run) return 'other-run';
  if (approval.change !== header.change) return 'other-change';
  if (at > approval.validUntil) return 'expired';
  const isOwn = isSamePerson(approval.approver, header.requestedBy);
  if (isOwn && rule?.notRequester !== false) return 'requester';
  return signatureRefusal(signed, trust) ?? (isOwn ? 'own-allowed' : 'holds');
}
