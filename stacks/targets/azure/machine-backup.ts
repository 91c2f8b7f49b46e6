import type { Text } from '#model/format/text.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup } from '../slice.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { recoveryVaultName } from './backup-vaults.ts';
import { stockholmZone } from './stockholm-zone.ts';
import { machineId, machineName } from './virtual-machine.ts';

const hour = 3600;
const day = 24 * hour;
const week = 7 * day;

/** Hours between copies of a day that Azure knows, and days and weeks that it keeps them. */
const hourly = [4, 6, 8, 12];
const keptDays = { minimum: 7, maximum: 9999 } as const;
const keptWeeks = { minimum: 1, maximum: 5163 } as const;

/** Why Azure cannot copy machines as often, or keep the copies as long, as is planned; null where it can. */
export function machineBackupReason({ everySeconds, keepSeconds }: BackupPlan): Text | null {
  const isKnown =
    hourly.some((hours) => hours * hour === everySeconds) || everySeconds === day || everySeconds === week;
  if (!isKnown) {
    return {
      sv: `Azure kopierar maskiner var 4:e, 6:e, 8:e eller 12:e timme, varje dag eller varje vecka, inte var ${everySeconds / 60}:e minut.`,
      en: `Azure copies machines every 4, 6, 8 or 12 hours, every day or every week, not every ${everySeconds / 60} minutes.`,
    };
  }
  const unit = everySeconds === week ? week : day;
  const count = keepSeconds / unit;
  const { minimum, maximum } = unit === week ? keptWeeks : keptDays;
  if (Number.isInteger(count) && count >= minimum && count <= maximum) return null;
  return {
    sv: `Azure sparar sådana kopior ${minimum}–${maximum} hela ${unit === week ? 'veckor' : 'dygn'}, inte ${count}.`,
    en: `Azure keeps such copies for ${minimum} to ${maximum} whole ${unit === week ? 'weeks' : 'days'}, not ${count}.`,
  };
}

/** A policy of the group's own, and each of its machines with all its disks under it. */
export function machineBackup(
  site: AzureSite,
  group: PlacedGroup,
  plan: BackupPlan,
  tags: AzureTags,
): readonly RenderedResource[] {
  const vaultName = recoveryVaultName(site, plan);
  const policyName = azureName('pol', group.name);
  const { resourceGroup } = site.services;
  const common = { resourceGroupName: site.base.resourceGroup, vaultName };
  const policyId = site.baseId('Microsoft.RecoveryServices/vaults/backupPolicies', vaultName, policyName);
  return [
    azureResource(
      'azure-native:recoveryservices:ProtectionPolicy',
      policyName,
      {
        ...common,
        policyName,
        properties: {
          backupManagementType: 'AzureIaasVM',
          policyType: 'V2',
          timeZone: stockholmZone,
          instantRpRetentionRangeInDays: 2,
          schedulePolicy: schedulePolicy(plan),
          retentionPolicy: retentionPolicy(plan),
        },
        tags,
      },
      { holdsData: true },
    ),
    ...group.servers.map((server) => {
      const machine = machineName(server);
      const item = `iaasvmcontainerv2;${resourceGroup};${machine}`;
      return azureResource(
        'azure-native:recoveryservices:ProtectedItem',
        azureName('backup', server.hostName),
        {
          ...common,
          fabricName: 'Azure',
          containerName: `IaasVMContainer;${item}`,
          protectedItemName: `VM;${item}`,
          properties: {
            protectedItemType: 'Microsoft.Compute/virtualMachines',
            policyId,
            sourceResourceId: machineId(site, server),
          },
          tags: { ...tags, key: `server:${server.key}` },
        },
        { holdsData: true, dependsOn: [policyName, machine] },
      );
    }),
  ];
}

function schedulePolicy(plan: BackupPlan) {
  const { everySeconds } = plan;
  const kind = { schedulePolicyType: 'SimpleSchedulePolicyV2' } as const;
  const first = firstTime(plan);
  if (everySeconds === week) {
    return {
      ...kind,
      scheduleRunFrequency: 'Weekly',
      weeklySchedule: { scheduleRunDays: ['Sunday'], scheduleRunTimes: [first] },
    } as const;
  }
  if (everySeconds === day) {
    return { ...kind, scheduleRunFrequency: 'Daily', dailySchedule: { scheduleRunTimes: [first] } } as const;
  }
  return {
    ...kind,
    scheduleRunFrequency: 'Hourly',
    hourlySchedule: {
      interval: everySeconds / hour,
      scheduleWindowStartTime: first,
      scheduleWindowDuration: 24,
    },
  } as const;
}

function retentionPolicy(plan: BackupPlan) {
  const kind = { retentionPolicyType: 'LongTermRetentionPolicy' } as const;
  const retentionTimes = [firstTime(plan)];
  if (plan.everySeconds === week) {
    return {
      ...kind,
      weeklySchedule: {
        daysOfTheWeek: ['Sunday'],
        retentionTimes,
        retentionDuration: { count: plan.keepSeconds / week, durationType: 'Weeks' },
      },
    } as const;
  }
  return {
    ...kind,
    dailySchedule: {
      retentionTimes,
      retentionDuration: { count: plan.keepSeconds / day, durationType: 'Days' },
    },
  } as const;
}

/** The first copy of a day. Azure starts on the hour or the half; of the day only the time counts. */
function firstTime({ offsetSeconds }: BackupPlan): string {
  const halves = Math.floor(offsetSeconds / 1800) % 48;
  const time = `${String(Math.floor(halves / 2)).padStart(2, '0')}:${halves % 2 === 0 ? '00' : '30'}`;
  return `2026-01-04T${time}:00Z`;
}
