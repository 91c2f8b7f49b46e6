import type { KubernetesSettings } from '#model/declaration/platform-site.ts';
import type { BackupPlan } from '#model/platform/planned-operations.ts';
import { shortenName } from '#stacks/plan/shorten-name.ts';
import type { PlacedGroup } from '../../slice.ts';

const day = 86_400;

/** CloudNativePG makes longer names of a cluster's, so its own has at most 50 characters. */
const longestClusterName = 50;

/** Name of the cluster of a group. */
export function databaseClusterName({ name }: Pick<PlacedGroup, 'name'>): string {
  return shortenName(name, longestClusterName);
}

/** Where a cluster puts its copies and logs, and for how long. Keys come from a Secret by name. */
export function clusterBackup(
  settings: KubernetesSettings,
  { keepSeconds }: Pick<BackupPlan, 'keepSeconds'>,
) {
  const secret = settings.objectStoreSecret;
  return {
    target: 'prefer-standby',
    retentionPolicy: retentionOf(keepSeconds),
    barmanObjectStore: {
      destinationPath: settings.objectStore,
      endpointURL: settings.objectStoreEndpoint,
      s3Credentials: {
        accessKeyId: { name: secret, key: 'ACCESS_KEY_ID' },
        secretAccessKey: { name: secret, key: 'ACCESS_SECRET_KEY' },
      },
      wal: { compression: 'gzip' },
    },
  };
}

/** Whole days; a part of a day is kept as a whole one. */
function retentionOf(keepSeconds: number): string {
  return `${Math.ceil(keepSeconds / day)}d`;
}

/** Can a cluster keep copies for exactly so long? */
export function keepsWholeDays(keepSeconds: number): boolean {
  return keepSeconds % day === 0;
}

/** Seconds of a retention in days, weeks or months of 30 days; null where it is none. */
export function readRetention(text: string): number | null {
  const match = /^([1-9]\d*)([dwm])$/.exec(text);
  if (match === null) return null;
  return Number(match[1]) * day * { d: 1, w: 7, m: 30 }[match[2] as 'd' | 'w' | 'm'];
}
