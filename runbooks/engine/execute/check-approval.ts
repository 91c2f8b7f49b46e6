import { bilingualError } from '#model/bilingual-error.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { formatInstant } from '#model/format/time.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { RunPlan } from '../plan/run-plan.ts';

/** What is known of the approval of a plan at a moment. */
export type ApprovalVerdict =
  /** Enough people with the right to, by signatures that hold now; `record` goes into the journal. */
  | {
      readonly kind: 'approved';
      readonly by: readonly string[];
      readonly record: JsonValue;
      /** When the first of them expires; left out where none does. */
      readonly validUntil?: Date;
    }
  | { readonly kind: 'refused'; readonly reason: Text };

/** Judges the approvals of a plan, by its hash. */
export type CheckApproval = (plan: RunPlan, planHash: string, now: Date) => Promise<ApprovalVerdict>;

/**
 * What the journal has of the leave to run: signatures, or, in an emergency, until when a second person must have
 * looked.
 *
 * @throws {GrundvalError} `run/not-approved`; also in an emergency, where something would be destroyed;
 *   `run/approval-too-short` where it will have expired when the run may begin to do anything
 */
export async function demandApproval(
  check: CheckApproval,
  plan: RunPlan,
  planHash: string,
  now: Date,
  emergencyReviewSeconds: number,
): Promise<JsonValue> {
  const verdict = await check(plan, planHash, now);
  if (verdict.kind === 'approved') {
    const { by, record, validUntil } = verdict;
    const opens = plan.window === null ? now : new Date(plan.window.opens);
    if (validUntil !== undefined && opens > now && opens > validUntil) throw tooShort(validUntil, opens);
    return { kind: 'approved', by: [...by], record };
  }
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

function tooShort(validUntil: Date, opens: Date) {
  const words = (lang: Lang) => [formatInstant(validUntil, lang), formatInstant(opens, lang)] as const;
  const [[untilSv, opensSv], [untilEn, opensEn]] = [words('sv'), words('en')];
  return bilingualError(
    'run/approval-too-short',
    {
      sv: `Godkännandet gäller till ${untilSv}, men underhållsfönstret öppnar först ${opensSv}.`,
      en: `The approval holds until ${untilEn}, but the maintenance window opens at ${opensEn} only.`,
    },
    {
      sv: 'Låt godkänna närmare fönstret, och starta sedan.',
      en: 'Have it approved closer to the window, and start then.',
    },
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
