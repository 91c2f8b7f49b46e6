import databaseSizes from '../database-sizes.json' with { type: 'json' };
import {
  type BodyRule,
  between,
  formed,
  ifThere,
  oneOf,
  optionally,
  required,
  requiredList,
  rulesOf,
  secret,
} from './body-rule.ts';

/** What is asked of databases, vaults of secrets, and storage. */
export const dataRules: readonly BodyRule[] = [
  ...rulesOf('azure-native:dbforpostgresql:Server', [
    oneOf('version', databaseSizes.versions, '9.6'),
    oneOf(
      'sku.name',
      databaseSizes.sizes.map(({ name }) => name),
      'Standard_B1ms',
    ),
    oneOf('sku.tier', ['GeneralPurpose', 'MemoryOptimized'], 'Burstable'),
    oneOf('storage.storageSizeGB', databaseSizes.storageGib, 33),
    oneOf('network.publicNetworkAccess', ['Disabled'], 'Enabled'),
    oneOf('createMode', ['Create', 'Replica'], 'Default'),
    secret('administratorLoginPassword'),
    // A reader has its copies by the server that writes.
    ifThere(between('backup.backupRetentionDays', 7, 35)),
    optionally('backup.geoRedundantBackup', ['Disabled'], 'Enabled'),
    optionally('highAvailability.mode', ['Disabled', 'SameZone', 'ZoneRedundant'], 'Always'),
  ]),
  ...rulesOf('azure-native:keyvault:Vault', [
    oneOf('properties.enableRbacAuthorization', [true], false),
    oneOf('properties.enableSoftDelete', [true], false),
    oneOf('properties.enablePurgeProtection', [true], false),
    between('properties.softDeleteRetentionInDays', 7, 90),
    oneOf('properties.networkAcls.defaultAction', ['Deny'], 'Allow'),
    oneOf('properties.sku.name', ['standard', 'premium'], 'basic'),
    secret('properties.tenantId'),
  ]),
  ...rulesOf('azure-native:storage:StorageAccount', [
    oneOf('minimumTlsVersion', ['TLS1_2', 'TLS1_3'], 'TLS1_0'),
    oneOf('enableHttpsTrafficOnly', [true], false),
    oneOf('allowBlobPublicAccess', [false], true),
    oneOf('networkRuleSet.defaultAction', ['Deny'], 'Allow'),
    oneOf('kind', ['StorageV2'], 'Storage'),
  ]),
  ...rulesOf('azure-native:resources:AzureCliScript', [
    oneOf('kind', ['AzureCLI'], 'AzurePowerShell'),
    formed('retentionInterval', /^P(T([1-9]|1\d|2[0-6])H|1D)$/, 'from 1 to 26 hours', 'P30D'),
    oneOf('identity.type', ['UserAssigned'], 'None'),
    requiredList('identity.userAssignedIdentities'),
    requiredList('containerSettings.subnetIds'),
    required('scriptContent'),
  ]),
  ...rulesOf('azure-native:resources:Deployment', [
    oneOf('properties.mode', ['Incremental'], 'Complete'),
    oneOf(
      'properties.template.resources[].type',
      ['Microsoft.Authorization/roleAssignments'],
      'Microsoft.Compute/disks',
    ),
  ]),
];
