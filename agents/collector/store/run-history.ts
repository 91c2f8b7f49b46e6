import { sql } from 'kysely';
import type { HostOutcome, RunOutcome } from '#model/runs/journal-entry.ts';
import type { ChangeKind } from '#model/runs/run-plan.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { RunHistory, RunHistoryQuery, Scope } from './store.ts';

interface Kept {
  readonly tenant: string;
  readonly id: string;
  readonly procedure: string;
  readonly environment: string;
  readonly change: ChangeKind;
  readonly ticket: string | null;
  readonly requested_by: string;
  readonly executed_by: string | null;
  readonly approved_by: readonly string[];
  readonly services: readonly string[];
  readonly hosts: number;
  readonly outcomes: Readonly<Partial<Record<HostOutcome, number>>>;
  readonly outcome: RunOutcome;
  readonly planned_at: Date;
  readonly opened_at: Date | null;
  readonly last_at: Date | null;
  readonly closed_at: Date | null;
  readonly verdict: 'whole' | 'broken' | null;
  readonly proved: boolean | null;
  readonly total: string;
}

/** Runs that are over, newest end first, and how many fit in all. */
export async function readRunHistory(
  db: Database,
  scope: Scope,
  { procedure, service, host, outcome, after, limit, offset = 0 }: RunHistoryQuery,
): Promise<RunHistory> {
  const fits = sql`tenant = ${anyOf(scope.tenants)} AND outcome IS NOT NULL
    ${procedure === undefined ? sql`` : sql`AND plan->>'procedure' = ${procedure}`}
    ${service === undefined ? sql`` : sql`AND ${service} = ANY(services)`}
    ${host === undefined ? sql`` : sql`AND ${host} = ANY(hosts)`}
    ${outcome === undefined ? sql`` : sql`AND outcome = ${outcome}`}
    ${after === undefined ? sql`` : sql`AND closed_at > ${after}`}`;
  const { rows } = await sql<Kept>`
    WITH fitting AS (SELECT * FROM runs WHERE ${fits})
    SELECT tenant, id, plan->>'procedure' AS procedure, plan->>'environment' AS environment,
           plan->>'change' AS change, plan->>'ticket' AS ticket, plan->>'requestedBy' AS requested_by,
           executed_by, approved_by, services, cardinality(hosts) AS hosts,
           (SELECT coalesce(jsonb_object_agg(value, count), '{}')
              FROM (SELECT value, count(*) FROM jsonb_each_text(outcomes) GROUP BY value) AS counted) AS outcomes,
           outcome, planned_at, opened_at, last_at, closed_at,
           verification->>'verdict' AS verdict, (verification->>'proved')::boolean AS proved,
           (SELECT count(*) FROM fitting) AS total
      FROM fitting
     ORDER BY closed_at DESC, id
     LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return {
    total: Number(rows[0]?.total ?? (offset === 0 ? 0 : await countFitting(db, fits))),
    rows: rows.map(({ id, requested_by, executed_by, approved_by, planned_at, ...row }) => ({
      tenant: row.tenant,
      run: id,
      procedure: row.procedure,
      environment: row.environment,
      change: row.change,
      ticket: row.ticket,
      requestedBy: requested_by,
      executedBy: executed_by,
      approvedBy: approved_by,
      services: row.services,
      hosts: row.hosts,
      outcomes: { ...noOutcomes, ...row.outcomes },
      state: row.outcome,
      plannedAt: planned_at,
      openedAt: row.opened_at,
      lastAt: row.last_at,
      closedAt: row.closed_at,
      verdict: row.verdict,
      proved: row.proved === true,
    })),
  };
}

const noOutcomes = { changed: 0, unchanged: 0, failed: 0, unreachable: 0, skipped: 0, unknown: 0 };

async function countFitting(db: Database, fits: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await sql<{ count: string }>`SELECT count(*) FROM runs WHERE ${fits}`.execute(db);
  return rows[0]?.count ?? '0';
}
