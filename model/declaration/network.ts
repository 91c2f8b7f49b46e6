import { z } from 'zod';
import { type Cidr, parseCidr } from './cidr.ts';
import { Id, Label, Platform, Prose } from './values.ts';

const Ipv4Network = network('ipv4', 'an IPv4 network such as `10.20.0.0/22`');
const Ipv6Network = network('ipv6', 'an IPv6 network such as `2001:db8:20::/56`');

function network(family: Cidr['family'], words: string) {
  return z.string(words).refine((text) => parseCidr(text)?.family === family, words);
}

/** `network.yaml`: sites, zones, which role reaches which zone, links. */
export const NetworkFile = z.strictObject({
  sites: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      kind: z.enum(['data-hall', 'office', 'school', 'care-home', 'library', 'other']),
      municipality: Id.optional(),
      unit: Id.optional(),
    }),
  ),
  zones: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      platform: Platform,
      /** What stands here; one sentence. */
      purpose: Prose,
      kind: z.enum(['server', 'client', 'management', 'guest', 'device']),
      vlan: z.int().min(1).max(4094).optional(),
      ipv4: Ipv4Network,
      ipv6: Ipv6Network.optional(),
      /** Networks of the zone where its VLAN does not reach: in a cloud, in another hall. */
      networks: z
        .array(z.strictObject({ platformSite: Id, ipv4: Ipv4Network, ipv6: Ipv6Network.optional() }))
        .default([])
        .describe('Zonens nät på platser dit dess VLAN inte når, till exempel i molnet'),
      environments: z
        .array(Id)
        .default([])
        .describe('Miljöer vars servrar får stå här; produktionen där det utelämnas'),
      maximumClass: z
        .int()
        .min(0)
        .max(4)
        .default(2)
        .describe('Högsta informationsklass (k, r eller t) som får finnas i zonen'),
    }),
  ),
  /** Role → zone matrix: where a device lands after it has identified itself. */
  access: z.array(
    z.strictObject({
      /** Role of a device or its user in the network: `vard-klient`. */
      role: Id,
      name: Label,
      zone: Id,
      authentication: z.enum(['802.1x-certificate', '802.1x-user', 'mac', 'open']),
    }),
  ),
  links: z
    .array(
      z.strictObject({
        id: Id,
        from: Id,
        to: Id,
        mbps: z.int().positive(),
        redundant: z.boolean(),
        supplier: Id.optional(),
      }),
    )
    .default([]),
});
export type NetworkFile = z.infer<typeof NetworkFile>;
