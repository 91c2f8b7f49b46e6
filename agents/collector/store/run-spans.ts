import { sql } from 'kysely';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { HostSpan, Scope } from './store.ts';

/** When each host of a run was first and last heard of in its journal, in the order they were begun. */
export async function readHostSpans(db: Database, scope: Scope, run: string): Promise<readonly HostSpan[]> {
  const { rows } = await sql<{ host: string; from: Date; to: Date; steps: string; step: string | null }>`
    SELECT host, min(at) AS "from", max(at) AS "to", count(*) FILTER (WHERE kind = 'done') AS steps,
           (array_agg(line::json->'body'->>'step' ORDER BY seq DESC) FILTER (WHERE kind = 'intent'))[1] AS step
      FROM run_entries
     WHERE tenant = ${anyOf(scope.tenants)} AND run = ${run} AND host IS NOT NULL
     GROUP BY host ORDER BY min(seq)`.execute(db);
  return rows.map(({ steps, ...row }) => ({ ...row, steps: Number(steps) }));
}
