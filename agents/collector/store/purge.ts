import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { durationSeconds } from '#model/declaration/values.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { readSnapshot } from './snapshots.ts';
import type { Purged, Scope } from './store.ts';

type Records = Purged['records'];

/** Statements that remove what is older than a moment; each returns one row for each row it removed. */
const removals: Readonly<
  Record<Records, (tenant: string, olderThan: Date) => readonly ReturnType<typeof sql>[]>
> = {
  // What a device told that has been silent since; the device itself, its key and its history stay.
  reports: (tenant, olderThan) =>
    ['sections', 'device_software', 'pending_updates'].map(
      (table) => sql`
          DELETE FROM ${sql.table(table)} o USING devices d
           WHERE o.tenant = ${tenant} AND d.tenant = o.tenant AND d.id = o.device_id
             AND d.last_report_at < ${olderThan} RETURNING 1`,
    ),
  changes: (tenant, olderThan) => [
    sql`DELETE FROM device_changes WHERE tenant = ${tenant} AND at < ${olderThan} RETURNING 1`,
    sql`DELETE FROM result_changes WHERE tenant = ${tenant} AND at < ${olderThan} RETURNING 1`,
  ],
  // A record that the newest export still has is no old one.
  imports: (tenant, olderThan) => [
    sql`DELETE FROM imported_records
           WHERE tenant = ${tenant} AND NOT in_latest AND imported_at < ${olderThan} RETURNING 1`,
    sql`DELETE FROM imports i
           WHERE tenant = ${tenant} AND imported_at < ${olderThan}
             AND NOT EXISTS (SELECT FROM imported_records r WHERE r.tenant = i.tenant AND r.import_id = i.id)
             AND EXISTS (SELECT FROM imports n
                          WHERE n.tenant = i.tenant AND n.source = i.source AND n.imported_at > i.imported_at)
          RETURNING 1`,
  ],
  'look-ups': (tenant, olderThan) => [
    sql`DELETE FROM look_ups WHERE tenant = ${tenant} AND at < ${olderThan} RETURNING 1`,
  ],
  // Runs that have ended, whole: a chain with a hole proves nothing. What is left of them is the purge.
  runs: (tenant, olderThan) => [
    ...['run_outputs', 'run_entries'].map(
      (table) => sql`
          DELETE FROM ${sql.table(table)} o USING runs r
           WHERE o.tenant = ${tenant} AND r.tenant = o.tenant AND r.id = o.run
             AND r.closed_at < ${olderThan} RETURNING 1`,
    ),
    sql`DELETE FROM runs WHERE tenant = ${tenant} AND closed_at < ${olderThan} RETURNING 1`,
  ],
  'run-outputs': (tenant, olderThan) => [
    sql`DELETE FROM run_outputs o USING runs r
           WHERE o.tenant = ${tenant} AND r.tenant = o.tenant AND r.id = o.run
             AND r.closed_at < ${olderThan} RETURNING 1`,
  ],
  sessions: (tenant, olderThan) => [
    sql`DELETE FROM sessions
           WHERE tenant = ${tenant} AND coalesce(ended_at, expires_at) < ${olderThan} RETURNING 1`,
    sql`DELETE FROM login_links
           WHERE tenant = ${tenant} AND coalesce(used_at, expires_at) < ${olderThan} RETURNING 1`,
  ],
};

/**
 * Removes what the declaration's retention decisions say is no longer to be kept, and notes what was removed
 * by which decision. Without a decision, or after its last day, nothing is removed.
 *
 * @param today calendar day in Europe/Stockholm
 */
export async function purge(
  db: Database,
  scope: Scope,
  now: Date,
  today: string,
): Promise<readonly Purged[]> {
  const snapshot = await readSnapshot(db, scope.organisation);
  if (snapshot === null) return [];
  const { organisation, decisions } = snapshot.declaration;
  const inForce = organisation.retention.filter(({ decision: id }) =>
    decisions.decisions.some(
      (decision) =>
        decision.id === id &&
        decision.kind === 'retention' &&
        decision.on <= today &&
        (decision.validUntil === undefined || decision.validUntil >= today),
    ),
  );
  return db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('grundval.purge', 'on', true)`.execute(tx);
    const purged: Purged[] = [];
    for (const { records, keep, decision } of inForce) {
      const olderThan = new Date(now.getTime() - durationSeconds(keep) * 1000);
      for (const tenant of scope.tenants) {
        const removed = await removeOld(tx, tenant, records, olderThan);
        if (removed === 0) continue;
        purged.push({ tenant, records, decision, olderThan, removed });
        await tx
          .insertInto('purges')
          .values({ tenant, id: uuid(), at: now, records, decision, older_than: olderThan, removed })
          .execute();
      }
    }
    return purged;
  });
}

async function removeOld(
  tx: DatabaseTransaction,
  tenant: string,
  records: Records,
  olderThan: Date,
): Promise<number> {
  let removed = 0;
  for (const statement of removals[records](tenant, olderThan)) {
    removed += (await statement.execute(tx)).rows.length;
  }
  return removed;
}
