import { isDeepStrictEqual } from 'node:util';
import type { BackupMeaning } from '#model/platform/meaning.ts';
import { readRetention } from '../parts/database-backup.ts';
import { groupSelector, labelKeys } from '../parts/labels.ts';
import { platformNamespaces } from '../parts/platform-namespaces.ts';
import { readCron } from '../parts/schedule.ts';
import { type ClusterView, holdsData, type SeenGroup, type SeenObject } from './cluster-view.ts';
import { at, listAt, textAt } from './json.ts';
import type { SeenMachine } from './read-servers.ts';
import { selects } from './selector.ts';

/** Copies that are made of a group, one way. */
interface Copies {
  readonly seen: readonly SeenObject[];
  readonly everySeconds: number;
  readonly keepSeconds: number;
}

/**
 * How groups are copied. A schedule that is paused, leaves something out or writes elsewhere makes no copy. Where
 * there are two, the group is copied as seldom as the rarer and kept as long as the shorter.
 */
export function readBackups(view: ClusterView, machines: readonly SeenMachine[]): readonly BackupMeaning[] {
  const schedules = Map.groupBy(
    view.of('Schedule'),
    ({ labels }) => `${labels[labelKeys.service]}/${labels[labelKeys.role]} ${labels[labelKeys.copy]}`,
  );
  const ofDatabases = Map.groupBy(
    view.of('ScheduledBackup'),
    ({ namespace, spec }) => `${namespace}/${textAt(spec, 'cluster', 'name')}`,
  );
  return [...view.groups.values()].flatMap((group): readonly BackupMeaning[] => {
    const isolated = (schedules.get(`${group.key} isolated`) ?? []).flatMap(
      (seen) => readSchedule(seen, group, group.zone.facts.isolatedBackupLocation) ?? [],
    );
    const own =
      group.form === 'managed-database'
        ? group.workloads.flatMap((cluster) =>
            (ofDatabases.get(`${cluster.namespace}/${cluster.name}`) ?? []).flatMap(
              (seen) => readDatabaseSchedule(seen, cluster) ?? [],
            ),
          )
        : (schedules.get(`${group.key} own`) ?? []).flatMap(
            (seen) => readSchedule(seen, group, group.zone.facts.backupLocation) ?? [],
          );
    if (own.length === 0) return [];
    const all = [...own, ...isolated];
    return [
      {
        key: group.key,
        resources: all.flatMap(({ seen }) => seen.map(({ resource }) => resource.name)),
        everySeconds: Math.max(...all.map(({ everySeconds }) => everySeconds)),
        keepSeconds: Math.min(...all.map(({ keepSeconds }) => keepSeconds)),
        isolatedCopy: isolated.length > 0,
        servers: machines
          .filter((machine) => machine.group === group && isCopied(machine))
          .map(({ key }) => key),
      },
    ];
  });
}

/** Fields of a schedule's template that say what is copied, where to and for how long. */
const expected = new Set([
  'metadata',
  'includedNamespaces',
  'labelSelector',
  'storageLocation',
  'ttl',
  'snapshotVolumes',
  'snapshotMoveData',
]);

function readSchedule(seen: SeenObject, group: SeenGroup, location: string): Copies | null {
  const template = at(seen.spec, 'template');
  const everySeconds = readCron(textAt(seen.spec, 'schedule'));
  const keep = /^(\d+)h(\d+)m0s$/.exec(textAt(template, 'ttl'));
  const isSound =
    seen.namespace === platformNamespaces.backup &&
    at(seen.spec, 'paused') !== true &&
    holdsData(seen) &&
    textAt(template, 'storageLocation') === location &&
    isDeepStrictEqual(listAt(template, 'includedNamespaces'), [group.zone.namespace]) &&
    isDeepStrictEqual(at(template, 'labelSelector'), { matchLabels: groupSelector(group) }) &&
    at(template, 'snapshotVolumes') === true &&
    at(template, 'snapshotMoveData') === true &&
    Object.keys(template ?? {}).every((field) => expected.has(field));
  if (!isSound || everySeconds === null || keep === null) return null;
  return { seen: [seen], everySeconds, keepSeconds: Number(keep[1]) * 3600 + Number(keep[2]) * 60 };
}

function readDatabaseSchedule(seen: SeenObject, cluster: SeenObject): Copies | null {
  const schedule = textAt(seen.spec, 'schedule');
  // Its cron begins with seconds.
  const everySeconds = readCron(schedule.startsWith('0 ') ? schedule.slice(2) : schedule);
  const keepSeconds = readRetention(textAt(cluster.spec, 'backup', 'retentionPolicy'));
  const store = at(cluster.spec, 'backup', 'barmanObjectStore');
  const isSound =
    at(seen.spec, 'suspend') !== true &&
    holdsData(seen) &&
    textAt(seen.spec, 'method') === 'barmanObjectStore' &&
    textAt(store, 'destinationPath') !== '' &&
    ['accessKeyId', 'secretAccessKey'].every(
      (key) =>
        textAt(store, 's3Credentials', key, 'name') !== '' &&
        textAt(store, 's3Credentials', key, 'key') !== '',
    );
  if (!isSound || everySeconds === null || keepSeconds === null) return null;
  return { seen: [seen, cluster], everySeconds, keepSeconds };
}

/** Are the server and all its volumes among what the group's schedules select? */
function isCopied({ group, seen, volumes }: SeenMachine): boolean {
  const selector = { matchLabels: groupSelector(group) };
  return (
    volumes.has('system') &&
    [seen, ...volumes.values()].every(
      (each) =>
        each !== undefined &&
        // What may be deleted unnoticed is not safe in a copy either: copies end with their time.
        (each.kind !== 'DataVolume' || holdsData(each)) &&
        each.labels['velero.io/exclude-from-backup'] !== 'true' &&
        selects(selector, each.labels),
    )
  );
}
