import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Database } from './database.ts';
import type { LookUp, Scope } from './store.ts';

/** What one look shows of a device that may be tied to whoever carries it. */
export const personLinkedFields = ['name', 'serial', 'addresses', 'software'] as const;

/**
 * Notes who looked at a device that may be somebody's own: of a staff member or pupil, or a client or mobile
 * whose profile nobody knows. Servers and printers are nobody's.
 */
export async function saveDeviceLookUp(
  db: Database,
  scope: Scope,
  { viewerId, deviceId }: Pick<LookUp, 'viewerId' | 'deviceId'>,
  at: Date,
): Promise<void> {
  await sql`
    INSERT INTO look_ups (tenant, id, at, viewer_id, subject_kind, subject_id, fields)
    SELECT tenant, ${uuid()}::uuid, ${at}, ${viewerId}, 'device', id::text, ${[...personLinkedFields]}
      FROM devices
     WHERE tenant = ANY(${scope.tenants}) AND id::text = ${deviceId}
       AND (profile IN ('staff', 'pupil') OR (profile IS NULL AND kind IN ('client', 'mobile')))`.execute(db);
}

/** Notes that everything of these tenants was taken out. */
export async function saveExportLookUp(
  db: Database,
  scope: Scope,
  viewerId: string,
  at: Date,
): Promise<void> {
  for (const tenant of scope.tenants) {
    await db
      .insertInto('look_ups')
      .values({
        tenant,
        id: uuid(),
        at,
        viewer_id: viewerId,
        subject_kind: 'export',
        subject_id: tenant,
        fields: ['all'],
      })
      .execute();
  }
}

/** Who looked at a device, newest first. */
export async function listLookUps(
  db: Database,
  scope: Scope,
  deviceId: string,
  limit: number,
): Promise<readonly LookUp[]> {
  const { rows } = await sql<LookUp>`
    SELECT at, viewer_id AS "viewerId", subject_id AS "deviceId", fields
      FROM look_ups
     WHERE tenant = ANY(${scope.tenants}) AND subject_kind = 'device' AND subject_id = ${deviceId}
     ORDER BY id DESC LIMIT ${limit}`.execute(db);
  return rows;
}
