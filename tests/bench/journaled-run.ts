import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '#runbooks/engine/execute/clock.ts';
import { executeRun } from '#runbooks/engine/execute/execute-run.ts';
import type { StepRunner } from '#runbooks/engine/host/step-runner.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { createFileStore } from '#runbooks/engine/output/file-store.ts';
import type { Transport } from '#runbooks/engine/transport/transport.ts';
import { defineProcedure } from '#runbooks/procedure.ts';
import { type Fleet, fleet } from '#runbooks/simulate/fleet.ts';
import { simulate } from '#runbooks/simulate/simulate.ts';
import type { SshdFleet } from './sshd-fleet.ts';

/** `uptime` as a step, which the engine writes down before and after. */
const uptime = defineProcedure({
  id: 'bench-uptime',
  title: { sv: 'Mät', en: 'Measure' },
  docs: { sv: 'Mäter.', en: 'Measures.' },
  params: z.object({}),
  change: 'standard',
  approve: { role: 'it-chef', approvers: 1, notRequester: false, validFor: '4h' },
  rollout: { batches: ['100%'], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  targets: ({ hosts }) => hosts,
  host: (ctx) =>
    ctx.change('uptime', { sv: 'Läs', en: 'Read' }, { command: { argv: ['uptime'] }, timeoutSeconds: 60 }),
});

/** What a whole run cost. */
export interface JournaledRun {
  readonly succeeded: number;
  /** From the start of the process. */
  readonly seconds: number;
  readonly entries: number;
}

/** A whole run over the fleet by the engine, with its journal on the disk and outputs beside it. */
export async function runJournaled(
  hosts: Omit<SshdFleet, 'stop'>,
  transport: Transport,
  runner: StepRunner,
): Promise<JournaledRun> {
  const snapshot = standsOn(fleet(hosts.addresses.length, { perService: 1 }), hosts);
  const plan = await simulate(snapshot).plan(uptime, {});
  const folder = join(hosts.folder, `run-${process.pid}`);
  await mkdir(folder);
  const journal = await openJournal(join(folder, 'journal.jsonl'), { clock: () => new Date() });
  const { counts } = await executeRun({
    run: `bench-${process.pid}`,
    plan,
    procedure: uptime,
    sourceHash: plan.sourceHash,
    params: {},
    snapshot,
    executedBy: 'bench',
    grundvalVersion: '0',
    journal,
    history: [],
    decision: null,
    checkApproval: async () => ({ kind: 'approved', by: ['bench'], record: [] }),
    transport,
    runnerOf: () => runner,
    outputs: createFileStore(join(folder, 'outputs')),
    clock: systemClock,
    concurrency: hosts.addresses.length,
    connectSeconds: 60,
  });
  const seconds = performance.now() / 1000;
  const entries = (journal.head()?.seq ?? -1) + 1;
  await journal.close();
  return { succeeded: counts.changed, seconds, entries };
}

/** The invented fleet with the addresses, account and port of the real one. */
function standsOn(invented: Fleet, { addresses, port, user }: Omit<SshdFleet, 'stop'>): Fleet {
  const { declaration, plan } = invented;
  const { organisation } = declaration;
  if (plan === null) throw new Error('an invented fleet has a plan');
  return {
    ...invented,
    declaration: {
      ...declaration,
      organisation: {
        ...organisation,
        operations: { ...organisation.operations, sshPort: port, sshUser: user },
      },
    },
    plan: {
      ...plan,
      groups: plan.groups.map((group, at) => ({
        ...group,
        servers: group.servers.map((server) => ({ ...server, hostName: addresses[at] ?? server.hostName })),
      })),
    },
  };
}
