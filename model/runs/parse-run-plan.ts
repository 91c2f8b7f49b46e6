import { z } from 'zod';
import type { Text } from '../format/text.ts';
import type { JsonValue } from '../platform/rendering.ts';
import type { ApprovalRule, PlannedHost, PlannedStep, RolloutRule, RunPlan } from './run-plan.ts';

const Said = z.strictObject({ sv: z.string(), en: z.string() }) satisfies z.ZodType<Text>;
const Amount = z.union([z.number(), z.templateLiteral([z.number(), '%'])]);
const Change = z.enum(['standard', 'normal', 'emergency']);
const Json = z.json() as unknown as z.ZodType<JsonValue>;

const Step = z.strictObject({
  name: z.string(),
  effect: z.enum(['change', 'destroy']),
  what: Said,
  commandHash: z.string(),
  command: z.string(),
  certain: z.boolean(),
  undo: Said.nullable(),
}) satisfies z.ZodType<PlannedStep>;

const Host = z.strictObject({
  host: z.string(),
  service: z.string().nullable(),
  outcome: z.enum(['changes', 'unchanged', 'unreachable', 'failed']),
  note: Said.nullable(),
  steps: z.array(Step),
}) satisfies z.ZodType<PlannedHost>;

const Rollout = z.strictObject({
  batches: z.array(Amount),
  ramp: z.number().exactOptional(),
  soak: z.string().exactOptional(),
  maxFail: Amount,
  spread: z.enum(['service', 'service-and-domain']),
  window: z.enum(['maintenance', 'any']),
}) satisfies z.ZodType<RolloutRule>;

const Approve = z.strictObject({
  role: z.string(),
  approvers: z.union([z.literal(1), z.literal(2)]),
  notRequester: z.boolean(),
  validFor: z.string(),
}) satisfies z.ZodType<ApprovalRule>;

/** A plan as files and the collector's API have it. */
export const RunPlanFile = z.strictObject({
  schemaVersion: z.literal(1),
  procedure: z.string(),
  sourceHash: z.string(),
  parameters: Json,
  requestedBy: z.string(),
  change: Change,
  ticket: z.string().nullable(),
  snapshotHash: z.string(),
  environment: z.string(),
  hosts: z.array(Host),
  batches: z.array(z.array(z.string())),
  rollout: Rollout,
  approve: Approve,
  affected: z.strictObject({
    services: z.array(z.string()),
    dependents: z.array(z.string()),
    users: z.strictObject({ atLeast: z.number(), atMost: z.number(), uncounted: z.array(z.string()) }),
  }),
  window: z.strictObject({ opens: z.iso.datetime(), closes: z.iso.datetime() }).nullable(),
  freezes: z.array(z.strictObject({ from: z.string(), until: z.string(), reason: z.string() })),
  plannedAt: z.iso.datetime(),
}) satisfies z.ZodType<RunPlan>;
