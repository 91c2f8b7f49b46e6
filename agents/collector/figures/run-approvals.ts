import { z } from 'zod';
import { emergencyRecords } from '#model/runs/emergency-records.ts';
import type { RunDetail, RunEntry } from '../store/store.ts';

/** Read for people only; what it is worth, the verification says. */
const Signed = z.object({
  approval: z.object({
    planHash: z.string(),
    approver: z.string(),
    role: z.string(),
    reason: z.string().default(''),
    at: z.iso.datetime(),
    validUntil: z.iso.datetime(),
  }),
});
const Body = z.object({
  kind: z.string().default(''),
  secondPersonBefore: z.iso.datetime().optional(),
  record: z.array(z.unknown()).default([]),
});
const Looked = z.object({ by: z.string(), at: z.iso.datetime(), text: z.string().default('') });

/**
 * What an approval is worth: it holds, is not proved by a key that the collector knows, is of another plan, or has not
 * been tried.
 */
export type ApprovalWorth = 'holds' | 'not-proved' | 'other-plan' | 'not-tried';

/** One person's yes to a plan. */
export interface RunApproval {
  readonly seq: number;
  readonly approver: string;
  readonly role: string;
  readonly reason: string;
  readonly planHash: string;
  readonly at: Date;
  readonly validUntil: Date;
  readonly worth: ApprovalWorth;
}

/** What is owed after a change that was made first. */
export interface EmergencyLook {
  readonly due: Date;
  readonly secondPerson: { readonly by: string; readonly at: Date } | null;
  readonly review: { readonly by: string; readonly text: string } | null;
}

/** Approvals in a journal, from entries `approved`, each once. */
export function approvalsOfRun(
  { planHash, verification }: Pick<RunDetail, 'planHash' | 'verification'>,
  entries: readonly RunEntry[],
): readonly RunApproval[] {
  const seen = new Set<string>();
  return entries.flatMap(({ seq, event }) => {
    if (event.kind !== 'approved') return [];
    return (Body.safeParse(event.body).data?.record ?? []).flatMap((signed): RunApproval[] => {
      const key = JSON.stringify(signed);
      const approval = Signed.safeParse(signed).data?.approval;
      if (approval === undefined || seen.has(key)) return [];
      seen.add(key);
      const worth =
        approval.planHash !== planHash
          ? 'other-plan'
          : verification === null
            ? 'not-tried'
            : verification.approvedBy.includes(approval.approver)
              ? 'holds'
              : 'not-proved';
      const { at, validUntil, ...said } = approval;
      return [{ seq, ...said, at: new Date(at), validUntil: new Date(validUntil), worth }];
    });
  });
}

/**
 * How an emergency stands; null for a run that was approved beforehand.
 *
 * @param entries those of the kinds `approved` and `evidence`
 */
export function emergencyOfRun(entries: readonly RunEntry[]): EmergencyLook | null {
  const [due] = entries.flatMap(({ event }) =>
    event.kind === 'approved' ? (Body.safeParse(event.body).data?.secondPersonBefore ?? []) : [],
  );
  if (due === undefined) return null;
  const filed = (wanted: string) =>
    entries.flatMap(({ event }) =>
      event.kind === 'evidence' && event.body.name === wanted
        ? (Looked.safeParse(event.body.value).data ?? [])
        : [],
    )[0];
  const second = filed(emergencyRecords.secondPerson);
  const review = filed(emergencyRecords.review);
  return {
    due: new Date(due),
    secondPerson: second === undefined ? null : { by: second.by, at: new Date(second.at) },
    review: review === undefined ? null : { by: review.by, text: review.text },
  };
}
