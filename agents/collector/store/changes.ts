import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { SectionChange } from '../changes/diff-section.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { DeviceChange, Scope, SeenChange } from './store.ts';

/** Adds to a device's history. */
export async function saveChanges(
  db: Database,
  tenant: string,
  deviceId: string,
  changes: readonly (SectionChange & { readonly section: string })[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({ id: uuid(), ...change }));
  await sql`
    INSERT INTO device_changes (tenant, id, device_id, at, section, change, what, before, after)
    SELECT ${tenant}, r.id, ${deviceId}, ${at}, r.section, r.change, r.what, r.before, r.after
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r(id uuid, section text, change text, what text, before text, after text)`.execute(db);
}

/** A device's history, newest first; `before` is the id of the last change already shown. */
export async function listChanges(
  db: Database,
  scope: Scope,
  deviceId: string,
  limit: number,
  before?: string,
): Promise<readonly DeviceChange[]> {
  return db
    .selectFrom('device_changes')
    .select(['id', 'at', 'section', 'change', 'what', 'before', 'after'])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('device_id', '=', deviceId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Changes of some devices after a moment, newest first; of each device at most `limit`. */
export async function listRecentChanges(
  db: Database,
  scope: Scope,
  deviceIds: readonly string[],
  after: Date,
  limit: number,
): Promise<readonly SeenChange[]> {
  const { rows } = await sql<SeenChange>`
    SELECT devices.id AS "deviceId", newest.*
      FROM devices CROSS JOIN LATERAL (
        SELECT id, at, section, change, what, before, after FROM device_changes
         WHERE tenant = devices.tenant AND device_id = devices.id ORDER BY id DESC LIMIT ${limit}) AS newest
     WHERE devices.tenant = ANY(${scope.tenants}) AND devices.id = ANY(${deviceIds}) AND newest.at > ${after}
     ORDER BY newest.at DESC, newest.id DESC`.execute(db);
  return rows;
}
