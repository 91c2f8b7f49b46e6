import type { ImportedDevice } from '../importers/device.ts';

/** What two sightings of a device can have in common. A name or a MAC address alone never tells. */
export type IdentitySignal = 'directoryId' | 'serial' | 'uuid' | 'sourceKey';

/** A device that the collector has, as far as matching needs it. */
export interface KnownDevice {
  readonly id: string;
  readonly name: string;
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly directoryId: string | null;
  readonly manufacturer: string | null;
  /** What the source of this import has known it by. */
  readonly sourceKeys: readonly string[];
}

/** A device that looks like the record's and was not taken for it. */
export interface ImportConflict {
  readonly line: number;
  readonly deviceId: string;
  readonly name: string;
  readonly agrees: readonly IdentitySignal[];
  readonly differs: readonly IdentitySignal[];
}

/** Where a record belongs; null = a device of its own. */
export interface ImportMatch {
  readonly record: ImportedDevice;
  readonly deviceId: string | null;
  readonly conflicts: readonly ImportConflict[];
}

interface Candidate {
  readonly device: KnownDevice;
  readonly agrees: readonly IdentitySignal[];
  readonly differs: readonly IdentitySignal[];
}

/** What the source knows a record by, the steadiest first; a name only where there is nothing else. */
export function sourceKeyOf({ sourceId, serial, directoryId, uuid, assetId, name }: ImportedDevice): string {
  if (sourceId !== null) return `id:${sourceId}`;
  if (serial !== null) return `serial:${normaliseSerial(serial)}`;
  if (directoryId !== null) return `directory:${directoryId}`;
  if (uuid !== null) return `uuid:${uuid}`;
  return assetId === null ? `name:${name?.toUpperCase()}` : `asset:${assetId.toUpperCase()}`;
}

/** Serial numbers are compared without case and spaces. */
export function normaliseSerial(serial: string): string {
  return serial.toUpperCase().replace(/\s/g, '');
}

/**
 * Finds the device of each record. One that agrees with the record and differs in no part of the hardware is
 * it, if it is the only one, or agrees in all that the others agree in and more. Anything else is a conflict:
 * shown, never merged. Each device is given to one record; a record stays where its source has had it before.
 */
export function matchImports(
  records: readonly ImportedDevice[],
  devices: readonly KnownDevice[],
): readonly ImportMatch[] {
  const index = indexDevices(devices);
  const taken = new Set<string>();
  const candidates = new Map(records.map((record) => [record, findCandidates(record, index)]));
  const kept = new Map<ImportedDevice, string>();
  for (const [record, found] of candidates) {
    const before = found.find(
      ({ agrees, differs, device }) =>
        agrees.includes('sourceKey') && differs.length === 0 && !taken.has(device.id),
    );
    if (before === undefined) continue;
    kept.set(record, before.device.id);
    taken.add(before.device.id);
  }
  return records.map((record) => {
    const found = candidates.get(record) ?? [];
    const deviceId =
      kept.get(record) ?? choose(found.filter(({ device }) => !taken.has(device.id)))?.device.id ?? null;
    if (deviceId !== null) taken.add(deviceId);
    return {
      record,
      deviceId,
      conflicts: found
        .filter(({ device }) => device.id !== deviceId)
        .map(({ device, agrees, differs }) => ({
          line: record.line,
          deviceId: device.id,
          name: device.name,
          agrees,
          differs,
        })),
    };
  });
}

function choose(candidates: readonly Candidate[]): Candidate | undefined {
  const fitting = candidates.filter(({ differs }) => differs.length === 0);
  const [best, ...others] = fitting.sort((a, b) => b.agrees.length - a.agrees.length);
  if (best === undefined) return undefined;
  const outdone = others.every(
    ({ agrees }) =>
      agrees.length < best.agrees.length && agrees.every((signal) => best.agrees.includes(signal)),
  );
  return outdone ? best : undefined;
}

type DeviceIndex = ReadonlyMap<string, readonly KnownDevice[]>;

function indexDevices(devices: readonly KnownDevice[]): DeviceIndex {
  const index = new Map<string, KnownDevice[]>();
  for (const device of devices) {
    for (const key of [
      ...signalKeys(device),
      ...device.sourceKeys.map((sourceKey) => `sourceKey ${sourceKey}`),
    ]) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [device]);
      else list.push(device);
    }
  }
  return index;
}

function signalKeys(device: Pick<KnownDevice, 'serial' | 'uuid' | 'directoryId'>): readonly string[] {
  return [
    ...(device.serial === null ? [] : [`serial ${normaliseSerial(device.serial)}`]),
    ...(device.uuid === null ? [] : [`uuid ${device.uuid}`, `uuid ${swapUuid(device.uuid)}`]),
    ...(device.directoryId === null ? [] : [`directoryId ${device.directoryId}`]),
  ];
}

function findCandidates(record: ImportedDevice, index: DeviceIndex): readonly Candidate[] {
  const sourceKey = sourceKeyOf(record);
  const keys = [...signalKeys(record), `sourceKey ${sourceKey}`];
  const found = new Set(keys.flatMap((key) => index.get(key) ?? []));
  return [...found]
    .map((device) => compare(record, device, sourceKey))
    .filter(({ agrees }) => agrees.length > 0);
}

function compare(record: ImportedDevice, device: KnownDevice, sourceKey: string): Candidate {
  const serials = compareValues(
    record.serial,
    device.serial,
    (a, b) => normaliseSerial(a) === normaliseSerial(b),
  );
  const serial =
    serials === 'agrees' && !isSameMaker(record.manufacturer, device.manufacturer) ? null : serials;
  const uuid = compareValues(record.uuid, device.uuid, (a, b) => a === b || swapUuid(a) === b);
  const directoryId = compareValues(record.directoryId, device.directoryId, (a, b) => a === b);
  const isListed = device.sourceKeys.includes(sourceKey);
  return {
    device,
    agrees: [
      ...(directoryId === 'agrees' ? (['directoryId'] as const) : []),
      ...(serial === 'agrees' ? (['serial'] as const) : []),
      ...(uuid === 'agrees' ? (['uuid'] as const) : []),
      ...(isListed ? (['sourceKey'] as const) : []),
    ],
    // A re-installed device gets a new directory id; its hardware stays what it is.
    differs: [
      ...(serial === 'differs' ? (['serial'] as const) : []),
      ...(uuid === 'differs' ? (['uuid'] as const) : []),
    ],
  };
}

function compareValues(
  a: string | null,
  b: string | null,
  isSame: (a: string, b: string) => boolean,
): 'agrees' | 'differs' | null {
  if (a === null || b === null) return null;
  return isSame(a, b) ? 'agrees' : 'differs';
}

function isSameMaker(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const first = (text: string): string => text.toUpperCase().split(/[\s,]/)[0] ?? '';
  return first(a) === first(b);
}

/** Some firmware gives the first three groups with their bytes in the other order (`fleet.md`, identity). */
function swapUuid(uuid: string): string {
  const swap = (group: string): string => (group.match(/../g) ?? []).reverse().join('');
  const [first = '', second = '', third = '', ...rest] = uuid.split('-');
  return [swap(first), swap(second), swap(third), ...rest].join('-');
}
