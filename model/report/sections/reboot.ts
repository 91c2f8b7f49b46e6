import { z } from 'zod';
import { Instant } from '../section.ts';

/** Whether a restart is needed for installed updates to take effect. */
export const Reboot = z.strictObject({
  /** null = no source could tell. */
  required: z.boolean().nullable(),
  /** Signals seen: `run-reboot-required`, `kernel-newer`, `cbs-reboot-pending` … */
  signals: z.array(z.string().min(1)),
  /** Since when, where the source has a time. */
  since: Instant.nullable(),
});
export type Reboot = z.infer<typeof Reboot>;
