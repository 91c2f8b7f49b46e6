import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';

/** Removes devices that nobody knows of any more, with their results; what changed of them stays in the history. */
export async function removeDevices(
  db: Database,
  tenant: string,
  deviceIds: readonly string[],
): Promise<void> {
  if (deviceIds.length === 0) return;
  await db
    .deleteFrom('results')
    .where('tenant', '=', tenant)
    .where('subject_kind', '=', 'device')
    .where('subject_id', '=', anyOf(deviceIds))
    .execute();
  await db.deleteFrom('devices').where('tenant', '=', tenant).where('id', '=', anyOf(deviceIds)).execute();
}
