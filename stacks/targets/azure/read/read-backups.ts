import type { BackupMeaning } from '#model/platform/meaning.ts';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { databaseRetention } from '../database-retention.ts';
import { keyOf, listAt, look, numberAt, tagOf, textAt } from './look.ts';
import { idKey, ownKey, type ResourceIndex } from './resource-index.ts';

const day = 86_400;
const week = 7 * day;

/** Backups: policies for machines with what stands under them, and databases with their vault. */
export function readBackups(index: ResourceIndex): readonly BackupMeaning[] {
  return [...readMachineBackups(index), ...readDatabaseBackups(index)];
}

function readMachineBackups(index: ResourceIndex): readonly BackupMeaning[] {
  const items = index.ofType('azure-native:recoveryservices:ProtectedItem');
  return index
    .ofType('azure-native:recoveryservices:ProtectionPolicy')
    .flatMap((policy): readonly BackupMeaning[] => {
      const key = keyOf(policy, 'group');
      const vault = vaultOf(index, policy, 'azure-native:recoveryservices:Vault');
      if (key === null || vault === undefined || !policy.holdsData) return [];
      const own = items.filter(
        ({ inputs, holdsData }) =>
          holdsData &&
          idKey(textAt(inputs, 'properties', 'policyId') ?? '') === ownKey(policy) &&
          // Disks that are left out are not copied.
          look(inputs, 'properties', 'extendedProperties') === undefined &&
          textAt(inputs, 'properties', 'protectionState') !== 'ProtectionStopped',
      );
      return [
        {
          key,
          resources: [policy.name, vault.name, ...own.map(({ name }) => name)],
          everySeconds: scheduleSeconds(look(policy.inputs, 'properties', 'schedulePolicy')),
          keepSeconds: retentionSeconds(look(policy.inputs, 'properties', 'retentionPolicy')),
          isolatedCopy: isIsolated(vault, 'ZoneRedundant'),
          servers: own
            .flatMap(({ inputs }) => {
              const machine = index.linked(
                'azure-native:compute:VirtualMachine',
                inputs,
                'properties',
                'sourceResourceId',
              );
              return machine === undefined ? [] : (keyOf(machine, 'server') ?? []);
            })
            .sort(),
        },
      ];
    });
}

function vaultOf(
  index: ResourceIndex,
  { inputs }: RenderedResource,
  type: 'azure-native:recoveryservices:Vault' | 'azure-native:dataprotection:BackupVault',
): RenderedResource | undefined {
  return index.ofType(type).find((vault) => vault.inputs['vaultName'] === inputs['vaultName']);
}

/** Copies that nobody can remove before their time, in more than one hall, and that come back if they are deleted. */
function isIsolated({ inputs, holdsData }: RenderedResource, redundancy: string): boolean {
  const settings = look(inputs, 'properties', 'securitySettings');
  const soft = look(settings, 'softDeleteSettings');
  const state = textAt(soft, 'softDeleteState') ?? textAt(soft, 'state');
  const stored =
    textAt(inputs, 'properties', 'redundancySettings', 'standardTierStorageRedundancy') ??
    textAt(inputs, 'properties', 'storageSettings', 0, 'type');
  return (
    holdsData &&
    textAt(settings, 'immutabilitySettings', 'state') === 'Locked' &&
    state?.toLowerCase() === 'alwayson' &&
    stored === redundancy
  );
}

function scheduleSeconds(schedule: JsonValue | undefined): number {
  switch (textAt(schedule, 'scheduleRunFrequency')) {
    case 'Hourly': {
      const isAllDay = numberAt(schedule, 'hourlySchedule', 'scheduleWindowDuration') === 24;
      const hours = numberAt(schedule, 'hourlySchedule', 'interval') ?? 0;
      return isAllDay ? hours * 3600 : day;
    }
    case 'Daily':
      return listAt(schedule, 'dailySchedule', 'scheduleRunTimes').length > 0 ? day : 0;
    case 'Weekly': {
      const days = listAt(schedule, 'weeklySchedule', 'scheduleRunDays').length;
      return days === 0 ? 0 : week / days;
    }
    default:
      return 0;
  }
}

function retentionSeconds(retention: JsonValue | undefined): number {
  const daily = look(retention, 'dailySchedule', 'retentionDuration');
  const weekly = look(retention, 'weeklySchedule', 'retentionDuration');
  const units: Readonly<Record<string, number>> = { Days: day, Weeks: week };
  const [found] = [daily, weekly].filter((each) => each !== undefined);
  return (numberAt(found, 'count') ?? 0) * (units[textAt(found, 'durationType') ?? ''] ?? 0);
}

function readDatabaseBackups(index: ResourceIndex): readonly BackupMeaning[] {
  return index.ofType('azure-native:dbforpostgresql:Server').flatMap((server): readonly BackupMeaning[] => {
    const key = keyOf(server, 'group');
    const every = tagOf(server, 'copiedEverySeconds');
    if (key === null || every === null) return [];
    const own = numberAt(server.inputs, 'backup', 'backupRetentionDays') ?? 0;
    const copy = findVaultCopy(index, server);
    // A server without a vault keeps what it keeps; with one, either that is shortened shortens the whole.
    const days =
      copy === undefined
        ? own
        : own < databaseRetention(copy.days * day)
          ? Math.min(own, copy.days)
          : copy.days;
    return [
      {
        key,
        resources: [server.name, ...(copy?.resources ?? [])],
        everySeconds: Number(every),
        keepSeconds: days * day,
        isolatedCopy: copy !== undefined && isIsolated(copy.vault, 'ZoneRedundant'),
        servers: [],
      },
    ];
  });
}

function findVaultCopy(index: ResourceIndex, server: RenderedResource) {
  for (const instance of index.ofType('azure-native:dataprotection:BackupInstance')) {
    const { inputs } = instance;
    const source = textAt(inputs, 'properties', 'dataSourceInfo', 'resourceID') ?? '';
    const policy = index.linked(
      'azure-native:dataprotection:BackupPolicy',
      inputs,
      'properties',
      'policyInfo',
      'policyId',
    );
    if (!instance.holdsData || idKey(source) !== ownKey(server) || policy?.holdsData !== true) continue;
    const vault = vaultOf(index, policy, 'azure-native:dataprotection:BackupVault');
    const rules = listAt(policy.inputs, 'properties', 'policyRules');
    const isTaken = rules.some((rule) =>
      listAt(rule, 'trigger', 'schedule', 'repeatingTimeIntervals').some(
        (each) => typeof each === 'string' && /\/P(1W|7D|1D)$/.test(each),
      ),
    );
    const lives = rules.flatMap((rule) => listAt(rule, 'lifecycles'));
    const kept = lives.flatMap(
      (life) => /^P(\d+)D$/.exec(textAt(life, 'deleteAfter', 'duration') ?? '')?.[1] ?? [],
    );
    if (vault === undefined || !isTaken || kept.length === 0) continue;
    return {
      vault,
      days: Math.min(...kept.map(Number)),
      resources: [instance.name, policy.name, vault.name],
    };
  }
  return undefined;
}
