import { z } from 'zod';

/** Installed software, one row per package, sorted by name. */
export const Software = z.strictObject({
  packages: z.array(
    z.strictObject({
      name: z.string().min(1).max(300),
      version: z.string().max(200),
      /** Who knows about it. */
      manager: z.enum(['dpkg', 'rpm', 'windows', 'macos']),
      architecture: z.string().min(1).nullable(),
      /** Vendor or maintainer organisation; never a person's e-mail address. */
      publisher: z.string().min(1).max(300).nullable(),
    }),
  ),
});
export type Software = z.infer<typeof Software>;
