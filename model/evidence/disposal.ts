import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');

/** A device whose data were destroyed for good, and who took care of what was left. */
export const Disposal = z.strictObject({
  schemaVersion: z.literal(1),
  device: z.string().min(1),
  /** Service whose server it was; null where it was none's. */
  service: z.string().min(1).nullable(),
  /** As the inventory has them, and as the device itself showed them before anything was destroyed. */
  assetId: z.string().min(1),
  serial: z.string().min(1),
  /** What was wiped, with its own serial number. */
  medium: z.strictObject({ name: z.string().min(1), serial: z.string().min(1) }),
  tool: z.string().min(1),
  method: z.enum(['overwrite', 'block-erase', 'crypto-erase', 'physical']),
  wipedAt: z.iso.datetime(),
  /** Hashes of the same samples of the medium before and after: equal ones were not wiped. */
  samplesBefore: z.array(Sha256),
  samplesAfter: z.array(Sha256),
  /** Null until the recycler's certificate has come. */
  recycler: z
    .strictObject({ name: z.string().min(1), certificate: z.string().min(1), on: z.iso.date() })
    .nullable(),
});
export type Disposal = z.infer<typeof Disposal>;
