import { z } from 'zod';
import { ControlId, Day, DecisionId, Label, Party, Prose, patterned } from './values.ts';

/**
 * `decisions.yaml`: who decided what, when, under which reference. A decision that only stands here is
 * self-declared; it becomes attested when the role-holder confirms it at login.
 */
export const DecisionsFile = z.strictObject({
  decisions: z.array(
    z.strictObject({
      id: DecisionId,
      kind: z.enum([
        'classification',
        'service-level',
        'exemption',
        'retention',
        'agent-rollout',
        'hosting',
        'standard',
        'order',
        'plan',
        'target',
      ]),
      title: Label,
      decidedBy: Party,
      on: Day,
      reference: Label.describe('Diarienummer och paragraf: SN 2026/123 § 14'),
      validUntil: Day.optional(),
    }),
  ),
  /** Findings that are accepted for a time, with owner and end. */
  exemptions: z
    .array(
      z.strictObject({
        control: ControlId,
        /** `service:libra` or `device:<id>`. */
        subject: patterned(/^(service|device):[A-Za-z0-9][A-Za-z0-9.-]*$/, '`service:<id>` or `device:<id>`'),
        owner: Party,
        reason: Prose,
        from: Day,
        until: Day,
        decision: DecisionId,
      }),
    )
    .default([]),
});
export type DecisionsFile = z.infer<typeof DecisionsFile>;
export type Decision = DecisionsFile['decisions'][number];
export type Exemption = DecisionsFile['exemptions'][number];
