import type { PlannedDatabase } from '#model/platform/planned-publication.ts';
import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { clusterBackup, databaseClusterName } from './parts/database-backup.ts';
import { databaseException } from './parts/exceptions.ts';
import { zonePresence } from './parts/group-service.ts';
import { groupLabels, labelKeys } from './parts/labels.ts';
import { logicalName, resourceOf } from './parts/manifest.ts';
import { zoneName } from './parts/names.ts';
import { policyResource } from './parts/network-policy.ts';
import { gibibytes } from './parts/quantity.ts';
import { domainSpreadOf, topologyKeys } from './parts/spread.ts';

/** Where no disk is declared: room for the database to start in. */
const leastStorageGib = 10;

/** A database that the platform runs. One on a virtual server is that server, and has no component of its own. */
export const database: Component = {
  kind: 'Database',
  description: {
    sv: 'Ett PostgreSQL-kluster i CloudNativePG med egna kopior i objektlagret.',
    en: 'A PostgreSQL cluster in CloudNativePG with copies of its own in the object store.',
  },
  render: (slice) => ({
    components: slice.databases.flatMap((planned): readonly RenderedComponent[] => {
      const group = slice.groups.find(({ key }) => key === planned.group);
      if (group?.form !== 'managed-database') return [];
      const resources = databaseResources(slice, planned, group);
      return [{ kind: 'Database', layer: 'services', key: planned.group, at: group.at, resources }];
    }),
    unsupported: [],
  }),
};

function databaseResources(
  slice: PlatformSlice,
  planned: PlannedDatabase,
  group: PlacedGroup,
): readonly RenderedResource[] {
  const { plan, site } = slice;
  const name = databaseClusterName(group);
  const namespace = zoneName(plan, group.zone);
  const labels = groupLabels(plan, group);
  const members = { 'cnpg.io/cluster': name };
  const size = { cpu: String(group.vcpus), memory: gibibytes(group.memoryGib) };
  const backup = slice.backups.find((each) => each.group === group.key);
  const cluster = resourceOf({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    name,
    namespace,
    labels,
    holdsData: true,
    body: {
      spec: {
        instances: planned.replicas,
        imageName: `${site.kubernetes.imageRegistry}/${planned.product}:${planned.cycle}`,
        enableSuperuserAccess: false,
        inheritedMetadata: {
          labels: { ...labels, [labelKeys.logs]: 'central', [labelKeys.holdsData]: 'true' },
          annotations: { 'velero.io/csi-volumesnapshot-class': site.kubernetes.snapshotClass },
        },
        storage: {
          size: gibibytes(Math.max(planned.storageGib, leastStorageGib)),
          storageClass: site.kubernetes.storageClass,
        },
        resources: { requests: size, limits: size },
        affinity: {
          enablePodAntiAffinity: true,
          podAntiAffinityType: group.antiAffinity,
          topologyKey: topologyKeys.host,
        },
        topologySpreadConstraints: domainSpreadOf(group, members),
        ...(backup === undefined ? {} : { backup: clusterBackup(site.kubernetes, backup) }),
      },
    },
  });
  return [
    cluster,
    policyResource(
      'pods',
      {
        name: `${group.name}-database`,
        namespace,
        labels: { ...labels, [labelKeys.exception]: 'database' },
        dependsOn: [logicalName('Cluster', name)],
      },
      databaseException(name, site.kubernetes),
    ),
    ...zonePresence(slice, group, { ...members, 'cnpg.io/instanceRole': 'primary' }),
  ];
}
