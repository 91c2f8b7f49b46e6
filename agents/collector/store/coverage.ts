import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Coverage, Scope } from './store.ts';

/** How many devices are known, by whom, and how many of them still report: two intervals may pass. */
export async function countCoverage(db: Database, scope: Scope, now: Date): Promise<Coverage> {
  const { rows } = await sql<Coverage>`
    SELECT count(*)::int AS devices,
           count(d.enrolled_at)::int AS enrolled,
           (count(*) FILTER (WHERE d.is_imported))::int AS imported,
           count(d.declared_as)::int AS declared,
           (count(*) FILTER (WHERE d.last_report_at >
             ${now}::timestamptz - make_interval(secs => 2 * t.report_interval_seconds)))::int AS reporting,
           max(d.last_report_at) AS "newestReportAt"
      FROM devices d JOIN tenants t ON t.id = d.tenant
     WHERE d.tenant = ANY(${scope.tenants})`.execute(db);
  const [coverage] = rows;
  if (coverage === undefined) throw new Error('an aggregate without GROUP BY has one row');
  return coverage;
}
