import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { azureNetwork } from './azure-network.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { backupVault, recoveryVault } from './backup-vaults.ts';
import { databaseBackup, databaseBackupReason, needsVault } from './database-backup.ts';
import { machineBackup, machineBackupReason } from './machine-backup.ts';
import { unplaced } from './unplaced.ts';

/** A policy in a vault that nobody can shorten, and what stands under it. */
export const backupPlan: Component = {
  kind: 'BackupPlan',
  description: {
    sv: 'En säkerhetskopiering blir en policy i ett valv där kopior inte kan raderas i förtid.',
    en: 'A backup plan becomes a policy in a vault where copies cannot be removed before their time.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const judged = slice.backups.flatMap((plan) => {
      const group = network.groups.get(plan.group);
      return group === undefined ? [] : [{ plan, group, reason: findReason(group, plan) }];
    });
    const done = judged.filter(({ reason }) => reason === null);
    return {
      components: [
        ...(done.length === 0 ? [] : [vaultComponent(slice, network.site, done)]),
        ...done.map(({ plan, group }): RenderedComponent => {
          const render = group.form === 'machines' ? machineBackup : databaseBackup;
          const tags = tagsOf(slice, group.service, `group:${group.key}`);
          return {
            kind: 'BackupPlan',
            layer: 'services',
            key: `group:${group.key}`,
            at: plan.at,
            resources: render(network.site, group, plan, tags),
          };
        }),
      ],
      unsupported: [
        ...unplaced(slice, network, 'BackupPlan', ({ key }) =>
          slice.backups.some(({ group }) => group === key) ? [key] : [],
        ),
        ...judged.flatMap(({ plan, reason }): readonly Unsupported[] =>
          reason === null ? [] : [{ kind: 'BackupPlan', key: plan.group, at: plan.at, reason }],
        ),
      ],
    };
  },
};

interface Backed {
  readonly plan: BackupPlan;
  readonly group: PlacedGroup;
}

/** The vaults that the plans need. */
function vaultComponent(slice: PlatformSlice, site: AzureSite, backed: readonly Backed[]): RenderedComponent {
  const key = `vaults:${slice.site.id}`;
  const tags = tagsOf(slice, sharedService, key);
  return {
    kind: 'BackupPlan',
    layer: 'base',
    key,
    at: null,
    resources: [true, false].flatMap((isolatedCopy): readonly RenderedResource[] => {
      const same = backed.filter(({ plan }) => plan.isolatedCopy === isolatedCopy);
      return [
        ...(same.some(({ group }) => group.form === 'machines')
          ? [recoveryVault(site, { isolatedCopy }, tags)]
          : []),
        ...(same.some(({ group, plan }) => group.form === 'managed-database' && needsVault(plan))
          ? backupVault(site, { isolatedCopy }, tags)
          : []),
      ];
    }),
  };
}

function findReason({ form, key }: PlacedGroup, plan: BackupPlan): Unsupported['reason'] | null {
  switch (form) {
    case 'machines':
      return machineBackupReason(plan);
    case 'managed-database':
      return databaseBackupReason(plan);
    case 'containers':
      return {
        sv: `Containrarna i ${key} har inga diskar att kopiera; de byggs på nytt ur sin avbild.`,
        en: `The containers of ${key} have no disks to copy; they are built again from their image.`,
      };
  }
}
