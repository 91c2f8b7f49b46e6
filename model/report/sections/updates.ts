import { z } from 'zod';
import { Instant } from '../section.ts';

/** What the device knows of pending updates, and how old that knowledge is. */
export const Updates = z.strictObject({
  manager: z.enum(['apt', 'dnf', 'zypper', 'windows-update', 'macos']),
  /** When package lists were last fetched, or Windows Update last searched with success; null = never or not known. */
  listsAt: Instant.nullable(),
  pending: z.array(
    z.strictObject({
      /** Package name, or update id on Windows. */
      name: z.string().min(1).max(300),
      /** Title where it differs from the name (Windows; localised, for people only). */
      title: z.string().min(1).max(500).nullable(),
      installedVersion: z.string().min(1).nullable(),
      availableVersion: z.string().min(1).nullable(),
      /** Does it mend a security fault? null = the source does not say. */
      security: z.boolean().nullable(),
      severity: z.enum(['critical', 'important', 'moderate', 'low']).nullable(),
      /** Archive, repository or category GUID the classification rests on. */
      origin: z.string().min(1).nullable(),
    }),
  ),
});
export type Updates = z.infer<typeof Updates>;
