import type { Selectable } from 'kysely';
import { compareSignals, swapUuidBytes } from '../identity/signals.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import { readSignals, signalColumnNames } from './signal-columns.ts';
import type { Tables } from './tables.ts';

/** Others that a device names at most: a thousand clones of one image would otherwise name a million. */
const namedAtMost = 20;

/**
 * Names of the other devices of the same tenant with the serial number or UUID of each of these, by id. One
 * statement over the indexes of the signals, however many devices are asked of.
 */
export async function readConflicts(
  db: Database,
  devices: readonly Selectable<Tables['devices']>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const serials = new Set(devices.flatMap(({ signal_serial }) => signal_serial ?? []));
  const uuids = new Set(
    devices
      .flatMap(({ signal_uuid }) => [signal_uuid, swapUuidBytes(signal_uuid)])
      .filter((one) => one !== null),
  );
  if (serials.size === 0 && uuids.size === 0) return new Map();
  const candidates = await db
    .selectFrom('devices')
    .select(['tenant', 'id', 'name', ...signalColumnNames])
    .where('tenant', '=', anyOf([...new Set(devices.map(({ tenant }) => tenant))]))
    .where((where) =>
      where.or([
        where('signal_serial', '=', anyOf([...serials])),
        where('signal_uuid', '=', anyOf([...uuids])),
      ]),
    )
    .orderBy('name')
    .orderBy('id')
    .execute();
  const bySerial = Map.groupBy(candidates, ({ signal_serial }) => signal_serial);
  const byUuid = Map.groupBy(candidates, ({ signal_uuid }) => signal_uuid);
  return new Map(
    devices.map((device) => {
      const { signal_serial: serial, signal_uuid: uuid } = device;
      const sharing = new Set([
        ...(serial === null ? [] : (bySerial.get(serial) ?? [])),
        ...(uuid === null ? [] : [...(byUuid.get(uuid) ?? []), ...(byUuid.get(swapUuidBytes(uuid)) ?? [])]),
      ]);
      const signals = readSignals(device);
      const names: string[] = [];
      for (const other of sharing) {
        if (names.length === namedAtMost) break;
        if (other.tenant !== device.tenant || other.id === device.id) continue;
        // A serial number is one maker's: another maker's equal one is no conflict.
        const { shared } = compareSignals(signals, readSignals(other));
        if (shared.includes('serial') || shared.includes('uuid')) names.push(other.name);
      }
      return [device.id, names.toSorted()] as const;
    }),
  );
}
