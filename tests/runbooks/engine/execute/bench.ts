import type { z } from 'zod';
import type { Clock } from '#runbooks/engine/execute/clock.ts';
import { type ExecuteRequest, executeRun, type RunReport } from '#runbooks/engine/execute/execute-run.ts';
import type { RunNews } from '#runbooks/engine/execute/run-log.ts';
import { foldRunState } from '#runbooks/engine/execute/run-state.ts';
import type { RunPlan } from '#runbooks/engine/plan/run-plan.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { createCrashPoints } from '#runbooks/simulate/crash-points.ts';
import type { Faults } from '#runbooks/simulate/faults.ts';
import { type Fleet, fleet } from '#runbooks/simulate/fleet.ts';
import { createMemoryJournal } from '#runbooks/simulate/memory-journal.ts';
import { createMemoryOutputs } from '#runbooks/simulate/memory-outputs.ts';
import { simulate } from '#runbooks/simulate/simulate.ts';
import type { Machine } from '#runbooks/simulate/simulated-host.ts';
import { createVirtualClock } from '#runbooks/simulate/virtual-clock.ts';
import { createWorld } from '#runbooks/simulate/world.ts';

interface BenchParts<Schema extends z.ZodObject> {
  readonly procedure: Procedure<Schema>;
  readonly params?: unknown;
  readonly hosts?: Fleet;
  readonly machine?: Machine;
  readonly faults?: Partial<Faults>;
  readonly keepsUnits?: boolean;
  readonly start?: Date;
  /** For runs that wait for files: virtual time stands still for them. */
  readonly clock?: Clock;
}

/** One run in memory whose controllers a test starts one after the other, each otherwise than usual where it says so. */
export async function createBench<Schema extends z.ZodObject>(parts: BenchParts<Schema>) {
  const { procedure, params = {}, hosts = fleet(4), machine = () => undefined, keepsUnits = true } = parts;
  const plan: RunPlan = await simulate(hosts, machine).plan(procedure, params);
  const virtual = createVirtualClock(parts.start ?? new Date('2026-03-03T21:00:00Z'));
  const clock = parts.clock ?? virtual;
  const points = createCrashPoints(null);
  const faults = { steps: [], unreachable: [], ...parts.faults };
  const world = createWorld({ machine, faults, clock, points, plan, keepsUnits });
  const journal = createMemoryJournal(clock, points);
  const outputs = createMemoryOutputs();
  const news: RunNews[] = [];

  async function runNow(otherwise: Partial<ExecuteRequest<Schema>>): Promise<RunReport> {
    return await executeRun({
      run: 'prov',
      plan,
      procedure,
      sourceHash: plan.sourceHash,
      params,
      snapshot: hosts,
      executedBy: 'directory:3',
      grundvalVersion: '0.0.0',
      journal,
      history: [...journal.events],
      decision: null,
      checkApproval: async () => ({ kind: 'approved', by: ['directory:1'], record: null }),
      transport: world.transport,
      runnerOf: () => world.runner,
      outputs,
      clock,
      concurrency: 50,
      connectSeconds: 10,
      onNews: (item) => void news.push(item),
      ...otherwise,
    });
  }

  async function run(otherwise: Partial<ExecuteRequest<Schema>> = {}): Promise<RunReport> {
    return await virtual.run(runNow(otherwise));
  }

  return {
    plan,
    hosts,
    clock,
    journal,
    outputs,
    news,
    effects: world.effects,
    run,
    runNow,
    state: () => foldRunState(journal.events).state,
    kinds: () => journal.events.map(({ event }) => event.kind),
  };
}

/** The code of the error that work ends with; its message in both languages is not empty. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : `no error: ${error}`;
}
