import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';

/** Locks devices in the order of their ids, as everything does that writes several: then none waits in a circle. */
export async function lockDevices(
  db: DatabaseTransaction,
  tenants: readonly string[],
  deviceIds: readonly string[],
): Promise<void> {
  await sql`
    SELECT FROM devices WHERE tenant = ANY(${tenants}) AND id = ANY(${deviceIds})
     ORDER BY id FOR NO KEY UPDATE`.execute(db);
}
