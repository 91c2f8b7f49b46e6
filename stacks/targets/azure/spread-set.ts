import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { availabilityZone } from './availability-zone.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { tagsOf } from './azure-tags.ts';

/** Name of the set that keeps the servers of a group apart; null where they need not be. */
export function spreadSetName({ name, antiAffinity }: PlacedGroup): string | null {
  return antiAffinity === 'required' ? azureName('vmss', name) : null;
}

/**
 * An empty scale set that machines join one by one: within a zone of availability, and where there are none,
 * Azure then puts them on different hosts.
 */
export function spreadSet(
  slice: PlatformSlice,
  { services, location }: AzureSite,
  group: PlacedGroup,
): readonly RenderedResource[] {
  const name = spreadSetName(group);
  if (name === null) return [];
  const zones = new Set(
    group.servers.flatMap(
      ({ failureDomain }) => availabilityZone(slice.site.failureDomains, failureDomain) ?? [],
    ),
  );
  return [
    azureResource('azure-native:compute:VirtualMachineScaleSet', name, {
      resourceGroupName: services.resourceGroup,
      vmScaleSetName: name,
      location,
      orchestrationMode: 'Flexible',
      singlePlacementGroup: false,
      // With zones Azure spreads as widely as it can, which it calls one; without, over this many racks.
      platformFaultDomainCount: zones.size > 0 ? 1 : 2,
      ...(zones.size > 0 ? { zones: [...zones].sort() } : {}),
      tags: tagsOf(slice, group.service, `group:${group.key}`),
    }),
  ];
}
