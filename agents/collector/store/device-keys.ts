import { sql } from 'kysely';
import { validate as isUuid } from 'uuid';
import type { Database } from './database.ts';
import type { DeviceKey } from './store.ts';

/** Minutes a nonce is remembered: longer than a signature may be old or early, both together. */
const nonceMinutes = 15;

/** The key a device signs with; null for an id nobody has, or one whose key was replaced by none. */
export async function readDeviceKey(db: Database, deviceId: string): Promise<DeviceKey | null> {
  if (!isUuid(deviceId)) return null;
  const row = await db
    .selectFrom('device_keys as k')
    .innerJoin('devices as d', (join) =>
      join.onRef('d.tenant', '=', 'k.tenant').onRef('d.id', '=', 'k.device_id'),
    )
    .innerJoin('enrolment_tokens as t', (join) =>
      join.onRef('t.tenant', '=', 'k.tenant').onRef('t.id', '=', 'k.token_id'),
    )
    .innerJoin('tenants', 'tenants.id', 'k.tenant')
    .select(['k.device_id', 'k.tenant', 'k.public_key', 'd.profile', 't.profile as tokenProfile'])
    .select(['tenants.report_interval_seconds', 'tenants.organisation'])
    .where('k.device_id', '=', deviceId)
    .where('k.replaced_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    deviceId: row.device_id,
    tenant: row.tenant,
    organisationId: row.organisation,
    publicKey: row.public_key,
    profile: row.profile ?? row.tokenProfile,
    intervalSeconds: row.report_interval_seconds,
  };
}

/** False where the nonce was used before by this device. What is older than any signature may be is forgotten. */
export async function useNonce(
  db: Database,
  key: Pick<DeviceKey, 'tenant' | 'deviceId'>,
  nonce: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    WITH forgotten AS (
      DELETE FROM nonces
       WHERE tenant = ${key.tenant} AND device_id = ${key.deviceId} AND nonce <> ${nonce}
         AND seen_at < ${new Date(now.getTime() - nonceMinutes * 60_000)})
    INSERT INTO nonces (tenant, device_id, nonce, seen_at)
    VALUES (${key.tenant}, ${key.deviceId}, ${nonce}, ${now})
    ON CONFLICT DO NOTHING RETURNING 1`.execute(db);
  return rows.length > 0;
}
