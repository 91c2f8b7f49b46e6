import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Scope } from './store.ts';

/** Rows read at a time. */
const batchSize = 500;

/**
 * Every table, in the order a new database would take them, and what of it is left out: secrets, even as
 * hashes, open doors and belong to no export. The software of a device stands as numbers of titles.
 */
export const exportedTables: Readonly<Record<string, readonly string[]>> = {
  tenants: [],
  snapshots: [],
  devices: [],
  enrolment_tokens: ['token_hash'],
  device_keys: [],
  sections: [],
  software_titles: [],
  device_software: [],
  pending_updates: [],
  device_changes: [],
  imports: [],
  imported_records: [],
  results: [],
  result_changes: [],
  sessions: ['secret_hash'],
  login_links: ['secret_hash'],
  api_tokens: ['token_hash'],
  look_ups: [],
  purges: [],
};

/**
 * Everything kept of some tenants as lines of JSON, `{"table": …, "row": …}`, as it stood at one moment;
 * the first line tells format and moment. Only nonces are left out, which are forgotten within minutes.
 */
export async function* exportAll(db: Database, scope: Scope, now: Date): AsyncGenerator<string> {
  const connection = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    yield `${JSON.stringify({ format: 'grundval-export', schemaVersion: 1, at: now, tenants: scope.tenants })}\n`;
    for (const [table, secrets] of Object.entries(exportedTables)) {
      const tenantColumn = sql.ref(table === 'tenants' ? 'id' : 'tenant');
      await sql`
        DECLARE rows_to_export NO SCROLL CURSOR FOR
        SELECT (to_jsonb(t) - ${secrets}::text[])::text AS row
          FROM ${sql.table(table)} t WHERE ${tenantColumn} = ANY(${scope.tenants})
         ORDER BY t`.execute(connection);
      for (;;) {
        const { rows } = await sql<{ row: string }>`FETCH ${sql.lit(batchSize)} FROM rows_to_export`.execute(
          connection,
        );
        if (rows.length === 0) break;
        yield rows.map(({ row }) => `{"table":"${table}","row":${row}}\n`).join('');
      }
      await sql`CLOSE rows_to_export`.execute(connection);
    }
  } finally {
    await connection.rollback().execute();
  }
}
