import type { z } from 'zod';
import { durationSeconds } from '#model/declaration/values.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import { hostsOf } from '../../hosts.ts';
import type { Host, Procedure } from '../../procedure.ts';
import type { StepRunner } from '../host/step-runner.ts';
import type { HostOutcome, RunHeader, RunOutcome } from '../journal/entry.ts';
import type { OutputStore } from '../output/output-store.ts';
import { parseParameters } from '../plan/parse-parameters.ts';
import { planHash } from '../plan/plan-hash.ts';
import { rulesOf } from '../plan/rules-of.ts';
import type { RunPlan } from '../plan/run-plan.ts';
import { secretValues, shownParameters } from '../plan/secret-parameters.ts';
import { freezeAt } from '../rollout/freeze.ts';
import type { Transport } from '../transport/transport.ts';
import { type CheckApproval, demandApproval } from './check-approval.ts';
import type { Clock } from './clock.ts';
import { createRunControl, type RunControl } from './control.ts';
import { demandUnchanged } from './demand-unchanged.ts';
import { RunHalted } from './halts.ts';
import { rollOut } from './roll-out.ts';
import type { RunContext } from './run-context.ts';
import { cannotWrite, clockWentBack, frozen, runClosed, runPaused, windowPassed } from './run-errors.ts';
import { createRunLog, type RunJournal, type RunLog, type RunNews } from './run-log.ts';
import type { TimedEvent } from './run-state.ts';

/** What a person says when a run that was begun is to go on. */
export interface ResumeDecision {
  readonly by: string;
  /** Takes a paused run up again. */
  readonly resume?: boolean;
  /** Opens an ended run again, for hosts that failed or were not reached: all, or those by id. Done steps stay done. */
  readonly retry?: 'all' | readonly string[];
  /** Goes on with this source of the procedure, though it is another than the one that was approved. */
  readonly acceptSource?: string;
}

/** Everything a run needs. The journal is held by this controller alone; two are refused where it is opened. */
export interface ExecuteRequest<Schema extends z.ZodObject> {
  readonly run: string;
  readonly plan: RunPlan;
  readonly procedure: Procedure<Schema>;
  readonly sourceHash: string;
  readonly params: unknown;
  readonly snapshot: Pick<PlatformSnapshot, 'declaration' | 'plan' | 'hash'>;
  readonly executedBy: string;
  readonly grundvalVersion: string;
  readonly journal: RunJournal;
  /** What the journal has already; empty for a new run. */
  readonly history: readonly TimedEvent[];
  readonly decision: ResumeDecision | null;
  readonly checkApproval: CheckApproval;
  readonly transport: Transport;
  readonly runnerOf: (host: string) => StepRunner;
  readonly outputs: OutputStore;
  readonly clock: Clock;
  readonly control?: RunControl;
  /** Hosts of a batch that are worked on at the same time. */
  readonly concurrency: number;
  readonly connectSeconds: number;
  readonly onNews?: (news: RunNews) => void;
}

/** How a run stands when its controller leaves it. */
export interface RunReport {
  /** `waiting`: some hosts are unknown, and a person must decide before it can be closed. */
  readonly outcome: RunOutcome | 'waiting';
  readonly counts: Readonly<Record<HostOutcome, number>>;
  /** Hosts that nobody knows the state of. */
  readonly unknown: readonly string[];
}

/** A clock may be put right by so much. */
const clockToleranceMs = 60_000;

/**
 * Runs an approved plan, or goes on with a run from its journal. Each effect is written down before it happens, and
 * none that was ever begun is begun again blindly.
 *
 * @throws {GrundvalError} `run/not-approved`, `run/approval-too-short`, `run/changed`, `run/source-changed`, `run/frozen`,
 *   `run/window-passed`, `run/closed`, `run/paused`, `run/clock-went-back`, `run/cannot-write`
 */
export async function executeRun<Schema extends z.ZodObject>(
  request: ExecuteRequest<Schema>,
): Promise<RunReport> {
  const log = createRunLog(
    request.journal,
    request.history,
    request.clock,
    request.onNews ?? (() => undefined),
  );
  try {
    return await runPlan(request, log);
  } catch (error) {
    if (error instanceof RunHalted) throw cannotWrite(request.run, error.cause);
    throw error;
  }
}

