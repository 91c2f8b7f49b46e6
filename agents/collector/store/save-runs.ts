import { sql } from 'kysely';
import type { HostOutcome, JournalEvent } from '#model/runs/journal-entry.ts';
import type { RunVerification } from '#model/runs/run-verification.ts';
import type { RunShipment } from '#model/runs/shipment.ts';
import type { JournalLine } from '../runs/journal-rules.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** What became of a plan: a run has one, and never another. */
export type PlanOutcome = 'kept' | 'other-plan';

/** Keeps the plan of a run; one that is there already is left as it is. */
export async function saveRunPlan(
  db: Database,
  tenant: string,
  run: string,
  { plan, request }: RunShipment,
  planHash: string,
  at: Date,
): Promise<PlanOutcome> {
  await db
    .insertInto('runs')
    .values({
      tenant,
      id: run,
      plan: JSON.stringify(plan),
      plan_hash: planHash,
      request: JSON.stringify(request),
      services: [...plan.affected.services],
      hosts: plan.batches.flat(),
      planned_at: new Date(plan.plannedAt),
      received_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db
    .selectFrom('runs')
    .select('plan_hash')
    .where('tenant', '=', tenant)
    .where('id', '=', run)
    .executeTakeFirst();
  return kept?.plan_hash === planHash ? 'kept' : 'other-plan';
}

/** What became of entries. */
export type EntriesOutcome =
  | { readonly kind: 'saved'; readonly added: number }
  | { readonly kind: 'unknown-run' }
  /** Another chain than the one that is kept, from this entry on. */
  | { readonly kind: 'fork'; readonly seq: number; readonly kept: string; readonly sent: string }
  /** Entries before these are missing. */
  | { readonly kind: 'gap'; readonly expected: number; readonly sent: number };

/**
 * Adds entries to a run's journal. Those that are kept already are compared; nothing that is kept is ever changed.
 *
 * @param lines in their order, each by itself read and checked
 */
export async function saveRunEntries(
  db: Database,
  tenant: string,
  run: string,
  lines: readonly JournalLine[],
): Promise<EntriesOutcome> {
  return db.transaction().execute(async (tx) => {
    const kept = await tx
      .selectFrom('runs')
      .select(['head_seq', 'head_hash'])
      .where('tenant', '=', tenant)
      .where('id', '=', run)
      .forUpdate()
      .executeTakeFirst();
    if (kept === undefined) return { kind: 'unknown-run' };
    const next = kept.head_seq === null ? 0 : Number(kept.head_seq) + 1;
    const known = lines.filter(({ entry }) => entry.seq < next);
    const fork = await findFork(tx, tenant, run, known);
    if (fork !== null) return fork;
    const fresh = lines.filter(({ entry }) => entry.seq >= next);
    const refusal = checkLinks(fresh, next, kept.head_hash);
    if (refusal !== null) return refusal;
    await insertEntries(tx, tenant, run, fresh);
    await foldInto(tx, tenant, run, fresh);
    return { kind: 'saved', added: fresh.length };
  });
}

async function findFork(
  tx: DatabaseTransaction,
  tenant: string,
  run: string,
  sent: readonly JournalLine[],
): Promise<Extract<EntriesOutcome, { kind: 'fork' }> | null> {
  const [first] = sent;
  if (first === undefined) return null;
  const rows = await tx
    .selectFrom('run_entries')
    .select(['seq', 'hash'])
    .where('tenant', '=', tenant)
    .where('run', '=', run)
    .where('seq', '>=', sql<string>`${first.entry.seq}`)
    .execute();
  const hashes = new Map(rows.map(({ seq, hash }) => [Number(seq), hash]));
  for (const { entry } of sent) {
    const kept = hashes.get(entry.seq) ?? '';
    if (kept !== entry.hash) return { kind: 'fork', seq: entry.seq, kept, sent: entry.hash };
  }
  return null;
}

function checkLinks(
  lines: readonly JournalLine[],
  from: number,
  head: string | null,
): Extract<EntriesOutcome, { kind: 'fork' | 'gap' }> | null {
  let [seq, prev] = [from, head];
  for (const { entry } of lines) {
    if (entry.seq !== seq) return { kind: 'gap', expected: seq, sent: entry.seq };
    if (prev !== null && entry.prev !== prev) {
      return { kind: 'fork', seq: Math.max(0, seq - 1), kept: prev, sent: entry.prev };
    }
    [seq, prev] = [seq + 1, entry.hash];
  }
  return null;
}

async function insertEntries(
  tx: DatabaseTransaction,
  tenant: string,
  run: string,
  lines: readonly JournalLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ line, entry, event }) => ({
    seq: entry.seq,
    at: entry.at,
    kind: entry.kind,
    host: hostOf(event),
    hash: entry.hash,
    line,
  }));
  await sql`
    INSERT INTO run_entries (tenant, run, seq, at, kind, host, hash, line)
    SELECT ${tenant}, ${run}, * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row (seq bigint, at timestamptz, kind text, host text, hash text, line text)`.execute(tx);
}

