import { listAt, look, textAt } from '../read/look.ts';
import { stockholmZone } from '../stockholm-zone.ts';
import {
  type BodyRule,
  between,
  formed,
  ifThere,
  oneOf,
  required,
  requiredList,
  rulesOf,
} from './body-rule.ts';

const policyPath = 'properties.schedulePolicy';
const retention = 'properties.retentionPolicy';
const failureAlerts = 'properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures';

/** What is asked of vaults, policies and what stands under them. */
export const backupRules: readonly BodyRule[] = [
  ...rulesOf('azure-native:recoveryservices:Vault', [
    oneOf('properties.securitySettings.immutabilitySettings.state', ['Locked', 'Unlocked'], 'Disabled'),
    oneOf('properties.securitySettings.softDeleteSettings.softDeleteState', ['AlwaysON'], 'Disabled'),
    between('properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays', 14, 180),
    oneOf(
      'properties.redundancySettings.standardTierStorageRedundancy',
      ['ZoneRedundant'],
      'LocallyRedundant',
    ),
    oneOf('properties.redundancySettings.crossRegionRestore', ['Disabled'], 'Enabled'),
    oneOf('properties.publicNetworkAccess', ['Disabled'], 'Enabled'),
    oneOf('sku.name', ['RS0', 'Standard'], 'RS1'),
    oneOf(failureAlerts, ['Enabled'], 'Disabled'),
  ]),
  ...rulesOf('azure-native:recoveryservices:ProtectionPolicy', [
    oneOf('properties.backupManagementType', ['AzureIaasVM'], 'AzureSql'),
    oneOf('properties.policyType', ['V2'], 'V1'),
    oneOf('properties.timeZone', [stockholmZone], 'UTC'),
    // Two days are restored at once, without being fetched from the vault.
    between('properties.instantRpRetentionRangeInDays', 2, 30),
    oneOf(`${policyPath}.scheduleRunFrequency`, ['Hourly', 'Daily', 'Weekly'], 'Yearly'),
    ifThere(oneOf(`${policyPath}.hourlySchedule.interval`, [4, 6, 8, 12], 5)),
    ifThere(between(`${policyPath}.hourlySchedule.scheduleWindowDuration`, 4, 24)),
    ifThere(between(`${retention}.dailySchedule.retentionDuration.count`, 7, 9999)),
    ifThere(between(`${retention}.weeklySchedule.retentionDuration.count`, 1, 5163)),
  ]),
  ...rulesOf('azure-native:recoveryservices:ProtectedItem', [
    required('properties.policyId'),
    required('properties.sourceResourceId'),
    formed(
      'containerName',
      /^IaasVMContainer;iaasvmcontainerv2;[^;]+;[^;]+$/,
      'the container of a machine',
      'machine',
    ),
    formed('protectedItemName', /^VM;iaasvmcontainerv2;[^;]+;[^;]+$/, 'the item of a machine', 'machine'),
    oneOf('fabricName', ['Azure'], 'Windows'),
  ]),
  ...rulesOf('azure-native:dataprotection:BackupVault', [
    oneOf('properties.securitySettings.immutabilitySettings.state', ['Locked', 'Unlocked'], 'Disabled'),
    oneOf('properties.securitySettings.softDeleteSettings.state', ['AlwaysOn'], 'Off'),
    between('properties.securitySettings.softDeleteSettings.retentionDurationInDays', 14, 180),
    oneOf('properties.storageSettings[].type', ['ZoneRedundant'], 'GeoRedundant'),
    oneOf('identity.type', ['SystemAssigned'], 'None'),
    oneOf(failureAlerts, ['Enabled'], 'Disabled'),
  ]),
  ...rulesOf('azure-native:dataprotection:BackupPolicy', [
    requiredList('properties.policyRules'),
    requiredList('properties.datasourceTypes'),
    {
      path: 'properties.policyRules[]',
      expected: 'the rule that goes for all copies',
      holds: (rule) =>
        textAt(rule, 'objectType') === 'AzureRetentionRule'
          ? look(rule, 'isDefault') === true
          : listAt(rule, 'trigger', 'taggingCriteria').some((each) => look(each, 'isDefault') === true),
      wrong: { objectType: 'AzureRetentionRule', name: 'Default', isDefault: false },
    },
    {
      // Only the rule that copies has a schedule.
      path: 'properties.policyRules[].trigger.schedule.repeatingTimeIntervals',
      expected: 'once a week',
      holds: (value) =>
        value === undefined ||
        (Array.isArray(value) &&
          value.every((each) => typeof each === 'string' && /^R\/.+\/P1W$/.test(each))),
      wrong: ['R/2026-01-04T02:00:00+01:00/PT1H'],
    },
  ]),
  ...rulesOf('azure-native:dataprotection:BackupInstance', [
    required('properties.policyInfo.policyId'),
    required('properties.dataSourceInfo.resourceID'),
    oneOf('properties.objectType', ['BackupInstance'], 'Backup'),
  ]),
];
