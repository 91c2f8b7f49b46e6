import { z } from 'zod';

/** Sockets that accept connections from other machines; loopback-only ones are left out. */
export const ListeningPorts = z.strictObject({
  ports: z.array(
    z.strictObject({
      protocol: z.enum(['tcp', 'udp']),
      /** Bound address; `0.0.0.0` and `::` mean every interface. */
      address: z.string().min(1),
      port: z.int().min(1).max(65535),
      /** Program name without arguments; null where not permitted to know. */
      program: z.string().min(1).max(100).nullable(),
    }),
  ),
});
export type ListeningPorts = z.infer<typeof ListeningPorts>;
