import { z } from 'zod';

/** Installed memory as the operating system sees it; use over time is not inventory and is not read. */
export const Memory = z.strictObject({
  totalBytes: z.int().positive(),
  /** Swap or page file; 0 where there is none. */
  swapBytes: z.int().nonnegative().nullable(),
});
export type Memory = z.infer<typeof Memory>;
