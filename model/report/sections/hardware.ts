import { z } from 'zod';

/** What the device is. Placeholder serials and UUIDs ("To be filled by O.E.M.") are null, never passed on. */
export const Hardware = z.strictObject({
  manufacturer: z.string().min(1).nullable(),
  model: z.string().min(1).nullable(),
  serial: z.string().min(1).nullable(),
  /** SMBIOS UUID, lower case with hyphens; firmware often breaks the version bits of RFC 9562. */
  uuid: z.guid().nullable(),
  chassis: z.enum(['desktop', 'laptop', 'tablet', 'all-in-one', 'server', 'virtual', 'other']).nullable(),
  /** Hypervisor or container runtime the device runs under: `kvm`, `vmware`, `hyperv`, `docker`; null on bare metal or where not known (then `partial`). */
  virtualisation: z.string().min(1).nullable(),
  firmware: z.strictObject({
    vendor: z.string().min(1).nullable(),
    version: z.string().min(1).nullable(),
    /** Calendar day of the firmware's release. */
    date: z.iso.date().nullable(),
  }),
  processor: z.strictObject({
    model: z.string().min(1).nullable(),
    sockets: z.int().positive().nullable(),
    cores: z.int().positive().nullable(),
    threads: z.int().positive().nullable(),
  }),
});
export type Hardware = z.infer<typeof Hardware>;
