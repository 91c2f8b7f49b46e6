import { sql } from 'kysely';
import type { Change } from '#model/evidence/change.ts';
import { type EvidenceRecord, evidenceNames } from '#model/evidence/run-evidence.ts';
import { emergencyRecords } from '#model/runs/emergency-records.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import { eventOf } from './read-runs.ts';
import type { Scope } from './store.ts';

/**
 * What runs have filed, oldest first, and each run that has begun as the change it is. That is told from its journal:
 * a run does not say of itself that it was approved.
 */
export async function readRunEvidence(db: Database, scope: Scope): Promise<readonly EvidenceRecord[]> {
  const runs = await db
    .selectFrom('runs')
    .select(['tenant', 'id', 'plan_hash', 'services', 'executed_by', 'outcome', 'opened_at', 'closed_at'])
    .select(['plan', 'verification'])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('opened_at', 'is not', null)
    .execute();
  const { rows: filed } = await sql<{ run: string; seq: string; at: Date; line: string }>`
    SELECT run, seq, at, line FROM run_entries
     WHERE tenant = ANY(${scope.tenants}) AND kind = 'evidence' ORDER BY at, run, seq`.execute(db);
  const entriesOf = Map.groupBy(filed, ({ run }) => run);
  return runs.flatMap((run) => {
    const { id, plan, plan_hash, services, opened_at, closed_at, outcome, verification } = run;
    if (opened_at === null) return [];
    const shared = {
      run: id,
      executedBy: run.executed_by ?? '',
      approvedBy: verification?.approvedBy ?? [],
      verified: verification?.proved === true,
    };
    const own = (entriesOf.get(id) ?? []).flatMap(({ seq, at, line }): EvidenceRecord[] => {
      const event = eventOf(line);
      if (event.kind !== 'evidence') return [];
      const { name, value } = event.body;
      // What a change was is told below, from what others signed.
      if (name === evidenceNames.change) return [];
      return [{ ...shared, seq: Number(seq), at: at.toISOString(), name, value }];
    });
    const review = own.find(({ name }) => name === emergencyRecords.review);
    const change: Change = {
      schemaVersion: 1,
      origin: 'run',
      reference: id,
      what: plan.procedure,
      services,
      change: plan.change,
      requestedBy: plan.requestedBy,
      approvedBy: [...shared.approvedBy],
      planHash: plan_hash,
      ticket: plan.ticket,
      startedAt: opened_at.toISOString(),
      endedAt: closed_at?.toISOString() ?? null,
      outcome: outcome ?? 'unknown',
      review: review === undefined ? null : { by: byOf(review.value), at: review.at },
    };
    return [
      ...own,
      { ...shared, seq: 0, at: opened_at.toISOString(), name: evidenceNames.change, value: change },
    ];
  });
}

function byOf(value: unknown): string {
  const { by } = (value ?? {}) as { readonly by?: unknown };
  return typeof by === 'string' && by !== '' ? by : '?';
}
