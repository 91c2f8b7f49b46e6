import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import { azureName } from './azure-names.ts';
import type { AzureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { anybody, priorities, type RuleSpec, securityRule } from './security-rule.ts';

/** The subnet that each subnet waits for. */
export type SubnetOrder = ReadonlyMap<string, readonly string[]>;

/** What all zones of a site share. */
export function siteNetwork(
  slice: PlatformSlice,
  { site, zones }: AzureNetwork,
  hasGateway: boolean,
  before: SubnetOrder,
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
function gatewaySubnet(
  slice: PlatformSlice,
  site: AzureSite,
  before: SubnetOrder,
): readonly RenderedResource[] {
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
      port: gatewayPorts,
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

/** Ports by which Azure runs a gateway of the second version. */
export const gatewayPorts = '65200-65535';

/** Name of the security group of the application gateway's subnet. */
export const gatewaySecurityGroup = 'nsg-gateway';
