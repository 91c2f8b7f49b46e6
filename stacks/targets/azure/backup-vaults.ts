import type { RenderedResource } from '#model/platform/rendering.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { grantRole } from './grant-role.ts';

/** Whether copies must be out of reach of whoever runs the platform. */
interface Isolation {
  readonly isolatedCopy: boolean;
}

/** Days that a deleted copy can be taken back. */
const softDeleteDays = 14;

/** Name of the vault that holds copies of machines. */
export function recoveryVaultName({ virtualNetwork }: AzureSite, { isolatedCopy }: Isolation): string {
  return azureName(isolatedCopy ? 'rsv-isolated' : 'rsv', virtualNetwork, 'recoveryVault');
}

/** Name of the vault that holds copies of databases. */
export function backupVaultName({ virtualNetwork }: AzureSite, { isolatedCopy }: Isolation): string {
  return azureName(isolatedCopy ? 'bv-isolated' : 'bv', virtualNetwork, 'backupVault');
}

/** Locked: nobody can shorten or remove what is kept, or take the lock away again. */
function immutability({ isolatedCopy }: Isolation): string {
  return isolatedCopy ? 'Locked' : 'Unlocked';
}

/** A vault for machines. Its copies are in every zone of the region, and never in another region. */
export function recoveryVault(site: AzureSite, isolation: Isolation, tags: AzureTags): RenderedResource {
  const vaultName = recoveryVaultName(site, isolation);
  return azureResource(
    'azure-native:recoveryservices:Vault',
    vaultName,
    {
      resourceGroupName: site.base.resourceGroup,
      vaultName,
      location: site.location,
      identity: { type: 'SystemAssigned' },
      sku: { name: 'RS0', tier: 'Standard' },
      properties: {
        publicNetworkAccess: 'Disabled',
        redundancySettings: {
          standardTierStorageRedundancy: 'ZoneRedundant',
          crossRegionRestore: 'Disabled',
        },
        securitySettings: {
          immutabilitySettings: { state: immutability(isolation) },
          softDeleteSettings: {
            softDeleteState: 'AlwaysON',
            enhancedSecurityState: 'AlwaysON',
            softDeleteRetentionPeriodInDays: softDeleteDays,
          },
        },
        monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: 'Enabled' } },
      },
      tags,
    },
    { holdsData: true, dependsOn: [site.base.resourceGroup] },
  );
}

/** A vault for databases, and what it must be allowed to read. */
export function backupVault(
  site: AzureSite,
  isolation: Isolation,
  tags: AzureTags,
): readonly RenderedResource[] {
  const vaultName = backupVaultName(site, isolation);
  const identity = {
    id: site.baseId('Microsoft.DataProtection/backupVaults', vaultName),
    kind: 'of-resource',
  } as const;
  return [
    azureResource(
      'azure-native:dataprotection:BackupVault',
      vaultName,
      {
        resourceGroupName: site.base.resourceGroup,
        vaultName,
        location: site.location,
        identity: { type: 'SystemAssigned' },
        properties: {
          storageSettings: [{ datastoreType: 'VaultStore', type: 'ZoneRedundant' }],
          securitySettings: {
            immutabilitySettings: { state: immutability(isolation) },
            softDeleteSettings: { state: 'AlwaysOn', retentionDurationInDays: softDeleteDays },
          },
          monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: 'Enabled' } },
        },
        tags,
      },
      { holdsData: true, dependsOn: [site.base.resourceGroup] },
    ),
    grantRole(site.services, `${vaultName}-read`, {
      role: 'reader',
      on: null,
      identity,
      dependsOn: [vaultName, site.services.resourceGroup],
    }),
    grantRole(site.services, `${vaultName}-copy`, {
      role: 'postgresLongTermBackup',
      on: null,
      identity,
      dependsOn: [vaultName, site.services.resourceGroup],
    }),
  ];
}