function hostOf({ body }: JournalEvent): string | null {
  const { host } = (body ?? {}) as { readonly host?: unknown };
  return typeof host === 'string' ? host : null;
}

/** What lists show, brought on by what the entries say. */
async function foldInto(
  tx: DatabaseTransaction,
  tenant: string,
  run: string,
  lines: readonly JournalLine[],
): Promise<void> {
  const last = lines.at(-1);
  if (last === undefined) return;
  const row = await tx
    .selectFrom('runs')
    .select(['outcomes', 'approved_by', 'executed_by', 'is_paused', 'outcome', 'opened_at', 'closed_at'])
    .where('tenant', '=', tenant)
    .where('id', '=', run)
    .executeTakeFirstOrThrow();
  const outcomes = new Map<string, HostOutcome>(Object.entries(row.outcomes));
  const approvers = new Set(row.approved_by);
  const change = { ...row };
  for (const { entry, event } of lines) {
    const at = new Date(entry.at);
    switch (event.kind) {
      case 'opened':
        change.executed_by = event.body.executedBy;
        change.opened_at = at;
        break;
      case 'approved':
        for (const person of personsOf(event.body)) approvers.add(person);
        break;
      case 'batch':
        for (const host of event.body.hosts) outcomes.delete(host);
        break;
      case 'decided':
        outcomes.delete(event.body.host);
        break;
      case 'host':
        outcomes.set(event.body.host, event.body.outcome);
        break;
      case 'control': {
        const { action } = event.body;
        if (action === 'pause') change.is_paused = true;
        if (action === 'resume' || action === 'reopen') change.is_paused = false;
        if (action === 'reopen') [change.outcome, change.closed_at] = [null, null];
        break;
      }
      case 'closed':
        change.outcome = event.body.outcome;
        change.closed_at = at;
        break;
    }
  }
  await tx
    .updateTable('runs')
    .set({
      ...change,
      outcomes: JSON.stringify(Object.fromEntries(outcomes)),
      approved_by: [...approvers],
      head_seq: last.entry.seq,
      head_hash: last.entry.hash,
      last_at: new Date(last.entry.at),
      verification: null,
    })
    .where('tenant', '=', tenant)
    .where('id', '=', run)
    .execute();
}

/** Directory ids in an entry `approved`. */
function personsOf(body: unknown): readonly string[] {
  const { by } = (body ?? {}) as { readonly by?: unknown };
  return Array.isArray(by) ? by.filter((person) => typeof person === 'string') : [];
}

/** Lines of a journal that are kept, from the first, some thousand at a time. */
export async function* readJournalLines(
  db: Database,
  tenant: string,
  run: string,
): AsyncGenerator<readonly string[]> {
  const batch = 2000;
  for (let from = 0; ; from += batch) {
    const rows = await db
      .selectFrom('run_entries')
      .select('line')
      .where('tenant', '=', tenant)
      .where('run', '=', run)
      .where('seq', '>=', sql<string>`${from}`)
      .orderBy('seq')
      .limit(batch)
      .execute();
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < batch) return;
  }
}

/** Keeps how a journal was judged, unless entries have come meanwhile. */
export async function saveVerification(
  db: Database,
  tenant: string,
  run: string,
  head: string,
  verification: RunVerification,
): Promise<void> {
  await db
    .updateTable('runs')
    .set({ verification: JSON.stringify(verification) })
    .where('tenant', '=', tenant)
    .where('id', '=', run)
    .where('head_hash', '=', head)
    .execute();
}

/** Keeps a compressed output, whose hash the caller has checked; false where no entry names it. */
export async function saveRunOutput(
  db: Database,
  tenant: string,
  run: string,
  sha256: string,
  content: Uint8Array,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM run_entries
     WHERE tenant = ${tenant} AND run = ${run} AND kind = 'done'
       AND line::json->'body'->>'outputSha256' = ${sha256} LIMIT 1`.execute(db);
  if (rows.length === 0) return false;
  await db
    .insertInto('run_outputs')
    .values({ tenant, run, sha256, content: Buffer.from(content) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}
