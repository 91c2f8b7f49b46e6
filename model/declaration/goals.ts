import { z } from 'zod';
import { Day, DecisionId, Id, Label, Party, Prose, RequirementId } from './values.ts';

/** `goals.yaml`: the year's goals and decided actions; without them two of the four follow-up questions are not measured. */
export const GoalsFile = z.strictObject({
  goals: z.array(
    z.strictObject({
      id: Id,
      title: Label,
      year: z.int().min(2000).max(2100),
      owner: Party,
      /** What is measured and which value is aimed at; `outcome` only where somebody has measured it. */
      measure: z.strictObject({
        what: Label,
        unit: Label,
        target: z.number(),
        direction: z.enum(['at-least', 'at-most']),
        outcome: z.strictObject({ value: z.number(), on: Day, source: Label }).optional(),
      }),
      decision: DecisionId.optional(),
      basis: RequirementId.optional(),
    }),
  ),
  actions: z.array(
    z.strictObject({
      id: Id,
      title: Label,
      goal: Id.optional(),
      owner: Party,
      due: Day,
      /** Day the action was finished; left out while it is not. */
      doneOn: Day.optional(),
      cancelled: z.strictObject({ on: Day, reason: Prose }).optional(),
      expectedEffect: Prose,
      outcome: Prose.optional(),
      decision: DecisionId.optional(),
      basis: RequirementId.optional(),
    }),
  ),
});
export type GoalsFile = z.infer<typeof GoalsFile>;
