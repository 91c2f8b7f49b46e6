import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { sortedBy } from '#stacks/plan/by-key.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { tagsOf } from './azure-tags.ts';
import { osTypeOf } from './server-image.ts';

/** Name of the load balancer of a group. */
export function loadBalancerName({ name }: Pick<PlacedGroup, 'name'>): string {
  return azureName('lb', name);
}

/** Name of the public address that a group's load balancer answers at. */
export function balancerAddressName({ name }: Pick<PlacedGroup, 'name'>): string {
  return azureName('pip', name);
}

/** Id of the machines behind a load balancer, which they name themselves. */
export function backendPoolId(site: AzureSite, group: Pick<PlacedGroup, 'name'>): string {
  return partId(site, group, 'backendAddressPools', 'servers');
}

function partId(site: AzureSite, group: Pick<PlacedGroup, 'name'>, kind: string, name: string): string {
  return site.servicesId(`Microsoft.Network/loadBalancers/${kind}`, loadBalancerName(group), name);
}

type Port = Pick<PlannedFlow, 'port' | 'protocol'>;

/** A public address and the ports that are passed on from it to the machines of a group. */
export function loadBalancer(
  slice: PlatformSlice,
  site: AzureSite,
  group: PlacedGroup,
  ports: readonly Port[],
): readonly RenderedResource[] {
  if (ports.length === 0) return [];
  const name = loadBalancerName(group);
  const address = balancerAddressName(group);
  const tags = tagsOf(slice, group.service, `group:${group.key}`);
  const common = { resourceGroupName: site.services.resourceGroup, location: site.location, tags };
  const sorted = sortedBy(ports, ({ protocol, port }) => `${protocol}-${String(port).padStart(5, '0')}`);
  return [
    azureResource('azure-native:network:PublicIPAddress', address, {
      ...common,
      publicIpAddressName: address,
      sku: { name: 'Standard', tier: 'Regional' },
      publicIPAllocationMethod: 'Static',
      publicIPAddressVersion: 'IPv4',
      zones: ['1', '2', '3'],
    }),
    azureResource(
      'azure-native:network:LoadBalancer',
      name,
      {
        ...common,
        loadBalancerName: name,
        sku: { name: 'Standard', tier: 'Regional' },
        frontendIPConfigurations: [
          {
            name: 'public',
            publicIPAddress: { id: site.servicesId('Microsoft.Network/publicIPAddresses', address) },
          },
        ],
        backendAddressPools: [{ name: 'servers' }],
        probes: sorted.map((port) => ({
          name: portName(port),
          protocol: 'Tcp',
          port: port.protocol === 'tcp' ? port.port : probePort(slice, group, sorted),
          intervalInSeconds: 5,
          probeThreshold: 2,
        })),
        loadBalancingRules: sorted.map((port) => ({
          name: portName(port),
          protocol: port.protocol === 'tcp' ? 'Tcp' : 'Udp',
          frontendPort: port.port,
          backendPort: port.port,
          frontendIPConfiguration: { id: partId(site, group, 'frontendIPConfigurations', 'public') },
          backendAddressPool: { id: backendPoolId(site, group) },
          probe: { id: partId(site, group, 'probes', portName(port)) },
          disableOutboundSnat: true,
        })),
      },
      { dependsOn: [address] },
    ),
  ];
}

function portName({ protocol, port }: Port): string {
  return `${protocol}-${port}`;
}

/** Nothing tells whether UDP is answered: its machines are asked on another port that is open, or to their administrator. */
function probePort(slice: PlatformSlice, group: PlacedGroup, ports: readonly Port[]): number {
  const tcp = ports.find(({ protocol }) => protocol === 'tcp');
  return tcp?.port ?? (osTypeOf(slice, group.image) === 'Windows' ? 5986 : 22);
}
