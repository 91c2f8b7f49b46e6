import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { applicationGroup } from './application-group.ts';
import { sharesZone } from './availability-zone.ts';
import { azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { containerGroup } from './container-group.ts';
import { loadBalancer } from './load-balancer.ts';
import machineSizes from './machine-sizes.json' with { type: 'json' };
import { publicEntries } from './public-entry.ts';
import { findImage, osTypeOf } from './server-image.ts';
import { smallestSize } from './smallest-size.ts';
import { spreadSet } from './spread-set.ts';
import { unplaced } from './unplaced.ts';
import { virtualMachine } from './virtual-machine.ts';

/** Machines with their network interfaces, or containers. */
export const serverGroup: Component = {
  kind: 'ServerGroup',
  description: {
    sv: 'En servergrupp blir virtuella maskiner med fasta adresser, eller containrar i Container Apps.',
    en: 'A server group becomes virtual machines with fixed addresses, or containers in Container Apps.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const { balanced } = publicEntries(slice, network);
    const placed = [...network.groups.values()];
    const machines = placed.filter(({ form }) => form === 'machines');
    const containers = [...network.containers.values()];
    const before = new Map(containers.map(({ subnet }, index) => [subnet, containers[index - 1]?.subnet]));
    return {
      components: [
        imageComponent(slice, network.site, machines),
        ...machines.flatMap((group): readonly RenderedComponent[] => {
          const size = smallestSize(machineSizes.sizes, group);
          if (size === null) return [];
          return [
            component(group, [
              applicationGroup(slice, network.site, group),
              ...spreadSet(slice, network.site, group),
              ...loadBalancer(slice, network.site, group, balanced.get(group.key) ?? []),
              ...group.servers.flatMap((server) =>
                virtualMachine(slice, network, group, server, {
                  size: size.name,
                  balanced: balanced.has(group.key),
                }),
              ),
            ]),
          ];
        }),
        ...containers.map((place) =>
          component(place.group, containerGroup(slice, network, place, before.get(place.subnet))),
        ),
      ],
      unsupported: [
        ...unplaced(slice, network, 'ServerGroup', ({ servers }) => servers.map(({ key }) => key)),
        ...machines.flatMap((group) => findUnsupported(slice, group)),
      ],
    };
  },
};

function component(group: PlacedGroup, resources: readonly RenderedResource[]): RenderedComponent {
  return { kind: 'ServerGroup', layer: 'services', key: `group:${group.key}`, at: group.at, resources };
}

/** The gallery of approved images. What it holds is put there when an image is built. */
function imageComponent(
  slice: PlatformSlice,
  site: AzureSite,
  machines: readonly PlacedGroup[],
): RenderedComponent {
  const key = `images:${slice.site.id}`;
  const images = [...new Set(machines.map(({ image }) => image))].sort();
  const tags = tagsOf(slice, sharedService, key);
  return {
    kind: 'ServerGroup',
    layer: 'base',
    key,
    at: null,
    resources: [
      azureResource(
        'azure-native:compute:Gallery',
        site.gallery,
        {
          resourceGroupName: site.base.resourceGroup,
          galleryName: site.gallery,
          location: site.location,
          tags,
        },
        { dependsOn: [site.base.resourceGroup] },
      ),
      ...images.map((id) => {
        const image = findImage(slice, id);
        return azureResource(
          'azure-native:compute:GalleryImage',
          `image-${id}`,
          {
            resourceGroupName: site.base.resourceGroup,
            galleryName: site.gallery,
            galleryImageName: id,
            location: site.location,
            identifier: {
              publisher: slice.plan.organisation,
              offer: image?.product ?? id,
              sku: `${id}-${image?.cycle ?? ''}`.replace(/[^A-Za-z0-9.-]/g, '-'),
            },
            osType: osTypeOf(slice, id),
            osState: 'Generalized',
            hyperVGeneration: 'V2',
            features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
            tags: { ...tags, key: `image:${id}` },
          },
          { dependsOn: [site.gallery] },
        );
      }),
    ],
  };
}

function findUnsupported(slice: PlatformSlice, group: PlacedGroup): readonly Unsupported[] {
  const base = { kind: 'ServerGroup', at: group.at } as const;
  if (smallestSize(machineSizes.sizes, group) === null) {
    const asked = `${group.vcpus} vCPU, ${group.memoryGib} GiB`;
    const reason = {
      sv: `Ingen maskin i Azure är så stor: ${asked}.`,
      en: `No machine in Azure is that large: ${asked}.`,
    };
    return group.servers.map(({ key }) => ({ ...base, key, reason }));
  }
  if (!sharesZone(slice, group)) return [];
  const reason = {
    sv: `Azure har tre tillgänglighetszoner; servrarna i ${group.key} står i delar som delar zon.`,
    en: `Azure has three availability zones; the servers of ${group.key} stand in parts that share one.`,
  };
  return group.servers.map(({ key }) => ({ ...base, key, reason }));
}
