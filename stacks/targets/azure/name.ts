import type { PlannedName } from '#model/platform/planned-publication.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import { sortedBy, sortedTexts } from '#stacks/plan/by-key.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { gatewayAddressName } from './application-gateway.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';
import { addressesHere, type FamilyTexts } from './group-addresses.ts';
import { balancerAddressName } from './load-balancer.ts';
import { type PublicEntries, publicEntries } from './public-entry.ts';

/** Records of a host: of its servers for all who stand in zones, of its public address for the internet. */
export const name: Component = {
  kind: 'Name',
  description: {
    sv: 'Ett namn blir en privat DNS-zon med servrarnas adresser, och en publik där internet når tjänsten.',
    en: 'A name becomes a private DNS zone with the addresses of its servers, and a public one where the internet reaches it.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const entries = publicEntries(slice, network);
    const byHost = Map.groupBy(slice.names, ({ host }) => host);
    const hosts = sortedBy(byHost, ([host]) => host);
    const unsupported = hosts.flatMap(([, names]) =>
      names.flatMap((each): readonly Unsupported[] => {
        const reason = findReason(network, entries, names, each);
        const key = `${each.host} ${each.service} ${each.port}`;
        return reason === null ? [] : [{ kind: 'Name', key, at: each.at, reason }];
      }),
    );
    return {
      components: hosts
        .filter(([host]) => isHostName(host))
        .map(([host, names]): RenderedComponent => {
          return {
            kind: 'Name',
            layer: 'services',
            key: `name:${host}`,
            at: names[0]?.at ?? null,
            resources: [
              ...privateRecords(slice, network, host, names),
              ...publicRecords(slice, network, entries, host, names),
            ],
          };
        }),
      unsupported,
    };
  },
};

/** Azure's zones have at least two labels, and an address needs none. */
function isHostName(host: string): boolean {
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(host) && !/^[\d.]+$/.test(host);
}

function findReason(
  network: AzureNetwork,
  entries: PublicEntries,
  names: readonly PlannedName[],
  planned: PlannedName,
): Unsupported['reason'] | null {
  const { host } = planned;
  if (!isHostName(host)) {
    return {
      sv: `${host} är inget namn som Azures DNS tar: det ska ha minst två led.`,
      en: `${host} is no name that Azure's DNS takes: it must have at least two labels.`,
    };
  }
  const missing = planned.groups.find((key) => !network.groups.has(key));
  if (missing !== undefined)
    return { sv: `${missing} står inte här.`, en: `${missing} does not stand here.` };
  if (planned.exposure !== 'internet') return null;
  const address = publicAddressOf(network, entries, planned);
  if (address !== null && address === hostAddress(network, entries, names)) return null;
  return {
    sv: `${host} kan inte svara på internet på port ${planned.port}: där svarar inget, eller en annan adress än på namnets övriga portar.`,
    en: `${host} cannot answer on the internet on port ${planned.port}: nothing answers there, or another address than on the other ports of the name.`,
  };
}

/** The one public address of a host; null where it has none. */
function hostAddress(
  network: AzureNetwork,
  entries: PublicEntries,
  names: readonly PlannedName[],
): string | null {
  const addresses = names
    .filter(({ exposure }) => exposure === 'internet')
    .map((each) => publicAddressOf(network, entries, each));
  return addresses.find((address) => address !== null) ?? null;
}

/**
 * A zone of the host's own, so that it hides no other name of the domain. What stands behind each port, which DNS
 * does not know, is written beside the addresses.
 */
