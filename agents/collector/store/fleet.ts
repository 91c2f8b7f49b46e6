import { type Selectable, sql } from 'kysely';
import type { Fleet, FleetDevice, ImportedRecord } from '#model/fleet/fleet.ts';
import type { Section } from '#model/report/section.ts';
import type { Software } from '#model/report/sections/software.ts';
import type { Sections } from '#model/report/sections.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import { readConflicts } from './identity-conflicts.ts';
import { readSoftware } from './software.ts';
import type { Scope } from './store.ts';
import type { Tables } from './tables.ts';

/**
 * Devices with everything known of them, sorted by id; all in the scope, or those named. Read some hundred
 * at a time where there are many: a device with its software is some ten kilobytes.
 */
export async function readFleet(
  db: Database,
  scope: Scope,
  at: Date,
  deviceIds?: readonly string[],
): Promise<Fleet> {
  const devices = await db
    .selectFrom('devices')
    .selectAll()
    .where('tenant', '=', anyOf(scope.tenants))
    .$if(deviceIds !== undefined, (query) => query.where('id', '=', anyOf(deviceIds ?? [])))
    .orderBy('id')
    .execute();
  const ids = devices.map(({ id }) => id);
  const [sections, software, pending, imports, conflicts] = await Promise.all([
    readSections(db, scope, ids),
    readSoftware(db, scope.tenants, ids),
    readPending(db, scope, ids),
    readImports(db, scope, ids),
    readConflicts(db, devices),
  ]);
  return {
    at,
    devices: devices.map(
      (row): FleetDevice => ({
        id: row.id,
        name: row.name,
        kind: row.kind,
        profile: row.profile,
        declaredAs: row.declared_as,
        serviceIds: row.service_ids,
        enrolledAt: row.enrolled_at,
        lastReportAt: row.last_report_at,
        sections: toSections(sections.get(row.id) ?? [], software.get(row.id)),
        pendingSince: new Map(pending.get(row.id)?.map(({ name, since }) => [name, since])),
        rebootSince: row.reboot_since,
        imports: imports.get(row.id) ?? [],
        identityConflicts: conflicts.get(row.id) ?? [],
      }),
    ),
  };
}

type SectionRow = Selectable<Tables['sections']>;

async function readSections(
  db: Database,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly SectionRow[]>> {
  const rows = await db
    .selectFrom('sections')
    .selectAll()
    .where('tenant', '=', anyOf(scope.tenants))
    .where('device_id', '=', anyOf(ids))
    .orderBy('name')
    .execute();
  return Map.groupBy(rows, ({ device_id }) => device_id);
}

function toSections(rows: readonly SectionRow[], software: Software | undefined): Sections {
  return Object.fromEntries(
    rows.map((row) => [row.name, toSection(row, row.name === 'software' ? software : row.data)]),
  );
}

/** What was read last: a reading that failed carries no data, although older data is kept to compare with. */
function toSection(row: SectionRow, data: unknown): Section {
  const envelope = {
    collectedAt: row.collected_at.toISOString(),
    tookMs: row.took_ms,
    source: row.source,
  };
  if (row.status === 'ok') return { ...envelope, status: 'ok', data };
  const reason = row.reason ?? '–';
  return row.status === 'partial'
    ? { ...envelope, status: 'partial', reason, data }
    : { ...envelope, status: row.status, reason };
}

async function readPending(
  db: Database,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly name: string; readonly since: Date }[]>> {
  const rows = await db
    .selectFrom('pending_updates')
    .select(['device_id', 'name', 'since'])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('device_id', '=', anyOf(ids))
    .execute();
  return Map.groupBy(rows, ({ device_id }) => device_id);
}

async function readImports(
  db: Database,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ImportedRecord[]>> {
  const { rows } = await sql<ImportedRecord & { deviceId: string }>`
    SELECT device_id AS "deviceId", source, imported_at AS "importedAt", last_seen_at AS "lastSeenAt",
           record->>'operatingSystem' AS "operatingSystem", record->>'build' AS build,
           (record->>'encrypted')::boolean AS encrypted, in_latest AS "inLatest"
      FROM imported_records WHERE tenant = ANY(${scope.tenants}) AND device_id = ANY(${ids})
     ORDER BY in_latest DESC, imported_at DESC, source`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ deviceId }) => deviceId)].map(([id, records]) => [
      id,
      records.map(({ deviceId: _deviceId, ...record }) => record),
    ]),
  );
}
