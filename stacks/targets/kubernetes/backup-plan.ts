import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { databaseClusterName, keepsWholeDays } from './parts/database-backup.ts';
import { groupLabels, groupSelector, labelKeys } from './parts/labels.ts';
import { logicalName, resourceOf } from './parts/manifest.ts';
import { zoneName } from './parts/names.ts';
import { platformNamespaces } from './parts/platform-namespaces.ts';
import { cronOf } from './parts/schedule.ts';

/** How a group is copied: by Velero, or by the database itself; and where asked for, out of the platform's own reach. */
export const backupPlan: Component = {
  kind: 'BackupPlan',
  description: {
    sv: 'Scheman i Velero, och för databaser i CloudNativePG, med kopia på isolerad plats där klassen kräver det.',
    en: 'Schedules in Velero, and for databases in CloudNativePG, with an isolated copy where the class asks for it.',
  },
  render(slice) {
    const components: RenderedComponent[] = [];
    const unsupported: Unsupported[] = [];
    for (const planned of slice.backups) {
      const group = slice.groups.find(({ key }) => key === planned.group);
      if (group === undefined) continue;
      const base = { kind: 'BackupPlan', key: planned.group, at: planned.at } as const;
      if (group.form === 'managed-database' && !keepsWholeDays(planned.keepSeconds)) {
        unsupported.push({ ...base, reason: wholeDays });
      }
      components.push({ ...base, layer: 'services', resources: backupResources(slice, planned, group) });
    }
    return { components, unsupported };
  },
};

const wholeDays = {
  sv: 'CloudNativePG behåller kopior i hela dygn. Skriv tiden i servicenivån som dygn.',
  en: 'CloudNativePG keeps copies for whole days. Write the time in the service level as days.',
} as const;

function backupResources(
  slice: PlatformSlice,
  planned: BackupPlan,
  group: PlacedGroup,
): readonly RenderedResource[] {
  const { backupLocation, isolatedBackupLocation } = slice.site.kubernetes;
  return [
    group.form === 'managed-database'
      ? databaseSchedule(slice, planned, group)
      : veleroSchedule(slice, planned, group, { copy: 'own', location: backupLocation }),
    ...(planned.isolatedCopy
      ? [veleroSchedule(slice, planned, group, { copy: 'isolated', location: isolatedBackupLocation })]
      : []),
  ];
}

/** Decisions and tests of a plan, for those who follow it up. */
function followUp({ keepDecisions, retentionDecisions, restoreTestEverySeconds }: BackupPlan) {
  return {
    'grundval.se/keep-decisions': keepDecisions.join(' '),
    'grundval.se/retention-decisions': retentionDecisions.join(' '),
    'grundval.se/restore-test-every': `${restoreTestEverySeconds}s`,
  };
}

function veleroSchedule(
  { plan }: PlatformSlice,
  planned: BackupPlan,
  group: PlacedGroup,
  { copy, location }: { readonly copy: 'own' | 'isolated'; readonly location: string },
): RenderedResource {
  const labels = { ...groupLabels(plan, group), [labelKeys.copy]: copy };
  return resourceOf({
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    name: copy === 'own' ? group.name : `${group.name}.${copy}`,
    namespace: platformNamespaces.backup,
    labels,
    annotations: followUp(planned),
    holdsData: true,
    body: {
      spec: {
        schedule: cronOf(planned.everySeconds, planned.offsetSeconds),
        template: {
          metadata: { labels },
          includedNamespaces: [zoneName(plan, group.zone)],
          labelSelector: { matchLabels: groupSelector(group) },
          storageLocation: location,
          ttl: `${Math.floor(planned.keepSeconds / 3600)}h${Math.floor((planned.keepSeconds % 3600) / 60)}m0s`,
          snapshotVolumes: true,
          // A snapshot alone stands on the same storage as the disk.
          snapshotMoveData: true,
        },
      },
    },
  });
}

function databaseSchedule(
  { plan }: PlatformSlice,
  planned: BackupPlan,
  group: PlacedGroup,
): RenderedResource {
  const cluster = databaseClusterName(group);
  const cron = cronOf(planned.everySeconds, planned.offsetSeconds);
  return resourceOf({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    name: group.name,
    namespace: zoneName(plan, group.zone),
    labels: groupLabels(plan, group),
    annotations: followUp(planned),
    holdsData: true,
    dependsOn: [logicalName('Cluster', cluster)],
    body: {
      spec: {
        // CloudNativePG counts seconds, too.
        schedule: cron.startsWith('@') ? cron : `0 ${cron}`,
        cluster: { name: cluster },
        method: 'barmanObjectStore',
        target: 'prefer-standby',
        backupOwnerReference: 'self',
      },
    },
  });
}
