import { z } from 'zod';

/** A restore that was tried: `group` was read back from a copy, and what came out was looked at. */
export const RestoreTest = z.strictObject({
  schemaVersion: z.literal(1),
  service: z.string().min(1),
  /** Key of the server group whose copy was restored: `treserva/db`. */
  group: z.string().min(1),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** When the copy was taken; null where the copy does not say. */
  copyTakenAt: z.iso.datetime().nullable(),
  /** From the start of the restore until the data were there and checked. */
  measuredRtoSeconds: z.number().nonnegative(),
  /** Age of the copy when the restore began: what would have been lost. Null where the copy does not say. */
  measuredRpoSeconds: z.number().nonnegative().nullable(),
  succeeded: z.boolean(),
  /** How it was seen that the data are whole: `PRAGMA integrity_check`, a count, a hash. */
  checkedBy: z.string().min(1),
});
export type RestoreTest = z.infer<typeof RestoreTest>;
