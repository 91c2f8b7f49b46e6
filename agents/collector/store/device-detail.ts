import { validate as isUuid } from 'uuid';
import { compareSignals } from '../identity/signals.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import { toDeviceRow } from './device-rows.ts';
import { readFleet } from './fleet.ts';
import { readSignals, sharingDevices, signalColumnNames } from './signal-columns.ts';
import type { DeviceDetail, Scope } from './store.ts';

/** One device with everything known of it; null where the scope has none of this id. */
export async function readDevice(
  db: Database,
  scope: Scope,
  id: string,
  now: Date,
): Promise<DeviceDetail | null> {
  if (!isUuid(id)) return null;
  const [row, fleet] = await Promise.all([
    db
      .selectFrom('devices')
      .selectAll()
      .where('tenant', '=', anyOf(scope.tenants))
      .where('id', '=', id)
      .executeTakeFirst(),
    readFleet(db, scope, now, [id]),
  ]);
  const [device] = fleet.devices;
  if (row === undefined || device === undefined) return null;
  const signals = readSignals(row);
  const others = await sharingDevices(db, scope.tenants, signals)
    .where('devices.id', '<>', id)
    .select(['devices.id', 'devices.name', ...signalColumnNames])
    .orderBy('devices.name')
    .limit(100)
    .execute();
  return {
    row: toDeviceRow(row),
    device,
    site: row.site,
    role: row.role,
    serial: row.serial,
    agentVersion: row.agent_version,
    cost: row.cost,
    identityConflicts: others
      .map((other) => ({
        deviceId: other.id,
        name: other.name,
        signals: compareSignals(signals, readSignals(other)).shared,
      }))
      // Numbers of two makers may be equal.
      .filter((other) => other.signals.some((signal) => signal !== 'mac')),
    missedReports: row.missed_reports,
  };
}
