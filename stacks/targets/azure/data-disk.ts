import type { Component } from '../target.ts';
import { availabilityZone } from './availability-zone.ts';
import { azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';
import { dataDiskName } from './data-disk-name.ts';
import { unplaced } from './unplaced.ts';

/** Largest disk of the common kind; larger ones are of its successor. */
const largestPremiumGib = 32_767;

/** A managed disk that outlives its machine. */
export const dataDisk: Component = {
  kind: 'DataDisk',
  description: {
    sv: 'En datadisk blir en hanterad disk som är skyddad mot radering och överlever sin maskin.',
    en: 'A data disk becomes a managed disk that is protected from deletion and outlives its machine.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const { services, location } = network.site;
    const machines = [...network.groups.values()].filter(({ form }) => form === 'machines');
    return {
      components: machines.flatMap((group) =>
        group.servers.flatMap((server) =>
          group.disks.map((disk) => {
            const key = `${server.key}/${disk.name}`;
            const name = dataDiskName(server, disk);
            const zone = availabilityZone(slice.site.failureDomains, server.failureDomain);
            return {
              kind: 'DataDisk' as const,
              layer: 'services' as const,
              key: `disk:${key}`,
              at: group.at,
              resources: [
                azureResource(
                  'azure-native:compute:Disk',
                  name,
                  {
                    resourceGroupName: services.resourceGroup,
                    diskName: name,
                    location,
                    ...(zone === null ? {} : { zones: [zone] }),
                    sku: { name: disk.sizeGib > largestPremiumGib ? 'PremiumV2_LRS' : 'Premium_LRS' },
                    creationData: { createOption: 'Empty' },
                    diskSizeGB: disk.sizeGib,
                    encryption: { type: 'EncryptionAtRestWithPlatformKey' },
                    networkAccessPolicy: 'DenyAll',
                    publicNetworkAccess: 'Disabled',
                    tags: tagsOf(slice, group.service, `disk:${key}`),
                  },
                  { holdsData: true },
                ),
              ],
            };
          }),
        ),
      ),
      unsupported: unplaced(slice, network, 'DataDisk', ({ form, servers, disks }) =>
        form === 'machines' ? servers.flatMap(({ key }) => disks.map(({ name }) => `${key}/${name}`)) : [],
      ),
    };
  },
};
