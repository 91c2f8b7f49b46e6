import type { ImportedDevice } from './device.ts';
import type { Replaced } from './importer.ts';

/**
 * Brings several records of one device together: the newest sighting is kept, among equals the later line.
 * Records are of one device where they share a directory id, an id of the source, or a serial number of the
 * same maker; an asset number, or a name, only where neither record has anything better.
 */
export function deduplicate(devices: readonly ImportedDevice[]): {
  readonly kept: readonly ImportedDevice[];
  readonly replaced: readonly Replaced[];
} {
  const best = new Map<string, ImportedDevice>();
  const winners = new Map<ImportedDevice, ImportedDevice>();
  // From the newest on, so that the first one to claim a key keeps it.
  for (const device of [...devices].sort(newestFirst)) {
    const keys = identityKeys(device);
    const winner = keys.map((key) => best.get(key)).find((found) => found !== undefined) ?? device;
    winners.set(device, winner);
    for (const key of keys) if (!best.has(key)) best.set(key, winner);
  }
  return {
    kept: devices.filter((device) => winners.get(device) === device),
    replaced: devices.flatMap((device) => {
      const winner = winners.get(device);
      return winner === undefined || winner === device
        ? []
        : [{ line: device.line, name: device.name, by: winner.line }];
    }),
  };
}

function identityKeys(device: ImportedDevice): readonly string[] {
  const keys = [
    ...(device.directoryId === null ? [] : [`directory ${device.directoryId}`]),
    ...(device.sourceId === null ? [] : [`source ${device.sourceId}`]),
    ...(device.serial === null
      ? []
      : [`serial ${device.serial.toUpperCase()} ${firstWord(device.manufacturer)}`]),
  ];
  if (keys.length > 0) return keys;
  if (device.uuid !== null) return [`uuid ${device.uuid}`];
  if (device.assetId !== null) return [`asset ${device.assetId.toUpperCase()}`];
  return [`name ${device.name?.toUpperCase()}`];
}

/** HP and HP Inc. are one maker, as far as a serial number goes. */
function firstWord(manufacturer: string | null): string {
  return manufacturer?.toUpperCase().split(/[\s,]/)[0] ?? '';
}

function newestFirst(a: ImportedDevice, b: ImportedDevice): number {
  return (b.lastSeen?.at.getTime() ?? 0) - (a.lastSeen?.at.getTime() ?? 0) || b.line - a.line;
}
