import { sql } from 'kysely';
import { emergencyRecords } from '#model/runs/emergency-records.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { OwedLook, Scope } from './store.ts';

/** Emergencies that were made first and that no second person has looked at, the soonest due first. */
export async function readOwedLooks(db: Database, scope: Scope): Promise<readonly OwedLook[]> {
  const { rows } = await sql<OwedLook>`
    SELECT run, procedure, executed_by AS "executedBy", (said->>'secondPersonBefore')::timestamptz AS due
      FROM (SELECT id AS run, plan->>'procedure' AS procedure, executed_by,
                   -- the leave that the run began with
                   (SELECT line::json->'body' FROM run_entries
                     WHERE tenant = runs.tenant AND run = runs.id AND kind = 'approved'
                     ORDER BY seq LIMIT 1) AS said
              FROM runs
             WHERE tenant = ${anyOf(scope.tenants)} AND opened_at IS NOT NULL
               AND plan->>'change' = 'emergency'
               AND NOT EXISTS (SELECT FROM run_entries
                                WHERE tenant = runs.tenant AND run = runs.id AND kind = 'evidence'
                                  AND line::json->'body'->>'name' = ${emergencyRecords.secondPerson})) AS emergencies
     WHERE said->>'secondPersonBefore' IS NOT NULL
     ORDER BY due, run`.execute(db);
  return rows;
}
