import { z } from 'zod';

/** Network interfaces, loopback left out, sorted by name. */
export const Network = z.strictObject({
  hostname: z.string().min(1).nullable(),
  interfaces: z.array(
    z.strictObject({
      name: z.string().min(1),
      /** Lower case with colons; null where the interface has none. */
      mac: z
        .string()
        .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/)
        .nullable(),
      kind: z.enum(['ethernet', 'wifi', 'virtual', 'other']).nullable(),
      up: z.boolean().nullable(),
      speedMbps: z.int().positive().nullable(),
      /** Addresses with prefix length: `10.20.3.4/24`, `2001:db8::4/64`. Link-local ones left out. */
      addresses: z.array(z.string().min(1)),
    }),
  ),
});
export type Network = z.infer<typeof Network>;
