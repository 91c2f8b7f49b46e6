import { z } from 'zod';

/** Physical or virtual disks, without partitions. */
export const Disks = z.strictObject({
  disks: z.array(
    z.strictObject({
      /** `sda`, `nvme0n1`, `PHYSICALDRIVE0`. */
      name: z.string().min(1),
      sizeBytes: z.int().nonnegative(),
      model: z.string().min(1).nullable(),
      serial: z.string().min(1).nullable(),
      kind: z.enum(['hdd', 'ssd', 'nvme', 'virtual']).nullable(),
      removable: z.boolean().nullable(),
    }),
  ),
});
export type Disks = z.infer<typeof Disks>;
