import { sql } from 'kysely';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type { RunPulse, Scope } from './store.ts';

/**
 * How far the journals of runs have come: of one run, or of all that are not over. Cheap enough to be asked every
 * other second.
 */
export async function readRunPulses(
  db: Database,
  scope: Scope,
  run: string | null,
): Promise<readonly RunPulse[]> {
  const { rows } = await sql<{ id: string; head_seq: string | null; is_over: boolean; is_judged: boolean }>`
    SELECT id, head_seq, outcome IS NOT NULL AS is_over, verification IS NOT NULL AS is_judged
      FROM runs
     WHERE tenant = ${anyOf(scope.tenants)} AND ${run === null ? sql`outcome IS NULL` : sql`id = ${run}`}
     ORDER BY planned_at DESC, id LIMIT 100`.execute(db);
  return rows.map(({ id, head_seq, is_over, is_judged }) => ({
    run: id,
    seq: head_seq === null ? null : Number(head_seq),
    isOver: is_over,
    isJudged: is_judged,
  }));
}
