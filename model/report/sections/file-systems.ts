import { z } from 'zod';

/** Mounted file systems that hold data (no tmpfs, proc, overlay layers of others). */
export const FileSystems = z.strictObject({
  fileSystems: z.array(
    z.strictObject({
      /** Mount point or drive letter. */
      mount: z.string().min(1),
      device: z.string().min(1),
      type: z.string().min(1),
      sizeBytes: z.int().nonnegative().nullable(),
      /** Share in use, whole per cent 0–100: rounded so that an idle device's section does not change. */
      usedPercent: z.int().min(0).max(100).nullable(),
      readOnly: z.boolean(),
    }),
  ),
});
export type FileSystems = z.infer<typeof FileSystems>;
