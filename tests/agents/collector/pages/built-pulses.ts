import type { ServerPulse, Store } from '#agents/collector/store/store.ts';
import { sectionData } from '#model/report/section.ts';
import type { BuiltDevice } from './built-devices.ts';

/** What pages for those on call read of devices. */
export type ReadPulseStore = Pick<Store, 'readServerPulses' | 'listRecentChanges'>;

/** Built devices, read as the store over PostgreSQL reads them, with reports an hour apart. */
export function readBuiltPulses(devices: readonly BuiltDevice[]): ReadPulseStore {
  const pulses = devices
    .filter(
      ({ device: { kind, serviceIds, enrolledAt } }) =>
        serviceIds.length > 0 || (kind === 'server' && enrolledAt !== null),
    )
    .map(pulseOf);
  return {
    readServerPulses: async () => pulses.toSorted((a, b) => a.name.localeCompare(b.name, 'sv')),
    listRecentChanges: async (_scope, ids, after, limit) =>
      devices
        .filter(({ device }) => ids.includes(device.id))
        .flatMap(({ device, changes }) =>
          changes.slice(0, limit).map((change) => ({ ...change, deviceId: device.id })),
        )
        .filter(({ at }) => at > after)
        .toSorted((a, b) => b.at.getTime() - a.at.getTime()),
  };
}

function pulseOf({ device, changes }: BuiltDevice): ServerPulse {
  const { id, name, serviceIds, enrolledAt, lastReportAt, sections } = device;
  const bootedAt = sectionData(sections['operating-system'])?.bootedAt ?? null;
  const [fullest] = (sectionData(sections['file-systems'])?.fileSystems ?? [])
    .flatMap(({ mount, usedPercent }) => (usedPercent === null ? [] : [{ mount, usedPercent }]))
    .toSorted((a, b) => b.usedPercent - a.usedPercent);
  return {
    id,
    name,
    serviceIds,
    enrolledAt,
    lastReportAt,
    intervalSeconds: 3600,
    bootedAt: bootedAt === null ? null : new Date(bootedAt),
    changedAt: changes[0]?.at ?? null,
    fullestMount: fullest?.mount ?? null,
    fullestPercent: fullest?.usedPercent ?? null,
  };
}
