import { z } from 'zod';
import { type Cidr, parseCidr } from './cidr.ts';
import { Id, Label, Platform, Prose, patterned } from './values.ts';

const Ipv4Network = network('ipv4', 'an IPv4 network such as `10.20.0.0/22`');
const Ipv6Network = network('ipv6', 'an IPv6 network such as `2001:db8:20::/56`');

function network(family: Cidr['family'], words: string) {
  return z.string(words).refine((text) => parseCidr(text)?.family === family, words);
}

/** Printable ASCII without the signs that part a distinguished name, so that no name can pass for another. */
const OrganisationalUnit = patterned(
  /^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?$/,
  'an organisational unit (OU) of 1–64 letters a–z, digits, spaces, points, underscores and hyphens',
);
const DirectoryGroup = patterned(
  /^[\p{L}\p{N}](?:[\p{L}\p{N} ._,=@+&()-]{0,198}[\p{L}\p{N}._)-])?$/u,
  'the name of a directory group, such as `Elever` or `CN=Elever,OU=Skolan,DC=exempel,DC=se`',
);
/** IEEE 802.11 counts the name of a WLAN in bytes. */
const Ssid = patterned(
  /^(?! )[ -{}~]{1,32}(?<! )$/,
  'a WLAN name of 1–32 ASCII characters without `|`, with no space at its ends',
);

/** How the RADIUS server knows a role; which field may stand here follows from the row's `authentication`. */
const AccessMatch = z.strictObject({
  certificateOu: OrganisationalUnit.optional().describe('802.1x-certificate: OU i certifikatets ämne'),
  group: DirectoryGroup.optional().describe('802.1x-user: användarens grupp i katalogen'),
  macGroup: Id.optional().describe('mac: grupp i listan över MAC-adresser'),
  unknown: z
    .literal(true)
    .optional()
    .describe('open: även den vars MAC-adress ingen lista känner; bara i en gästzon'),
});

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
      match: AccessMatch.optional().describe(
        'Vad som visar att en enhet eller användare har rollen; rollens id där det utelämnas',
      ),
      ssid: Ssid.optional().describe('Trådlöst nät där rollen kommer in, om den gör det'),
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
