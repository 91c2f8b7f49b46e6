import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { azureName } from './azure-names.ts';
import { type AzureNetwork, applicationGroupName } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';

interface Behind {
  /** What is reached, by id and logical name. */
  readonly id: string;
  readonly dependsOn: string;
  /** Which part of it: `postgresqlServer`. */
  readonly part: string;
}

/** Where something that Azure runs answers in the zone: at the planned address, under the rules of its group. */
export function privateEndpoint(
  slice: PlatformSlice,
  { site, subnetOf, subnetId, applicationGroupId }: AzureNetwork,
  group: PlacedGroup,
  server: PlannedServer,
  { id, dependsOn, part }: Behind,
): RenderedResource {
  const name = azureName('pe', server.hostName);
  const address = server.ipv4?.address ?? null;
  return azureResource(
    'azure-native:network:PrivateEndpoint',
    name,
    {
      resourceGroupName: site.services.resourceGroup,
      privateEndpointName: name,
      location: site.location,
      subnet: { id: subnetId(subnetOf(group, address)?.name ?? '') },
      customNetworkInterfaceName: azureName('nic', server.hostName),
      applicationSecurityGroups: [{ id: applicationGroupId(group) }],
      privateLinkServiceConnections: [{ name: part, privateLinkServiceId: id, groupIds: [part] }],
      ipConfigurations:
        address === null
          ? []
          : [{ name: 'ipv4', groupId: part, memberName: part, privateIPAddress: address }],
      tags: tagsOf(slice, group.service, `server:${server.key}`),
    },
    { dependsOn: [dependsOn, applicationGroupName(group)] },
  );
}
