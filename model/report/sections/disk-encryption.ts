import { z } from 'zod';

/** Encryption of each volume that holds the system or data. */
export const DiskEncryption = z.strictObject({
  volumes: z.array(
    z.strictObject({
      /** Mount point or drive letter. */
      mount: z.string().min(1),
      /** null = could not be read. */
      encrypted: z.boolean().nullable(),
      /** `luks2`, `luks1`, `bitlocker`, `filevault`, `zfs` …; null where not encrypted or not known. */
      method: z.string().min(1).nullable(),
    }),
  ),
});
export type DiskEncryption = z.infer<typeof DiskEncryption>;
