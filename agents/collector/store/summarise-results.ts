import { sql } from 'kysely';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import { toStoredResult } from './list-results.ts';
import type { AlikeFindings, ChangeCount, Scope } from './store.ts';

/** Results whose status was first seen after a moment, counted in the database: a first day has thousands. */
export async function countChanges(db: Database, scope: Scope, after: Date): Promise<readonly ChangeCount[]> {
  const rows = await db
    .selectFrom('results')
    .select((results) => [
      'control',
      'status',
      'subject_kind',
      sql<number>`count(*)::int`.as('count'),
      results.fn.min('since').as('since'),
    ])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('since', '>', after)
    .groupBy(['control', 'status', 'subject_kind'])
    .orderBy('control')
    .orderBy('status')
    .orderBy('subject_kind')
    .execute();
  return rows.map(({ subject_kind, ...row }) => ({ ...row, subjectKind: subject_kind }));
}

/**
 * Findings on devices as things to do: the oldest of each control and severity, and how many there are.
 *
 * @param except ids of devices that are things of their own
 */
export async function listAlikeFindings(
  db: Database,
  scope: Scope,
  except: readonly string[],
): Promise<readonly AlikeFindings[]> {
  const rows = await db
    .selectFrom('results')
    .distinctOn(['control', 'severity'])
    .selectAll()
    .select(sql<number>`(count(*) OVER (PARTITION BY control, severity))::int`.as('count'))
    .where('tenant', '=', anyOf(scope.tenants))
    .where('status', '=', 'finding')
    .where('subject_kind', '=', 'device')
    .where((results) => results.not(results('subject_id', '=', anyOf(except))))
    .orderBy('control')
    .orderBy('severity')
    .orderBy('since')
    .orderBy('subject_name')
    .orderBy('subject_id')
    .execute();
  return rows.map(({ count, ...row }) => ({ oldest: toStoredResult(row), count }));
}
