import { z } from 'zod';

/** State of the host firewall. */
export const Firewall = z.strictObject({
  /** Does anything filter incoming traffic by default? null = could not be read. */
  active: z.boolean().nullable(),
  /** What answered: `nftables`, `iptables`, `ufw`, `firewalld`, `windows`. */
  backend: z.string().min(1).nullable(),
  /** Per profile or table chain. */
  profiles: z.array(
    z.strictObject({
      name: z.string().min(1),
      active: z.boolean().nullable(),
      defaultInbound: z.enum(['allow', 'block']).nullable(),
    }),
  ),
});
export type Firewall = z.infer<typeof Firewall>;
