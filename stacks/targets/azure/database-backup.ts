import type { Text } from '#model/format/text.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup } from '../slice.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { backupVaultName } from './backup-vaults.ts';
import { databaseServerId, databaseServerName } from './database.ts';
import { databaseRetentionDays } from './database-retention.ts';
import { stockholmZone } from './stockholm-zone.ts';

const day = 86_400;

/** How often the log of a server is copied at the latest, and how long a vault keeps at the longest: ten years. */
const shortestSeconds = 900;
const longestDays = 3650;

/** Why Azure cannot copy a database as planned; null where it can. */
export function databaseBackupReason({ everySeconds, keepSeconds }: BackupPlan): Text | null {
  const days = keepSeconds / day;
  if (everySeconds < shortestSeconds) {
    return {
      sv: `Azure kopierar en databas inom ${shortestSeconds / 60} minuter, inte oftare.`,
      en: `Azure copies a database within ${shortestSeconds / 60} minutes, not more often.`,
    };
  }
  if (Number.isInteger(days) && days >= databaseRetentionDays.minimum && days <= longestDays) return null;
  return {
    sv: `Azure sparar kopior av en databas ${databaseRetentionDays.minimum}–${longestDays} hela dygn, inte ${days}.`,
    en: `Azure keeps copies of a database for ${databaseRetentionDays.minimum} to ${longestDays} whole days, not ${days}.`,
  };
}

/** Does a plan ask for more than the copies that the server keeps itself? */
export function needsVault({ keepSeconds, isolatedCopy }: BackupPlan): boolean {
  return isolatedCopy || keepSeconds > databaseRetentionDays.maximum * day;
}

/**
 * The server copies itself all the time and keeps that for at most 35 days. What is kept longer, or out of reach,
 * is a copy a week in a vault: the only interval Azure knows there.
 */
export function databaseBackup(
  site: AzureSite,
  group: PlacedGroup,
  plan: BackupPlan,
  tags: AzureTags,
): readonly RenderedResource[] {
  if (!needsVault(plan)) return [];
  const vaultName = backupVaultName(site, plan);
  const backupPolicyName = azureName('pol', group.name);
  const common = { resourceGroupName: site.base.resourceGroup, vaultName };
  const server = databaseServerName(site, group, 1);
  const id = databaseServerId(site, group);
  const vaultStore = { dataStoreType: 'VaultStore', objectType: 'DataStoreInfoBase' } as const;
  const minutes = Math.floor(plan.offsetSeconds / 60) % 1440;
  const time = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return [
    azureResource(
      'azure-native:dataprotection:BackupPolicy',
      backupPolicyName,
      {
        ...common,
        backupPolicyName,
        properties: {
          objectType: 'BackupPolicy',
          datasourceTypes: ['Microsoft.DBforPostgreSQL/flexibleServers'],
          policyRules: [
            {
              objectType: 'AzureBackupRule',
              name: 'weekly',
              backupParameters: { objectType: 'AzureBackupParams', backupType: 'Full' },
              dataStore: vaultStore,
              trigger: {
                objectType: 'ScheduleBasedTriggerContext',
                schedule: {
                  repeatingTimeIntervals: [`R/2026-01-04T${time}:00+01:00/P1W`],
                  timeZone: stockholmZone,
                },
                taggingCriteria: [{ isDefault: true, taggingPriority: 99, tagInfo: { tagName: 'Default' } }],
              },
            },
            {
              objectType: 'AzureRetentionRule',
              name: 'Default',
              isDefault: true,
              lifecycles: [
                {
                  deleteAfter: {
                    objectType: 'AbsoluteDeleteOption',
                    duration: `P${Math.ceil(plan.keepSeconds / day)}D`,
                  },
                  sourceDataStore: vaultStore,
                },
              ],
            },
          ],
        },
      },
      { holdsData: true },
    ),
    azureResource(
      'azure-native:dataprotection:BackupInstance',
      azureName('backup', group.name),
      {
        ...common,
        backupInstanceName: server,
        properties: {
          objectType: 'BackupInstance',
          friendlyName: server,
          dataSourceInfo: {
            objectType: 'Datasource',
            datasourceType: 'Microsoft.DBforPostgreSQL/flexibleServers',
            resourceID: id,
            resourceUri: id,
            resourceName: server,
            resourceType: 'Microsoft.DBforPostgreSQL/flexibleServers',
            resourceLocation: site.location,
          },
          policyInfo: {
            policyId: site.baseId(
              'Microsoft.DataProtection/backupVaults/backupPolicies',
              vaultName,
              backupPolicyName,
            ),
          },
        },
        tags,
      },
      { holdsData: true, dependsOn: [backupPolicyName, server] },
    ),
  ];
}
