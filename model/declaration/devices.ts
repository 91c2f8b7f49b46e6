import { z } from 'zod';
import { AgentProfile } from '../report/profile.ts';
import { Id, Label } from './values.ts';

/** `devices.yaml` (may be left out): devices known by declaration, besides the servers of services. */
export const DevicesFile = z.strictObject({
  devices: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      kind: z.enum(['client', 'server', 'mobile', 'printer', 'network', 'iot', 'other']),
      profile: AgentProfile,
      unit: Id,
      site: Id.optional(),
      /** Role in the network matrix of `network.yaml`. */
      role: Id.optional(),
      serial: z.string().min(1).max(100).optional(),
      /** The device that `grundval start` enrols as: the machine it runs on. At most one. */
      demo: z.boolean().default(false),
    }),
  ),
});
export type DevicesFile = z.infer<typeof DevicesFile>;
