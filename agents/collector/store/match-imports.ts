import {
  compareSignals,
  type HardwareSignals,
  makerWord,
  normaliseSerial,
  type Signal,
  sameDevice,
  swapUuidBytes,
} from '../identity/signals.ts';
import type { ImportedDevice } from '../importers/device.ts';

/** A device that the collector has, as far as matching needs it. */
export interface KnownDevice extends HardwareSignals {
  readonly id: string;
  readonly name: string;
  /** What the source of this import has known it by; null = nothing. */
  readonly sourceKey: string | null;
}

/** A device that looks like the record's and was not taken for it. */
export interface ImportConflict {
  readonly line: number;
  readonly deviceId: string;
  readonly name: string;
  readonly shared: readonly Signal[];
  readonly differing: readonly Signal[];
}

/** Where a record belongs; null = a device of its own. */
export interface ImportMatch {
  readonly record: ImportedDevice;
  readonly deviceId: string | null;
  readonly conflicts: readonly ImportConflict[];
}

interface Candidate {
  readonly device: KnownDevice;
  readonly shared: readonly Signal[];
  readonly differing: readonly Signal[];
  readonly weight: number;
  /** Enough is shared, and nothing stronger differs. */
  readonly isSame: boolean;
  /** The source has had this record at this device, and nothing says that it is another one now. */
  readonly isSteady: boolean;
}

/** What the source knows a record by, the steadiest first; a name only where there is nothing else. */
export function sourceKeyOf({ sourceId, serial, directoryId, uuid, assetId, name }: ImportedDevice): string {
  if (sourceId !== null) return `id:${sourceId}`;
  if (serial !== null) return `serial:${normaliseSerial(serial)}`;
  if (directoryId !== null) return `directory:${directoryId}`;
  if (uuid !== null) return `uuid:${uuid}`;
  return assetId === null ? `name:${name?.toUpperCase()}` : `asset:${assetId.toUpperCase()}`;
}

/**
 * Finds the device of each record: where its source has had it before, else the one whose signals fit best,
 * if it shares all that the others share and more. Anything else is a conflict: shown, never merged. Neither a
 * name nor a MAC address alone ever tells. Each device is given to one record.
 */
export function matchImports(
  records: readonly ImportedDevice[],
  devices: readonly KnownDevice[],
): readonly ImportMatch[] {
  const index = indexDevices(devices);
  const looked = records.map((record) => ({ record, candidates: findCandidates(record, index) }));
  const taken = new Set<string>();
  const steady = new Map<ImportedDevice, string>();
  for (const { record, candidates } of looked) {
    const before = candidates.find(({ isSteady, device }) => isSteady && !taken.has(device.id));
    if (before === undefined) continue;
    steady.set(record, before.device.id);
    taken.add(before.device.id);
  }
  return looked.map(({ record, candidates }) => {
    const free = candidates.filter(({ isSame, device }) => isSame && !taken.has(device.id));
    const deviceId = steady.get(record) ?? chooseBest(free)?.device.id ?? null;
    if (deviceId !== null) taken.add(deviceId);
    const others = candidates.filter(({ device, weight }) => device.id !== deviceId && weight >= sameDevice);
    return {
      record,
      deviceId,
      conflicts: others.map(({ device, shared, differing }) => ({
        line: record.line,
        deviceId: device.id,
        name: device.name,
        shared,
        differing,
      })),
    };
  });
}

function chooseBest(candidates: readonly Candidate[]): Candidate | undefined {
  const [best, ...others] = candidates.toSorted((a, b) => b.weight - a.weight);
  const outdone = others.every(
    ({ weight, shared }) =>
      best !== undefined && weight < best.weight && shared.every((signal) => best.shared.includes(signal)),
  );
  return outdone ? best : undefined;
}

function signalsOf({ serial, manufacturer, uuid, directoryId, macs }: ImportedDevice): HardwareSignals {
  return {
    serial: normaliseSerial(serial),
    manufacturer: makerWord(manufacturer),
    uuid,
    directoryId,
    machineId: null,
    macs,
  };
}

/** The keys two records of one device meet at. */
function keysOf({ serial, uuid, directoryId }: HardwareSignals, sourceKey: string | null): readonly string[] {
  const keys: string[] = [];
  if (serial !== null) keys.push(`serial ${serial}`);
  if (uuid !== null) keys.push(`uuid ${uuid}`, `uuid ${swapUuidBytes(uuid)}`);
  if (directoryId !== null) keys.push(`directory ${directoryId}`);
  if (sourceKey !== null) keys.push(`source ${sourceKey}`);
  return keys;
}

type DeviceIndex = ReadonlyMap<string, readonly KnownDevice[]>;

function indexDevices(devices: readonly KnownDevice[]): DeviceIndex {
  const index = new Map<string, KnownDevice[]>();
  for (const device of devices) {
    for (const key of keysOf(device, device.sourceKey)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [device]);
      else list.push(device);
    }
  }
  return index;
}

function findCandidates(record: ImportedDevice, index: DeviceIndex): readonly Candidate[] {
  const sourceKey = sourceKeyOf(record);
  const signals = signalsOf(record);
  const found = new Set(keysOf(signals, sourceKey).flatMap((key) => index.get(key) ?? []));
  return [...found].map((device) => {
    // A re-installed device gets a new directory id; its hardware stays what it is.
    const isReinstalled = device.directoryId !== signals.directoryId;
    const comparison = compareSignals(signals, isReinstalled ? { ...device, directoryId: null } : device);
    const { shared, differing, weight, isSame } = comparison;
    const isSteady = device.sourceKey === sourceKey && (isSame || differing.length === 0);
    return { device, shared, differing, weight, isSame, isSteady };
  });
}
