import { verify } from 'node:crypto';
import { durationSeconds } from '#model/declaration/values.ts';
import type { ApprovalRule, ChangeKind } from '../../procedure.ts';
import { mayUse, type Trust } from '../journal/trusted-keys.ts';
import { approvalText, type SignedApproval } from './approval.ts';

/** Whose yes a plan needs. */
export interface ApprovalNeed {
  readonly run: string;
  readonly planHash: string;
  readonly change: ChangeKind;
  /** Directory id of who asks. */
  readonly requestedBy: string;
  readonly rule: ApprovalRule;
  /**
   * Who holds the role, by directory id: one group for a role of `grundval.yaml`, one for each service where the
   * rule says `owner`. Each group must be heard; nobody is approved for where there is no group, or an empty one.
   */
  readonly holders: readonly RoleHolders[];
  /** When it is used. */
  readonly at: Date;
}

/** A role or a service, and who may speak for it. */
export interface RoleHolders {
  /** Role or service. */
  readonly of: string;
  readonly persons: readonly string[];
}

/** Why an approval does not count. */
export type ApprovalRefusal =
  | 'other-plan'
  | 'other-run'
  | 'other-change'
  | 'other-role'
  | 'not-yet'
  | 'expired'
  | 'longer-than-allowed'
  | 'requester'
  | 'role-not-held'
  | 'unknown-key'
  | 'key-of-another'
  | 'key-not-valid'
  | 'forged'
  | 'same-person';

/** Whether a plan is approved, and what is missing. */
export interface ApprovalJudgement {
  readonly approved: boolean;
  /** Of each approval, in order. */
  readonly verdicts: readonly ('counts' | ApprovalRefusal)[];
  /** Directory ids of those that count. */
  readonly approvers: readonly string[];
  /** How many more people must approve, whoever they are. */
  readonly missingApprovers: number;
  /** Groups that nobody has approved for. */
  readonly missingGroups: readonly string[];
  /** When the first of those that count expires; null where none counts. */
  readonly validUntil: Date | null;
}

/** An approver's clock may be this much ahead of ours. */
const clockSkewSeconds = 300;

/** Judges all approvals of a plan at the moment they are to be used. Pure: whoever asks again gets the same answer. */
export function judgeApprovals(
  need: ApprovalNeed,
  approvals: readonly SignedApproval[],
  trust: Trust,
): ApprovalJudgement {
  const counted: SignedApproval[] = [];
  const verdicts = approvals.map((signed): 'counts' | ApprovalRefusal => {
    const refusal = refuse(need, signed, trust);
    if (refusal !== null) return refusal;
    if (counted.some((other) => isSamePerson(other.approval.approver, signed.approval.approver))) {
      return 'same-person';
    }
    counted.push(signed);
    return 'counts';
  });
  const approvers = counted.map(({ approval }) => approval.approver);
  const missingGroups = need.holders
    .filter(({ persons }) => !persons.some((person) => approvers.includes(person)))
    .map((group) => group.of);
  const missingApprovers = Math.max(0, need.rule.approvers - approvers.length);
  const ends = counted.map(({ approval }) => Date.parse(approval.validUntil));
  return {
    approved: need.holders.length > 0 && missingGroups.length === 0 && missingApprovers === 0,
    verdicts,
    approvers,
    missingApprovers,
    missingGroups,
    validUntil: ends.length === 0 ? null : new Date(Math.min(...ends)),
  };
}

function refuse(need: ApprovalNeed, signed: SignedApproval, trust: Trust): ApprovalRefusal | null {
  const { approval } = signed;
  const { rule, at } = need;
  const [given, until] = [new Date(approval.at), new Date(approval.validUntil)];
  if (approval.planHash !== need.planHash) return 'other-plan';
  if (approval.run !== need.run) return 'other-run';
  if (approval.change !== need.change) return 'other-change';
  if (approval.role !== rule.role) return 'other-role';
  if (given.getTime() > at.getTime() + clockSkewSeconds * 1000) return 'not-yet';
  if (at > until) return 'expired';
  if (until.getTime() - given.getTime() > durationSeconds(rule.validFor) * 1000) return 'longer-than-allowed';
  if (rule.notRequester && isSamePerson(approval.approver, need.requestedBy)) return 'requester';
  if (!need.holders.some(({ persons }) => persons.includes(approval.approver))) return 'role-not-held';
  return signatureRefusal(signed, trust);
}

/** What is wrong with the signature alone: all that an auditor can say who does not know who held which role. */
export function signatureRefusal(
  { approval, keyId, signature }: SignedApproval,
  trust: Trust,
): Extract<ApprovalRefusal, 'unknown-key' | 'key-of-another' | 'key-not-valid' | 'forged'> | null {
  const key = trust.keys.get(keyId);
  if (key === undefined) return 'unknown-key';
  if (key.holder !== approval.approver) return 'key-of-another';
  if (!mayUse(key, 'approve', new Date(approval.at))) return 'key-not-valid';
  const text = Buffer.from(approvalText(approval));
  return verify(null, text, key.publicKey, Buffer.from(signature, 'base64')) ? null : 'forged';
}

/** One person is one person, however the directory id is written: a capital letter must not make two of them. */
export function isSamePerson(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

const fold = (id: string): string => id.trim().normalize('NFKC').toLowerCase();
