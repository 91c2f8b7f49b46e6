import { z } from 'zod';

/** One change of what is in use, however it was made. */
export const Change = z.strictObject({
  schemaVersion: z.literal(1),
  /** A run of a procedure, an apply of the platform, or something done by hand that came to notice. */
  origin: z.enum(['run', 'apply', 'manual']),
  /** Id of the run or of the plan that was applied; null for what was done by hand. */
  reference: z.string().min(1).nullable(),
  /** What was done: the procedure's id, or plain words. */
  what: z.string().min(1),
  services: z.array(z.string().min(1)),
  change: z.enum(['standard', 'normal', 'emergency']),
  requestedBy: z.string().min(1),
  approvedBy: z.array(z.string().min(1)),
  /** Hash of the plan that was approved; null where nothing was. */
  planHash: z.string().min(1).nullable(),
  ticket: z.string().min(1).nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  outcome: z.enum(['succeeded', 'failed', 'stopped', 'cancelled', 'unknown']),
  /** The look back at an emergency change; null where nobody has. */
  review: z.strictObject({ by: z.string().min(1), at: z.iso.datetime() }).nullable(),
});
export type Change = z.infer<typeof Change>;
