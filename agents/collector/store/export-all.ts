import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Scope } from './store.ts';

/** Rows read at a time. */
const batchSize = 500;

interface ExportedTable {
  /** Columns that, after the tenant, give the rows an order of their own. */
  readonly order: readonly string[];
  /** Columns left out: secrets, even as hashes, open doors and belong to no export. */
  readonly secrets?: readonly string[];
}

/** Every table, in the order a new database would take them. The software of a device stands as numbers of titles. */
export const exportedTables: Readonly<Record<string, ExportedTable>> = {
  tenants: { order: ['id'] },
  snapshots: { order: ['id'] },
  devices: { order: ['id'] },
  enrolment_tokens: { order: ['id'], secrets: ['token_hash'] },
  device_keys: { order: ['id'] },
  sections: { order: ['device_id', 'name'] },
  software_titles: { order: ['id'] },
  device_software: { order: ['device_id'] },
  pending_updates: { order: ['device_id', 'name'] },
  device_changes: { order: ['id'] },
  imports: { order: ['id'] },
  imported_records: { order: ['device_id', 'source'] },
  runs: { order: ['id'] },
  run_entries: { order: ['run', 'seq'] },
  run_outputs: { order: ['run', 'sha256'] },
  results: { order: ['control', 'subject_kind', 'subject_id'] },
  result_changes: { order: ['id'] },
  sessions: { order: ['created_at'], secrets: ['secret_hash'] },
  login_links: { order: ['created_at'], secrets: ['secret_hash'] },
  api_tokens: { order: ['id'], secrets: ['token_hash'] },
  look_ups: { order: ['id'] },
  purges: { order: ['id'] },
};

/**
 * Everything kept of some tenants as lines of JSON, `{"table": …, "row": …}`, as it stood at one moment. The
 * first line tells format and moment, the last the number of rows: an export without it was cut off. Only
 * nonces are left out, which are forgotten within minutes.
 */
export async function* exportAll(db: Database, scope: Scope, now: Date): AsyncGenerator<string> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  let count = 0;
  try {
    const head = { format: 'grundval-export', schemaVersion: 1, at: now, tenants: scope.tenants };
    yield `${JSON.stringify(head)}\n`;
    for (const [table, { order, secrets = [] }] of Object.entries(exportedTables)) {
      const tenant = sql.ref(table === 'tenants' ? 'id' : 'tenant');
      await sql`
        DECLARE rows_to_export NO SCROLL CURSOR FOR
        SELECT (to_jsonb(t) - ${secrets}::text[])::text AS row
          FROM ${sql.table(table)} t WHERE ${tenant} = ANY(${scope.tenants})
         ORDER BY ${tenant}, ${sql.join(order.map((column) => sql.ref(column)))}`.execute(transaction);
      for (;;) {
        const { rows } = await sql<{ row: string }>`
          FETCH ${sql.lit(batchSize)} FROM rows_to_export`.execute(transaction);
        if (rows.length === 0) break;
        count += rows.length;
        yield rows.map(({ row }) => `{"table":"${table}","row":${row}}\n`).join('');
      }
      await sql`CLOSE rows_to_export`.execute(transaction);
    }
    yield `${JSON.stringify({ end: true, rows: count })}\n`;
  } finally {
    await transaction.rollback().execute();
  }
}
