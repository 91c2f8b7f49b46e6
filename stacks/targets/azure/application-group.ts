import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { applicationGroupName } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { tagsOf } from './azure-tags.ts';

/** The application security group of a server group: by it rules name its servers. */
export function applicationGroup(
  slice: PlatformSlice,
  { services, location }: AzureSite,
  group: PlacedGroup,
): RenderedResource {
  const name = applicationGroupName(group);
  return azureResource('azure-native:network:ApplicationSecurityGroup', name, {
    resourceGroupName: services.resourceGroup,
    applicationSecurityGroupName: name,
    location,
    tags: tagsOf(slice, group.service, `group:${group.key}`),
  });
}
