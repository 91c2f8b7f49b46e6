import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { RunPlan } from '../plan/run-plan.ts';

/** What is known of the approval of a plan at a moment. */
export type ApprovalVerdict =
  /** Enough people with the right to, by signatures that hold now; `record` goes into the journal. */
  | { readonly kind: 'approved'; readonly by: readonly string[]; readonly record: JsonValue }
  | { readonly kind: 'refused'; readonly reason: Text };

/** Judges the approvals of a plan, by its hash. */
export type CheckApproval = (plan: RunPlan, planHash: string, now: Date) => Promise<ApprovalVerdict>;

/**
 * What the journal has of the leave to run: signatures, or, in an emergency, until when a second person must have
 * looked.
 *
 * @throws {GrundvalError} `run/not-approved`; also in an emergency, where something would be destroyed
 */
export async function demandApproval(
  check: CheckApproval,
  plan: RunPlan,
  planHash: string,
  now: Date,
  emergencyReviewSeconds: number,
): Promise<JsonValue> {
  const verdict = await check(plan, planHash, now);
  if (verdict.kind === 'approved') return { kind: 'approved', by: [...verdict.by], record: verdict.record };
  const destroys = plan.hosts.some(({ steps }) => steps.some(({ effect }) => effect === 'destroy'));
  if (plan.change === 'emergency' && destroys) throw destroysUnapproved();
  if (plan.change === 'emergency') {
    const due = new Date(now.getTime() + emergencyReviewSeconds * 1000).toISOString();
    return { kind: 'emergency', secondPersonBefore: due };
  }
  throw bilingualError(
    'run/not-approved',
    {
      sv: `Planen ${planHash.slice(0, 12)} är inte godkänd: ${verdict.reason.sv}`,
      en: `The plan ${planHash.slice(0, 12)} is not approved: ${verdict.reason.en}`,
    },
    {
      sv: 'Be den som får godkänna att göra det, och starta sedan. Är något ändrat behövs en ny plan.',
      en: 'Ask somebody who may to approve it, and start then. If anything has changed, a new plan is needed.',
    },
    { details: { planHash } },
  );
}

function destroysUnapproved() {
  return bilingualError(
    'run/not-approved',
    {
      sv: 'Planen förstör något för gott. Det godkänns alltid i förväg, också när det är akut.',
      en: 'The plan destroys something for good. That is always approved beforehand, in an emergency too.',
    },
    { sv: 'Låt planen godkännas.', en: 'Have the plan approved.' },
  );
}
