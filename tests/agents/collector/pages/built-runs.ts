import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RunDetail, RunEntry, RunRow } from '#agents/collector/store/store.ts';
import { journalRules } from '#cli/start/journal-rules.ts';
import type { HostOutcome, JournalEvent } from '#model/runs/journal-entry.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import type { RunVerification } from '#model/runs/run-verification.ts';
import { RunShipment } from '#model/runs/shipment.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { signRequest } from '#runbooks/store/request.ts';
import { journalLines, keysFileOf, openedEvent } from '../../../builders/run.ts';
import { newKey } from '../../../runbooks/engine/approval/people.ts';

/** A run as pages are tried on it: what the store would read of it. */
export interface BuiltRun {
  readonly detail: RunDetail;
  readonly entries: readonly RunEntry[];
  /** Compressed, by the hash of the text. */
  readonly outputs: ReadonlyMap<string, Uint8Array>;
}

/** What a run is built from; journal and verdict are made the way real ones are. */
export interface RunOutline {
  readonly run: string;
  readonly plan: RunPlan;
  /** All but the first entry; empty = it has not begun. */
  readonly events: readonly JournalEvent[];
  readonly beganAt?: string;
  /** Texts that steps wrote; those left out were not sent. */
  readonly outputs?: readonly string[];
  readonly isSealed?: boolean;
  /** What somebody did to the lines before they were judged. */
  readonly tamper?: (lines: readonly string[]) => readonly string[];
}

const people = { 'directory:1': newKey(), 'directory:2': newKey() };
const [asker, approver] = [people['directory:1'], people['directory:2']];

/** SHA-256 of an output as journals name it. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The approval of a plan by a second person, as its entry. */
export function approvedEvent(run: string, plan: RunPlan, at: string): JournalEvent {
  const signed = signApproval(
    {
      run,
      planHash: planHash(plan),
      change: plan.change,
      approver: 'directory:2',
      role: plan.approve.role,
      reason: 'Läst planen och frågat systemägaren.',
      at: new Date(at),
      validFor: '4h',
    },
    approver,
  );
  return { kind: 'approved', body: { kind: 'approved', by: ['directory:2'], record: [signed] as never } };
}

/** Builds a run, its journal judged by keys that are known where it is over. */
export async function buildRun(outline: RunOutline): Promise<BuiltRun> {
  const { run, plan, events, beganAt = plan.plannedAt } = outline;
  const hash = planHash(plan);
  const request = signRequest(plan, new Date(plan.plannedAt), asker);
  const isOver = events.some(({ kind }) => kind === 'closed');
  const written =
    events.length === 0
      ? []
      : journalLines(
          run,
          [openedEvent(run, plan), ...events],
          isOver && outline.isSealed !== false ? asker : null,
          beganAt,
        );
  const lines = outline.tamper?.(written) ?? written;
  const entries = lines.map(readEntry);
  const verification = isOver ? await judge({ schemaVersion: 1, plan, request }, lines) : null;
  const outputs = new Map((outline.outputs ?? []).map((text) => [hashOf(text), gzipSync(text)]));
  const last = entries.at(-1);
  return {
    entries,
    outputs,
    detail: {
      row: rowOf(run, plan, entries, verification),
      plan,
      planHash: hash,
      request,
      hostOutcomes: outcomesOf(entries),
      head: last === undefined ? null : { seq: last.seq, hash: last.hash },
      verification,
      outputs: [...outputs.keys()],
    },
  };
}

function readEntry(line: string): RunEntry {
  const { seq, at, hash, kind, body } = JSON.parse(line);
  return { seq, at: new Date(at), hash, event: { kind, body } as JournalEvent, line };
}

async function judge(shipment: object, lines: readonly string[]): Promise<RunVerification> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-built-runs-'));
  const path = join(folder, 'keys.json');
  await writeFile(path, JSON.stringify(keysFileOf(people)));
  const parts = (async function* () {
    yield lines;
  })();
  return journalRules(path)
    .verify(RunShipment.parse(shipment), parts)
    .finally(() => rm(folder, { recursive: true }));
}

/** As the store folds entries. */
function outcomesOf(entries: readonly RunEntry[]): Readonly<Record<string, HostOutcome>> {
  const outcomes = new Map<string, HostOutcome>();
  for (const { event } of entries) {
    if (event.kind === 'batch') for (const host of event.body.hosts) outcomes.delete(host);
    if (event.kind === 'decided') outcomes.delete(event.body.host);
    if (event.kind === 'host') outcomes.set(event.body.host, event.body.outcome);
  }
  return Object.fromEntries(outcomes);
}

function rowOf(
  run: string,
  plan: RunPlan,
  entries: readonly RunEntry[],
  verification: RunVerification | null,
): RunRow {
  const counts = { changed: 0, unchanged: 0, failed: 0, unreachable: 0, skipped: 0, unknown: 0 };
  for (const outcome of Object.values(outcomesOf(entries))) counts[outcome] += 1;
  const closed = entries.findLast(({ event }) => event.kind === 'closed');
  const control = entries.findLast(({ event }) => event.kind === 'control')?.event;
  const isPaused = control?.kind === 'control' && control.body.action === 'pause';
  const [first] = entries;
  const open =
    first === undefined ? 'planned' : counts.unknown > 0 ? 'waiting' : isPaused ? 'paused' : 'running';
  return {
    tenant: 'orkelljunga',
    run,
    procedure: plan.procedure,
    environment: plan.environment,
    change: plan.change,
    ticket: plan.ticket,
    requestedBy: plan.requestedBy,
    executedBy: first === undefined ? null : plan.requestedBy,
    approvedBy: entries.flatMap(({ event }) =>
      event.kind === 'approved' ? ((event.body as { readonly by?: readonly string[] }).by ?? []) : [],
    ),
    services: plan.affected.services,
    hosts: plan.batches.flat().length,
    outcomes: counts,
    state: closed?.event.kind === 'closed' ? closed.event.body.outcome : open,
    plannedAt: new Date(plan.plannedAt),
    openedAt: first?.at ?? null,
    lastAt: entries.at(-1)?.at ?? null,
    closedAt: closed?.at ?? null,
    verdict: verification?.verdict ?? null,
    proved: verification?.proved === true,
  };
}
