import type { RenderedComponent } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { type AzureNetwork, azureNetwork, type ZonePlace } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { closedGroup } from './closed-group.ts';
import { publicEntries } from './public-entry.ts';
import { type SubnetOrder, siteNetwork } from './site-network.ts';

/** A subnet with a security group in which nothing is open, in the one network of the site. */
export const zone: Component = {
  kind: 'Zone',
  description: {
    sv: 'En zon blir ett delnät med en egen säkerhetsgrupp där allt är stängt.',
    en: 'A zone becomes a subnet with a security group of its own in which everything is closed.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const hasGateway = publicEntries(slice, network).gateway.length > 0;
    const places = [...network.zones.values()];
    // Azure refuses two changes of one network at a time: each subnet waits for the one before.
    const subnets = places.flatMap((place) => place.subnets.map(({ name }) => name));
    if (hasGateway) subnets.push(network.site.gatewaySubnet);
    const before = new Map(
      subnets.map((name, index) => [name, subnets.slice(Math.max(0, index - 1), index)]),
    );
    return {
      components: [
        siteNetwork(slice, network, hasGateway, before),
        ...places.map((place) => zoneComponent(slice, network, place, before)),
      ],
      unsupported: slice.zones
        .filter(({ subnet: { ipv6 } }) => ipv6 !== null && !ipv6.endsWith('/64'))
        .map(({ zone: { id, at }, subnet: { ipv6 } }) => ({
          kind: 'Zone',
          key: id,
          at,
          reason: {
            sv: `Azure tar bara IPv6-nät av längden /64, inte ${ipv6}.`,
            en: `Azure takes IPv6 subnets of length /64 only, not ${ipv6}.`,
          },
        })),
    };
  },
};

function zoneComponent(
  slice: PlatformSlice,
  { site, securityGroupId }: AzureNetwork,
  { zone: { id, at }, securityGroup, subnets }: ZonePlace,
  before: SubnetOrder,
): RenderedComponent {
  return {
    kind: 'Zone',
    layer: 'base',
    key: `zone:${id}`,
    at,
    resources: [
      ...closedGroup(slice.plan.zones, site, securityGroup, {
        stands: 'zone',
        tags: tagsOf(slice, sharedService, `zone:${id}`),
        dependsOn: [site.base.resourceGroup],
      }),
      ...subnets.map(({ name, ipv4, ipv6 }) =>
        azureResource(
          'azure-native:network:Subnet',
          name,
          {
            resourceGroupName: site.base.resourceGroup,
            virtualNetworkName: site.virtualNetwork,
            subnetName: name,
            addressPrefixes: [ipv4, ...(ipv6 === null ? [] : [ipv6])],
            networkSecurityGroup: { id: securityGroupId(securityGroup) },
            natGateway: { id: site.baseId('Microsoft.Network/natGateways', site.natGateway) },
            // Nothing leaves but by the gateway, and rules hold for private endpoints, too.
            defaultOutboundAccess: false,
            privateEndpointNetworkPolicies: 'Enabled',
          },
          { dependsOn: [site.virtualNetwork, site.natGateway, securityGroup, ...(before.get(name) ?? [])] },
        ),
      ),
    ],
  };
}