function privateRecords(
  slice: PlatformSlice,
  { site, groups }: AzureNetwork,
  host: string,
  names: readonly PlannedName[],
): readonly RenderedResource[] {
  const resourceGroupName = site.services.resourceGroup;
  const tags = tagsOf(slice, names[0]?.service ?? '', `name:${host}`);
  const zoneName = `private-${host}`;
  const behind = sortedTexts(names.flatMap((each) => each.groups)).flatMap((key) => groups.get(key) ?? []);
  const addresses = behind.map(addressesHere);
  const record = (recordType: 'A' | 'AAAA', family: keyof FamilyTexts): readonly RenderedResource[] => {
    const texts = sortedTexts(addresses.flatMap((each) => each[family]));
    if (texts.length === 0) return [];
    return [
      azureResource(
        'azure-native:privatedns:PrivateRecordSet',
        `${zoneName}-${recordType.toLowerCase()}`,
        {
          resourceGroupName,
          privateZoneName: host,
          relativeRecordSetName: '@',
          recordType,
          ttl: 300,
          ...(recordType === 'A'
            ? { aRecords: texts.map((ipv4Address) => ({ ipv4Address })) }
            : { aaaaRecords: texts.map((ipv6Address) => ({ ipv6Address })) }),
          metadata: Object.fromEntries(
            names.map((each) => [`port-${each.port}-${each.service}`, each.groups.join(' ')]),
          ),
        },
        { dependsOn: [zoneName] },
      ),
    ];
  };
  return [
    azureResource('azure-native:privatedns:PrivateZone', zoneName, {
      resourceGroupName,
      privateZoneName: host,
      location: 'global',
      tags,
    }),
    azureResource(
      'azure-native:privatedns:VirtualNetworkLink',
      `${zoneName}-link`,
      {
        resourceGroupName,
        privateZoneName: host,
        virtualNetworkLinkName: 'network',
        location: 'global',
        registrationEnabled: false,
        virtualNetwork: { id: site.baseId('Microsoft.Network/virtualNetworks', site.virtualNetwork) },
        tags,
      },
      { dependsOn: [zoneName] },
    ),
    ...record('A', 'ipv4'),
    ...record('AAAA', 'ipv6'),
  ];
}

/** The public address as an alias: it follows the address, whatever Azure gives. */
function publicRecords(
  slice: PlatformSlice,
  network: AzureNetwork,
  entries: PublicEntries,
  host: string,
  names: readonly PlannedName[],
): readonly RenderedResource[] {
  const { site } = network;
  const exposed = names.filter(({ exposure }) => exposure === 'internet');
  const address = hostAddress(network, entries, names);
  if (address === null) return [];
  const resourceGroupName = site.services.resourceGroup;
  const zoneName = `public-${host}`;
  return [
    azureResource('azure-native:dns:Zone', zoneName, {
      resourceGroupName,
      zoneName: host,
      location: 'global',
      zoneType: 'Public',
      tags: tagsOf(slice, exposed[0]?.service ?? '', `name:${host}`),
    }),
    azureResource(
      'azure-native:dns:RecordSet',
      `${zoneName}-a`,
      {
        resourceGroupName,
        zoneName: host,
        relativeRecordSetName: '@',
        recordType: 'A',
        ttl: 300,
        targetResource: { id: site.servicesId('Microsoft.Network/publicIPAddresses', address) },
        metadata: Object.fromEntries(
          exposed.map((each) => [`port-${each.port}-${each.service}`, 'internet']),
        ),
      },
      { dependsOn: [zoneName, address] },
    ),
  ];
}

/** Name of the public address at which a name answers; null where it is not reached from the internet. */
function publicAddressOf(
  { site, groups }: AzureNetwork,
  { gateway, balanced }: PublicEntries,
  { host, port, groups: keys }: PlannedName,
): string | null {
  if (gateway.some((entry) => entry.host === host && entry.port === port)) return gatewayAddressName(site);
  // A balancer passes on some ports only: one that answers on another leads nobody to this name.
  const answers = (key: string) =>
    balanced.get(key)?.some((open) => open.port === port && open.protocol === 'tcp') === true;
  const group = keys.flatMap((key) => groups.get(key) ?? []).find(({ key }) => answers(key));
  return group === undefined ? null : balancerAddressName(group);
}
