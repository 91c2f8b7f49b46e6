import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { nameLimits, shortenName } from '#stacks/plan/shorten-name.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { groupLabels, labelKeys } from './labels.ts';
import { resourceOf } from './manifest.ts';
import { zoneName } from './names.ts';
import { gibibytes } from './quantity.ts';

/** The disk a server starts from, among the names of its disks. No declared disk is called so: ids have no `_`. */
export const systemDisk = '_system';

/** Room for the largest image with a margin; the declaration has no size of system disks. */
export const systemDiskGib = 64;

/** Name of a server's disk: `treserva-db-1-data`. */
export function volumeName({ hostName }: Pick<PlannedServer, 'hostName'>, disk: string): string {
  return shortenName(`${hostName}-${disk === systemDisk ? 'system' : `disk-${disk}`}`, nameLimits.dnsLabel);
}

/** The system disk of a server, filled from its image. */
export function systemVolume(
  slice: PlatformSlice,
  group: PlacedGroup,
  server: PlannedServer,
): RenderedResource {
  const registry = {
    url: `docker://${slice.site.kubernetes.imageRegistry}/${group.image}`,
    // The node fetches it: then no pod in the zone needs a way out to the registry.
    pullMethod: 'node',
  };
  return volume(slice, group, server, { disk: systemDisk, sizeGib: systemDiskGib, source: { registry } });
}

/** A data disk of a server, empty to begin with. */
export function dataVolume(
  slice: PlatformSlice,
  group: PlacedGroup,
  server: PlannedServer,
  { name, sizeGib }: PlacedGroup['disks'][number],
): RenderedResource {
  return volume(slice, group, server, { disk: name, sizeGib, source: { blank: {} } });
}

interface Volume {
  readonly disk: string;
  readonly sizeGib: number;
  readonly source:
    | { readonly registry: { readonly [key: string]: string } }
    | { readonly blank: Record<string, never> };
}

function volume(
  { plan, site }: PlatformSlice,
  group: PlacedGroup,
  server: PlannedServer,
  { disk, sizeGib, source }: Volume,
): RenderedResource {
  return resourceOf({
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    name: volumeName(server, disk),
    namespace: zoneName(plan, group.zone),
    labels: {
      ...groupLabels(plan, group),
      [labelKeys.server]: String(server.number),
      [labelKeys.disk]: disk === systemDisk ? 'system' : disk,
    },
    // CDI hands annotations on to the claim, where Velero looks for the class of its snapshots.
    annotations: { 'velero.io/csi-volumesnapshot-class': site.kubernetes.snapshotClass },
    holdsData: true,
    body: {
      spec: {
        source,
        storage: {
          resources: { requests: { storage: gibibytes(sizeGib) } },
          storageClassName: site.kubernetes.storageClass,
        },
      },
    },
  });
}