async function runPlan<Schema extends z.ZodObject>(
  request: ExecuteRequest<Schema>,
  log: RunLog,
): Promise<RunReport> {
  const { plan, procedure, clock, snapshot } = request;
  const { operations } = snapshot.declaration.organisation;
  const params = parseParameters(procedure, request.params);
  const hash = planHash(plan);
  const now = clock.now();
  const { lastAt } = log.state;
  if (lastAt !== null && now.getTime() < lastAt.getTime() - clockToleranceMs)
    throw clockWentBack(lastAt, now);
  demandUnchanged(
    plan,
    {
      procedure: procedure.id,
      rules: rulesOf(procedure, plan.change === 'emergency'),
      sourceHash: request.sourceHash,
      parameters: shownParameters(procedure.params, params),
      snapshotHash: snapshot.hash,
      planHash: hash,
    },
    log.state,
    [
      ...acceptedSources(log),
      ...(request.decision?.acceptSource === undefined ? [] : [request.decision.acceptSource]),
    ],
  );
  const reviewSeconds = durationSeconds(operations.emergencyReviewWithin);
  const approval = await demandApproval(request.checkApproval, plan, hash, now, reviewSeconds);
  const hosts = new Map(hostsOf(snapshot).map((host) => [host.id, host]));
  if (log.state.header === null) {
    demandTime(request, hosts, now);
    await log.append({ kind: 'opened', body: headerOf(request, hash) });
  } else {
    await reopen(request, log);
  }
  await log.append({ kind: 'approved', body: approval });
  return await rollOut({
    ...contextOf(request, log, params),
    plan,
    hosts,
    freezes: plan.change === 'emergency' ? [] : operations.freezes,
    retry: retried(request, log),
    concurrency: request.concurrency,
  });
}

function contextOf<Schema extends z.ZodObject>(
  request: ExecuteRequest<Schema>,
  log: RunLog,
  params: z.infer<Schema>,
): Omit<RunContext, 'stopOthers'> {
  const { run, plan, procedure, clock, transport, runnerOf, outputs, connectSeconds } = request;
  return {
    run,
    procedure,
    params,
    secrets: secretValues(procedure.params, params),
    planned: new Map(
      plan.hosts.map(({ host, steps }) => [host, new Map(steps.map((step) => [step.name, step]))]),
    ),
    log,
    control: request.control ?? createRunControl(),
    clock,
    transport,
    runnerOf,
    outputs,
    connectSeconds,
  };
}

function headerOf<Schema extends z.ZodObject>(request: ExecuteRequest<Schema>, hash: string): RunHeader {
  const { plan, run, executedBy, grundvalVersion } = request;
  return {
    schemaVersion: 1,
    run,
    procedure: plan.procedure,
    sourceHash: plan.sourceHash,
    planHash: hash,
    requestedBy: plan.requestedBy,
    executedBy,
    change: plan.change,
    ticket: plan.ticket,
    parameters: plan.parameters,
    hosts: plan.batches.flat(),
    snapshotHash: plan.snapshotHash,
    grundvalVersion,
  };
}

/** A new run begins only when it may; one that was begun waits, or stops by itself, when its time is not there. */
function demandTime<Schema extends z.ZodObject>(
  { plan, snapshot }: ExecuteRequest<Schema>,
  hosts: ReadonlyMap<string, Host>,
  now: Date,
): void {
  if (plan.window !== null && new Date(plan.window.closes) <= now) throw windowPassed(plan.window.closes);
  if (plan.change === 'emergency') return;
  const services = plan.batches.flat().map((id) => hosts.get(id)?.service ?? null);
  const { freezes } = snapshot.declaration.organisation.operations;
  // A run that waits for its window is judged when the window opens.
  const begins =
    plan.window === null ? now : new Date(Math.max(now.getTime(), Date.parse(plan.window.opens)));
  const freeze = freezeAt(freezes, services, begins);
  if (freeze !== undefined) throw frozen(freeze);
}

async function reopen<Schema extends z.ZodObject>(
  { run, decision, sourceHash, plan }: ExecuteRequest<Schema>,
  log: RunLog,
): Promise<void> {
  const { closed, paused } = log.state;
  if (closed !== null && decision?.retry === undefined) throw runClosed(run);
  if (paused && decision?.resume !== true && closed === null) throw runPaused(run);
  if (decision === null) return;
  const { by } = decision;
  if (closed !== null) await log.append({ kind: 'control', body: { action: 'reopen', by } });
  else if (paused) await log.append({ kind: 'control', body: { action: 'resume', by } });
  if (sourceHash !== plan.sourceHash && !acceptedSources(log).includes(sourceHash))
    await log.append({ kind: 'approved', body: { kind: 'source', sourceHash, by } });
}

function acceptedSources({ state }: RunLog): readonly string[] {
  return state.approvals.flatMap((body) =>
    typeof body === 'object' &&
    body !== null &&
    'kind' in body &&
    body.kind === 'source' &&
    typeof body.sourceHash === 'string'
      ? [body.sourceHash]
      : [],
  );
}

/** Hosts with an outcome that are taken up again: unknown ones are looked at each time, others where somebody says so. */
function retried<Schema extends z.ZodObject>(
  { decision }: ExecuteRequest<Schema>,
  { state }: RunLog,
): ReadonlySet<string> {
  const wanted = decision?.retry;
  const ids = [...state.hosts].flatMap(([id, { outcome }]) => {
    if (outcome === 'unknown') return [id];
    const mayRetry = outcome === 'failed' || outcome === 'unreachable' || outcome === 'skipped';
    return mayRetry && wanted !== undefined && (wanted === 'all' || wanted.includes(id)) ? [id] : [];
  });
  return new Set(ids);
}
