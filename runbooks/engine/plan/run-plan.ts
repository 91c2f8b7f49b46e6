/** What a run would do is told in the model, since the collector shows it too. */
export type { PlannedHost, PlannedStep, RunPlan } from '#model/runs/run-plan.ts';
