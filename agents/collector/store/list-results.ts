import { type Selectable, sql } from 'kysely';
import { type ResultStatus, resultStatuses, severities } from '#model/controls/result.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { ResultCount, ResultFilter, Scope, StoredResult } from './store.ts';
import type { Tables } from './tables.ts';

/** Results of each control counted by status, sorted by control. */
export async function countResults(db: Database, scope: Scope): Promise<readonly ResultCount[]> {
  const rows = await db
    .selectFrom('results')
    .select((results) => [
      'control',
      'status',
      sql<number>`count(*)::int`.as('count'),
      results.fn.max('evaluated_at').as('evaluated_at'),
    ])
    .where('tenant', '=', anyOf(scope.tenants))
    .groupBy(['control', 'status'])
    .orderBy('control')
    .execute();
  return [...Map.groupBy(rows, ({ control }) => control)].map(([control, counted]) => {
    const count = (status: ResultStatus): number => counted.find((row) => row.status === status)?.count ?? 0;
    const moments = counted.map((row) => row.evaluated_at.getTime());
    return {
      control,
      evaluatedAt: new Date(Math.max(...moments)),
      counts: {
        finding: count('finding'),
        'not-measured': count('not-measured'),
        exempt: count('exempt'),
        met: count('met'),
      },
    };
  });
}

/** Results that fit, those that need somebody first. */
export async function listResults(
  db: Database,
  scope: Scope,
  filter: ResultFilter,
): Promise<readonly StoredResult[]> {
  const rows = await filteredResults(db, scope, filter)
    .selectAll()
    .orderBy(sql`array_position(${resultStatuses}::text[], status)`)
    .orderBy(sql`array_position(${severities}::text[], severity)`)
    .orderBy('subject_name')
    .orderBy('control')
    .orderBy('subject_id')
    .$if(filter.limit !== undefined, (query) => query.limit(filter.limit ?? 0))
    .$if(filter.offset !== undefined, (query) => query.offset(filter.offset ?? 0))
    .execute();
  return rows.map(toStoredResult);
}

/** A row of `results` as the rest of the collector knows it. */
export function toStoredResult(row: Selectable<Tables['results']>): StoredResult {
  return {
    control: row.control,
    controlVersion: row.control_version,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    status: row.status,
    severity: row.severity,
    message: row.message,
    evidence: row.evidence.map(({ at, ...evidence }) => ({
      ...evidence,
      at: at === null ? null : new Date(at),
    })),
    exemption: row.exemption,
    since: row.since,
    evaluatedAt: row.evaluated_at,
  };
}

/** How many results fit, whatever limit and offset say. */
export async function countListedResults(db: Database, scope: Scope, filter: ResultFilter): Promise<number> {
  const row = await filteredResults(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function filteredResults(db: Database, scope: Scope, filter: ResultFilter) {
  const { control, subject, subjectKind, devices, status, severity } = filter;
  let query = db.selectFrom('results').where('tenant', '=', anyOf(scope.tenants));
  if (control !== undefined) query = query.where('control', '=', control);
  if (subject !== undefined) {
    query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id);
  }
  if (subjectKind !== undefined) query = query.where('subject_kind', '=', subjectKind);
  if (devices !== undefined) {
    query = query.where('subject_kind', '=', 'device').where('subject_id', '=', anyOf(devices));
  }
  if (status !== undefined) query = query.where('status', '=', status);
  if (severity !== undefined) query = query.where('severity', '=', severity);
  return query;
}
