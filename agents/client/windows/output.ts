import { z } from 'zod';

const tookMs = z.number().nonnegative();
const reason = z.string().min(1).max(4000);

/** One section as the script prints it; `raw` has a schema of its own in `sections/`. */
export const ScriptSection = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('ok'), tookMs, raw: z.unknown() }),
  z.strictObject({ status: z.literal('partial'), tookMs, reason, raw: z.unknown() }),
  z.strictObject({ status: z.enum(['timeout', 'denied', 'unsupported']), tookMs, reason }),
]);
export type ScriptSection = z.infer<typeof ScriptSection>;

/** What `inventory.ps1` prints: one document. Sections are checked one by one, so that one does not spoil the others. */
export const ScriptOutput = z.strictObject({
  schemaVersion: z.literal(1),
  /** Set where Windows does not let the script run as it must; then no section is read. */
  refused: z.literal('constrained-language').optional(),
  sections: z.record(z.string(), z.unknown()),
});
export type ScriptOutput = z.infer<typeof ScriptOutput>;
