import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { ImportRecord, Scope } from './store.ts';

/** Imports as they were made, newest first. */
export async function listImports(db: Database, scope: Scope): Promise<readonly ImportRecord[]> {
  const rows = await db
    .selectFrom('imports')
    .select(['id', 'source', 'file_name', 'imported_at', 'rows_read', 'records', 'rejected'])
    .where('tenant', '=', anyOf(scope.tenants))
    .orderBy('id', 'desc')
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    fileName: row.file_name,
    importedAt: row.imported_at,
    rowsRead: row.rows_read,
    records: row.records,
    rejected: row.rejected,
  }));
}
