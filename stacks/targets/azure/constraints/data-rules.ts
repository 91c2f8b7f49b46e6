import databaseSizes from '../database-sizes.json' with { type: 'json' };
import {
  absent,
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
    // People log in as themselves, services by the secret they have been given.
    oneOf('authConfig.activeDirectoryAuth', ['Enabled'], 'Disabled'),
    oneOf('authConfig.passwordAuth', ['Enabled'], 'Disabled'),
    // A database that is full stands still.
    oneOf('storage.autoGrow', ['Enabled'], 'Disabled'),
    optionally('availabilityZone', ['1', '2', '3'], '4'),
    optionally('highAvailability.standbyAvailabilityZone', ['1', '2', '3'], '4'),
    // A reader has its copies by the server that writes.
    ifThere(between('backup.backupRetentionDays', 7, 35)),
    optionally('backup.geoRedundantBackup', ['Disabled'], 'Enabled'),
    optionally('highAvailability.mode', ['Disabled', 'SameZone', 'ZoneRedundant'], 'Always'),
  ]),
  ...rulesOf('azure-native:keyvault:Vault', [
    oneOf('properties.enableRbacAuthorization', [true], false),
    oneOf('properties.enableSoftDelete', [true], false),
    oneOf('properties.enablePurgeProtection', [true], false),
    oneOf('properties.softDeleteRetentionInDays', [90], 7),
    oneOf('properties.networkAcls.defaultAction', ['Deny'], 'Allow'),
    absent('properties.networkAcls.ipRules', [{ value: '0.0.0.0/0' }]),
    absent('properties.accessPolicies', [{ objectId: 'x', tenantId: 'x', permissions: {} }]),
    oneOf('properties.sku.name', ['standard', 'premium'], 'basic'),
    secret('properties.tenantId'),
  ]),
  ...rulesOf('azure-native:storage:StorageAccount', [
    oneOf('minimumTlsVersion', ['TLS1_2', 'TLS1_3'], 'TLS1_0'),
    oneOf('enableHttpsTrafficOnly', [true], false),
    oneOf('allowBlobPublicAccess', [false], true),
    oneOf('networkRuleSet.defaultAction', ['Deny'], 'Allow'),
    absent('networkRuleSet.ipRules', [{ iPAddressOrRange: '0.0.0.0/0' }]),
    oneOf('kind', ['StorageV2'], 'Storage'),
  ]),
  ...rulesOf('azure-native:resources:AzureCliScript', [
    oneOf('kind', ['AzureCLI'], 'AzurePowerShell'),
    formed('retentionInterval', /^P(T([1-9]|1\d|2[0-6])H|1D)$/, 'from 1 to 26 hours', 'P30D'),
    oneOf('identity.type', ['UserAssigned'], 'None'),
    requiredList('identity.userAssignedIdentities'),
    requiredList('containerSettings.subnetIds'),
    required('scriptContent'),
    // What an issuer needs to answer.
    formed('timeout', /^PT([1-5]\d)M$/, 'from 10 to 59 minutes', 'PT1M'),
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
