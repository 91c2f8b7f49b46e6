import { sql } from 'kysely';
import type { HostOutcome, JournalEvent } from '#model/runs/journal-entry.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';
import type {
  RunDetail,
  RunEntry,
  RunEntryQuery,
  RunHistory,
  RunHistoryQuery,
  RunQuery,
  RunRow,
  RunState,
  Scope,
} from './store.ts';

const columns = [
  'tenant',
  'id',
  'services',
  'hosts',
  'executed_by',
  'approved_by',
  'outcomes',
  'is_paused',
  'outcome',
  'planned_at',
  'opened_at',
  'last_at',
  'closed_at',
  'verification',
] as const;

/** Runs as lists show them, newest plan first. */
export async function readRuns(db: Database, scope: Scope, query: RunQuery): Promise<readonly RunRow[]> {
  const { isOpen, isBegun, limit, offset = 0 } = query;
  const rows = await selectRuns(db, scope, query)
    .select(columns)
    .select(briefPlan)
    .$if(isOpen !== undefined, (all) => all.where('outcome', isOpen === true ? 'is' : 'is not', null))
    .$if(isBegun !== undefined, (all) => all.where('opened_at', isBegun === true ? 'is not' : 'is', null))
    .orderBy('planned_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toRow);
}

/** Runs that are over, newest end first, and how many fit in all. */
export async function readRunHistory(
  db: Database,
  scope: Scope,
  query: RunHistoryQuery,
): Promise<RunHistory> {
  const { outcome, after, limit, offset = 0 } = query;
  const fitting = selectRuns(db, scope, query)
    .where('outcome', 'is not', null)
    .$if(outcome !== undefined, (all) => all.where('outcome', '=', outcome ?? null))
    .$if(after !== undefined, (all) => all.where('closed_at', '>', after ?? null));
  const [rows, counted] = await Promise.all([
    fitting
      .select(columns)
      .select(briefPlan)
      .orderBy('closed_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute(),
    fitting.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(toRow), total: Number(counted.count) };
}

/** Runs of a procedure, on a service, on a host: what every list of them is narrowed by. */
function selectRuns(
  db: Database,
  scope: Scope,
  { procedure, service, host }: Pick<RunQuery, 'procedure' | 'service' | 'host'>,
) {
  return db
    .selectFrom('runs')
    .where('tenant', '=', anyOf(scope.tenants))
    .$if(procedure !== undefined, (all) => all.where(sql`plan->>'procedure'`, '=', procedure ?? ''))
    .$if(service !== undefined, (all) => all.where(sql<boolean>`${service} = ANY(services)`))
    .$if(host !== undefined, (all) => all.where(sql<boolean>`${host} = ANY(hosts)`));
}

/** One run; null where there is none of that id. */
export async function readRun(db: Database, scope: Scope, run: string): Promise<RunDetail | null> {
  const row = await db
    .selectFrom('runs')
    .select([...columns, 'plan', 'plan_hash', 'request', 'head_seq', 'head_hash'])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('id', '=', run)
    .executeTakeFirst();
  if (row === undefined) return null;
  const outputs = await db
    .selectFrom('run_outputs')
    .select('sha256')
    .where('tenant', '=', row.tenant)
    .where('run', '=', run)
    .orderBy('sha256')
    .execute();
  return {
    row: toRow({ ...row, brief: row.plan }),
    plan: row.plan,
    planHash: row.plan_hash,
    request: row.request,
    hostOutcomes: row.outcomes,
    head: row.head_hash === null ? null : { seq: Number(row.head_seq), hash: row.head_hash },
    verification: row.verification,
    outputs: outputs.map(({ sha256 }) => sha256),
  };
}

/** Entries of a run's journal, in their order. */
export async function readRunEntries(
  db: Database,
  scope: Scope,
  run: string,
  { from, limit, host, kinds }: RunEntryQuery = {},
): Promise<readonly RunEntry[]> {
  const rows = await db
    .selectFrom('run_entries')
    .select(['seq', 'at', 'hash', 'line'])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('run', '=', run)
    .$if(from !== undefined, (all) => all.where('seq', '>=', sql<string>`${from}`))
    .$if(host !== undefined, (all) => all.where('host', '=', host ?? ''))
    .$if(kinds !== undefined, (all) => all.where('kind', '=', anyOf(kinds ?? [])))
    .orderBy('seq')
    .$if(limit !== undefined, (all) => all.limit(limit ?? 0))
    .execute();
  return rows.map(({ seq, at, hash, line }) => ({ seq: Number(seq), at, hash, event: eventOf(line), line }));
}

/** The whole output of a step, compressed; null where it was not sent. */
export async function readRunOutput(
  db: Database,
  scope: Scope,
  run: string,
  sha256: string,
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('run_outputs')
    .select('content')
    .where('tenant', '=', anyOf(scope.tenants))
    .where('run', '=', run)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.content ?? null;
}

/** Lines are checked before they are kept, so a body is that of its kind. */
export function eventOf(line: string): JournalEvent {
  const { kind, body } = JSON.parse(line);
  return { kind, body };
}

/** What a list needs of a plan, which may tell of thousands of steps. */
const briefPlan = sql<BriefPlan>`json_build_object(
  'procedure', plan->'procedure', 'environment', plan->'environment', 'change', plan->'change',
  'ticket', plan->'ticket', 'requestedBy', plan->'requestedBy')`.as('brief');

type BriefPlan = Pick<RunPlan, 'procedure' | 'environment' | 'change' | 'ticket' | 'requestedBy'>;

type Kept = Awaited<ReturnType<typeof readBrief>>[number];
const readBrief = (db: Database) => db.selectFrom('runs').select(columns).select(briefPlan).execute();

function toRow(kept: Kept): RunRow {
  const { brief, verification } = kept;
  const outcomes = countOutcomes(kept.outcomes);
  return {
    tenant: kept.tenant,
    run: kept.id,
    procedure: brief.procedure,
    environment: brief.environment,
    change: brief.change,
    ticket: brief.ticket,
    requestedBy: brief.requestedBy,
    executedBy: kept.executed_by,
    approvedBy: kept.approved_by,
    services: kept.services,
    hosts: kept.hosts.length,
    outcomes,
    state: stateOf(kept, outcomes),
    plannedAt: kept.planned_at,
    openedAt: kept.opened_at,
    lastAt: kept.last_at,
    closedAt: kept.closed_at,
    verdict: verification?.verdict ?? null,
    proved: verification?.proved === true,
  };
}

function countOutcomes(hosts: Readonly<Record<string, HostOutcome>>): RunRow['outcomes'] {
  const counts = { changed: 0, unchanged: 0, failed: 0, unreachable: 0, skipped: 0, unknown: 0 };
  for (const outcome of Object.values(hosts)) counts[outcome] += 1;
  return counts;
}

function stateOf(
  { outcome, opened_at, is_paused }: Pick<Kept, 'outcome' | 'opened_at' | 'is_paused'>,
  { unknown }: RunRow['outcomes'],
): RunState {
  if (outcome !== null) return outcome;
  if (opened_at === null) return 'planned';
  if (unknown > 0) return 'waiting';
  return is_paused ? 'paused' : 'running';
}
