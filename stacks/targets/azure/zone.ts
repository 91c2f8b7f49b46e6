import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { azureName } from './azure-names.ts';
import { type AzureNetwork, azureNetwork, type ZonePlace } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { closedGroup } from './closed-group.ts';
import { publicEntries } from './public-entry.ts';
import { anybody, priorities, type RuleSpec, securityRule } from './security-rule.ts';

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
        siteComponent(slice, network, hasGateway, before),
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

type Before = ReadonlyMap<string, readonly string[]>;

/** What all zones of a site share. */
function siteComponent(
  slice: PlatformSlice,
  { site, zones }: AzureNetwork,
  hasGateway: boolean,
  before: Before,
): RenderedComponent {
  const key = `site:${slice.site.id}`;
  const tags = tagsOf(slice, sharedService, key);
  const { location } = site;
  const natAddress = azureName('pip', site.natGateway);
  const subnets = [...zones.values()].flatMap((place) => place.subnets);
  return {
    kind: 'Zone',
    layer: 'base',
    key,
    at: null,
    resources: [
      ...[site.base, site.services].map(({ resourceGroup }) =>
        azureResource('azure-native:resources:ResourceGroup', resourceGroup, {
          resourceGroupName: resourceGroup,
          location,
          // By which zone of availability a part of the site is told when machines are read back.
          tags: { ...tags, failureDomains: slice.site.failureDomains.join(' ') },
        }),
      ),
      azureResource(
        'azure-native:network:VirtualNetwork',
        site.virtualNetwork,
        {
          resourceGroupName: site.base.resourceGroup,
          virtualNetworkName: site.virtualNetwork,
          location,
          addressSpace: {
            addressPrefixes: [
              ...subnets.map(({ ipv4 }) => ipv4),
              ...subnets.flatMap(({ ipv6 }) => ipv6 ?? []),
              site.platformPrefix,
            ],
          },
          tags,
        },
        { dependsOn: [site.base.resourceGroup] },
      ),
      azureResource(
        'azure-native:network:PublicIPAddress',
        natAddress,
        {
          resourceGroupName: site.base.resourceGroup,
          publicIpAddressName: natAddress,
          location,
          sku: { name: 'Standard', tier: 'Regional' },
          publicIPAllocationMethod: 'Static',
          publicIPAddressVersion: 'IPv4',
          tags,
        },
        { dependsOn: [site.base.resourceGroup] },
      ),
      azureResource(
        'azure-native:network:NatGateway',
        site.natGateway,
        {
          resourceGroupName: site.base.resourceGroup,
          natGatewayName: site.natGateway,
          location,
          sku: { name: 'Standard' },
          publicIpAddresses: [{ id: site.baseId('Microsoft.Network/publicIPAddresses', natAddress) }],
          tags,
        },
        { dependsOn: [natAddress] },
      ),
      ...(hasGateway ? gatewaySubnet(slice, site, before) : []),
    ],
  };
}

/** The subnet of the application gateway, which may hold nothing else. Who may reach it is said by e-services. */
function gatewaySubnet(slice: PlatformSlice, site: AzureSite, before: Before): readonly RenderedResource[] {
  const name = gatewaySecurityGroup;
  const allow = {
    securityGroup: name,
    access: 'Allow',
    direction: 'Inbound',
    protocol: '*',
    to: anybody,
  } as const;
  const rules: readonly RuleSpec[] = [
    {
      ...allow,
      name: 'platform-probes-in',
      priority: priorities.platform,
      port: '*',
      from: { kind: 'tag', tag: 'AzureLoadBalancer' },
      description: 'Azure asks whether the gateway answers.',
    },
    {
      ...allow,
      name: 'platform-manager-in',
      priority: priorities.platform + 1,
      protocol: 'Tcp',
      // The ports by which Azure runs a gateway of the second version.
      port: '65200-65535',
      from: { kind: 'tag', tag: 'GatewayManager' },
      description: 'Azure runs the gateway.',
    },
    {
      ...allow,
      name: 'close-all-in',
      access: 'Deny',
      priority: priorities.closeAll,
      port: '*',
      from: anybody,
      description: 'What no e-service opens is closed.',
    },
  ];
  return [
    azureResource(
      'azure-native:network:NetworkSecurityGroup',
      name,
      {
        resourceGroupName: site.base.resourceGroup,
        networkSecurityGroupName: name,
        location: site.location,
        tags: tagsOf(slice, sharedService, 'gateway'),
      },
      { dependsOn: [site.base.resourceGroup] },
    ),
    ...rules.map((rule) => securityRule(site, rule, [name])),
    azureResource(
      'azure-native:network:Subnet',
      site.gatewaySubnet,
      {
        resourceGroupName: site.base.resourceGroup,
        virtualNetworkName: site.virtualNetwork,
        subnetName: site.gatewaySubnet,
        addressPrefixes: [site.gatewayPrefix],
        networkSecurityGroup: { id: site.baseId('Microsoft.Network/networkSecurityGroups', name) },
      },
      { dependsOn: [site.virtualNetwork, name, ...(before.get(site.gatewaySubnet) ?? [])] },
    ),
  ];
}

/** Name of the security group of the application gateway's subnet. */
export const gatewaySecurityGroup = 'nsg-gateway';

function zoneComponent(
  slice: PlatformSlice,
  { site, securityGroupId }: AzureNetwork,
  { zone: { id, at }, securityGroup, subnets }: ZonePlace,
  before: Before,
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
