import { z } from 'zod';
import { AgentProfile } from '../report/profile.ts';
import { Id, Label, patterned } from './values.ts';

const MacAddress = patterned(
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/,
  'a MAC address in lower case such as `00:1b:a9:12:34:56`',
);

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
      /** Of each of its network interfaces; what knows a device that cannot show a certificate. */
      macs: z.array(MacAddress).min(1).optional(),
      /** The device that `grundval start` enrols as: the machine it runs on. At most one. */
      demo: z.boolean().default(false),
    }),
  ),
});
export type DevicesFile = z.infer<typeof DevicesFile>;
