import { sql } from 'kysely';
import type { DeclaredDevice } from '#model/fleet/declared-devices.ts';
import type { IdentitySignals } from '#model/report/enrolment.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { Hardware } from '#model/report/sections/hardware.ts';
import type { Network } from '#model/report/sections/network.ts';
import type { OperatingSystem } from '#model/report/sections/operating-system.ts';
import { describeDevice, type Told } from '../identity/describe-device.ts';
import { normaliseSerial } from '../identity/signals.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockDevices } from './lock-devices.ts';
import { readProfiles, removeForbidden } from './remove-forbidden.ts';
import type { StoredDevice } from './stored-device.ts';

interface ToldRow {
  readonly id: string;
  readonly declared: DeclaredDevice | null;
  readonly hostname: string | null;
  readonly profile: AgentProfile | null;
  readonly signals: IdentitySignals | null;
  readonly hardware: Hardware | null;
  readonly operating_system: OperatingSystem | null;
  readonly network: Network | null;
  readonly imports: readonly StoredDevice[];
  readonly last_import_contact_at: string | null;
}

/** Devices told anew in one statement. */
const batchSize = 1000;

/**
 * Writes what lists show of devices from what is told of them, whoever told it last; and removes what a
 * profile that has become narrower does not allow to be kept.
 */
export async function refreshDevices(
  db: DatabaseTransaction,
  tenant: string,
  deviceIds: readonly string[],
): Promise<void> {
  await lockDevices(db, [tenant], deviceIds);
  for (let start = 0; start < deviceIds.length; start += batchSize) {
    const ids = deviceIds.slice(start, start + batchSize);
    await removeForbidden(db, tenant, await readProfiles(db, tenant, ids));
    await writeDescriptions(db, tenant, await readTold(db, tenant, ids));
  }
}

async function readTold(db: Database, tenant: string, ids: readonly string[]): Promise<readonly ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    SELECT d.id, d.declared, d.hostname, t.profile, k.signals,
           hardware.data AS hardware, os.data AS operating_system, network.data AS network,
           coalesce(i.records, '[]') AS imports, i.last_import_contact_at
      FROM devices d
      LEFT JOIN device_keys k ON k.tenant = d.tenant AND k.device_id = d.id AND k.replaced_at IS NULL
      LEFT JOIN enrolment_tokens t ON t.tenant = k.tenant AND t.id = k.token_id
      LEFT JOIN sections hardware ON hardware.tenant = d.tenant AND hardware.device_id = d.id AND hardware.name = 'hardware'
      LEFT JOIN sections os ON os.tenant = d.tenant AND os.device_id = d.id AND os.name = 'operating-system'
      LEFT JOIN sections network ON network.tenant = d.tenant AND network.device_id = d.id AND network.name = 'network'
      LEFT JOIN LATERAL (
        SELECT json_agg(r.record ORDER BY r.in_latest DESC, r.imported_at DESC, r.source) AS records,
               max(r.last_seen_at) AS last_import_contact_at
          FROM imported_records r WHERE r.tenant = d.tenant AND r.device_id = d.id) i ON true
     WHERE d.tenant = ${tenant} AND d.id = ANY(${ids})`.execute(db);
  return rows;
}

function toTold(row: ToldRow): Told {
  return {
    declared: row.declared,
    agent:
      row.hostname === null || row.profile === null
        ? null
        : {
            hostname: row.hostname,
            serial: row.signals?.serial ?? null,
            profile: row.profile,
            hardware: row.hardware,
            operatingSystem: row.operating_system,
            network: row.network,
          },
    imports: row.imports,
  };
}

/** What is read of the hardware now counts before what was read when it was enrolled. */
function signalColumns(row: ToldRow) {
  const { declared, signals, hardware, imports } = row;
  const serials = [
    hardware?.serial,
    signals?.serial,
    ...imports.map(({ serial }) => serial),
    declared?.serial,
  ];
  return {
    signal_serial: serials.map(normaliseSerial).find((serial) => serial !== null) ?? null,
    signal_uuid: hardware?.uuid ?? signals?.uuid ?? imports.find(({ uuid }) => uuid !== null)?.uuid ?? null,
    signal_directory_id: imports.find(({ directoryId }) => directoryId !== null)?.directoryId ?? null,
    signal_machine_id: signals?.machineIdHash ?? null,
    signal_macs: [...new Set([...(signals?.macs ?? []), ...imports.flatMap(({ macs }) => macs)])],
  };
}

async function writeDescriptions(db: Database, tenant: string, rows: readonly ToldRow[]): Promise<void> {
  const values = rows.map((row) => ({
    id: row.id,
    ...describeDevice(toTold(row)),
    ...signalColumns(row),
    service_ids: row.declared?.serviceIds ?? [],
    is_imported: row.imports.length > 0,
    last_import_contact_at: row.last_import_contact_at,
  }));
  await sql`
    UPDATE devices d SET
      name = r.name, kind = r.kind, profile = r.profile, unit = r.unit, site = r.site, role = r.role,
      manufacturer = r.manufacturer, model = r.model, serial = r.serial, operating_system = r.operating_system,
      search = r.search, service_ids = r.service_ids, is_imported = r.is_imported,
      last_import_contact_at = r.last_import_contact_at,
      last_seen_at = greatest(d.enrolled_at, d.last_report_at, r.last_import_contact_at),
      signal_serial = r.signal_serial, signal_uuid = r.signal_uuid, signal_directory_id = r.signal_directory_id,
      signal_machine_id = r.signal_machine_id, signal_macs = r.signal_macs
    FROM json_to_recordset(${JSON.stringify(values)}::json) AS r(
      id uuid, name text, kind text, profile text, unit text, site text, role text, manufacturer text, model text,
      serial text, operating_system text, search text, service_ids text[], is_imported boolean,
      last_import_contact_at timestamptz, signal_serial text, signal_uuid uuid, signal_directory_id text,
      signal_machine_id text, signal_macs text[])
    WHERE d.tenant = ${tenant} AND d.id = r.id`.execute(db);
}
