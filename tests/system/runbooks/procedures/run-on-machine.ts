import type { z } from 'zod';
import { systemClock } from '#runbooks/engine/execute/clock.ts';
import { executeRun, type RunReport } from '#runbooks/engine/execute/execute-run.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import { planRun } from '#runbooks/engine/plan/plan-run.ts';
import type { RunPlan } from '#runbooks/engine/plan/run-plan.ts';
import type { Transport } from '#runbooks/engine/transport/transport.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { type Fleet, fleet } from '#runbooks/simulate/fleet.ts';
import { createMemoryOutputs } from '#runbooks/simulate/memory-outputs.ts';
import type { Machine } from '../machine/start-machine.ts';

/** Id of the machine among the hosts of the invented municipality. */
export const machineId = 'tjanst-1-app-1';

/** One real machine as the only server of an invented municipality. */
function fleetOf({ address }: Machine): Fleet {
  const invented = fleet(1, {
    operations: {
      sshUser: address.user,
      sshPort: address.port,
      hostKeys: [{ device: machineId, keys: [...address.hostKeys] }],
    },
  });
  const { plan } = invented;
  if (plan === null) throw new Error('the invented fleet has a plan');
  const groups = plan.groups.map((group) => ({
    ...group,
    servers: group.servers.map((server) => ({
      ...server,
      ipv4: { address: address.address, source: 'declared' as const },
    })),
  }));
  return { ...invented, plan: { ...plan, groups } };
}

/** A procedure planned and run for real. */
export interface RealRun {
  readonly plan: RunPlan;
  readonly report: RunReport;
  readonly events: readonly TimedEvent[];
  /** What a run filed under a name. */
  evidence(name: string): unknown;
}

/** Plans a procedure on the machine, and carries the plan out with the engine, as approved. */
export async function runOnMachine<Schema extends z.ZodObject>(
  machine: Machine,
  transport: Transport,
  run: string,
  procedure: Procedure<Schema>,
  params: unknown,
): Promise<RealRun> {
  const snapshot = fleetOf(machine);
  const common = { procedure, sourceHash: 's'.repeat(64), params, snapshot, transport, clock: systemClock };
  const limits = { concurrency: 4, connectSeconds: 60 };
  const signal = new AbortController().signal;
  const plan = await planRun({
    ...common,
    ...limits,
    targets: null,
    all: true,
    requestedBy: 'directory:2',
    ticket: null,
    signal,
  });
  const events: TimedEvent[] = [];
  const report = await executeRun({
    ...common,
    ...limits,
    run,
    plan,
    executedBy: 'directory:3',
    grundvalVersion: '0.0.0',
    journal: {
      append: async (event) => {
        events.push({ at: new Date(), event });
      },
    },
    history: [],
    decision: null,
    checkApproval: async () => ({ kind: 'approved', by: ['directory:1'], record: null }),
    runnerOf: () => keptRunner,
    outputs: createMemoryOutputs(),
  });
  return {
    plan,
    report,
    events,
    evidence: (name) =>
      events.flatMap(({ event }) =>
        event.kind === 'evidence' && event.body.name === name ? [event.body.value] : [],
      )[0],
  };
}
