import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedApproval } from '#runbooks/engine/approval/approval.ts';
import { createApprovalCheck } from '#runbooks/engine/approval/create-check.ts';
import { systemClock } from '#runbooks/engine/execute/clock.ts';
import { executeRun } from '#runbooks/engine/execute/execute-run.ts';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import { plainRunner } from '#runbooks/engine/host/plain-runner.ts';
import type { StepRunner } from '#runbooks/engine/host/step-runner.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { loadSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { loadTrust } from '#runbooks/engine/journal/trusted-keys.ts';
import { createFileStore } from '#runbooks/engine/output/file-store.ts';
import type { OutputStore } from '#runbooks/engine/output/output-store.ts';
import type { RunPlan } from '#runbooks/engine/plan/run-plan.ts';
import { loadAuthentication } from '#runbooks/engine/transport/keys/load-authentication.ts';
import { defaultLimits } from '#runbooks/engine/transport/limits/limits.ts';
import { createSsh2Transport } from '#runbooks/engine/transport/ssh2/ssh2-transport.ts';
import { createSudoGate } from '#runbooks/engine/transport/sudo/sudo-gate.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { openDyingFile } from './dying-disk.ts';
import { createMortality, type Death, type Mortality } from './mortality.ts';
import { underCrash } from './procedure-under-crash.ts';
import { plainHost, type RealSshd, realFleet, runIdOf } from './real-hosts.ts';

/** What all runs of the test share. */
export interface Ground {
  readonly sshd: RealSshd;
  readonly plan: RunPlan;
  /** The executor's own key, and the list of keys that are believed. */
  readonly keyFile: string;
  readonly trustFile: string;
}

/** What one controller is told, as JSON on its input. */
export interface ControllerOrder extends Ground {
  /** Number of the run, and its folder. */
  readonly run: number;
  readonly folder: string;
  readonly approval: SignedApproval;
  readonly death: Death | null;
}

/** What it says if it lives. */
export interface ControllerReport {
  readonly outcome: string;
  readonly passed: Mortality['passed'];
}

const order = JSON.parse(readFileSync(0, 'utf8')) as ControllerOrder;
const mortality = createMortality(order.death);
const { pass } = mortality;
const path = join(order.folder, 'journal.jsonl');
const runId = runIdOf(order.run);

function mortalRunner(runner: StepRunner): StepRunner {
  return {
    ...runner,
    async start(connection, request, options) {
      await pass('start');
      const onStarted = async (unit: string): Promise<void> => {
        await pass('started');
        await options.onStarted(unit);
      };
      const end = await runner.start(connection, request, { ...options, onStarted });
      await pass('ended');
      return end;
    },
    async attach(connection, request, options) {
      await pass('attach');
      const end = await runner.attach(connection, request, options);
      await pass('ended');
      return end;
    },
  };
}

function mortalOutputs(store: OutputStore): OutputStore {
  return {
    async open(host, step) {
      const sink = await store.open(host, step);
      return {
        ...sink,
        async close() {
          const summary = await sink.close();
          await pass('kept');
          return summary;
        },
      };
    },
  };
}

const [key, trust, authentication] = await Promise.all([
  loadSigningKey(order.keyFile),
  loadTrust(order.trustFile),
  loadAuthentication({
    keyFiles: [order.sshd.keyFile],
    agentSocket: null,
    askPassphrase: async () => null,
  }),
]);
const transport = createSsh2Transport(
  {
    knownHosts: [],
    sudo: createSudoGate(async () => null),
    limits: defaultLimits,
    keepaliveSeconds: 15,
    random: Math.random,
  },
  authentication,
);
const journal = await openJournal(path, {
  clock: () => new Date(),
  open: (file) => openDyingFile(file, mortality),
});
const history = await readHistory(path);
const snapshot = realFleet(order.run, order.sshd);
const runners = { kept: mortalRunner(keptRunner), plain: mortalRunner(plainRunner) };

async function carryOut(): Promise<string> {
  // The one before died when the run was over.
  const closed = history.findLast(({ event }) => event.kind === 'closed')?.event;
  if (closed?.kind === 'closed') return closed.body.outcome;
  const report = await executeRun({
    run: runId,
    plan: order.plan,
    procedure: underCrash,
    sourceHash: order.plan.sourceHash,
    params: {},
    snapshot,
    executedBy: 'directory:3',
    grundvalVersion: '0.0.0',
    journal,
    history,
    decision: null,
    checkApproval: createApprovalCheck({
      run: runId,
      declaration: snapshot.declaration,
      trust,
      approvals: async () => [order.approval],
    }),
    transport,
    runnerOf: (host) => (host === plainHost ? runners.plain : runners.kept),
    outputs: mortalOutputs(createFileStore(join(order.folder, 'outputs'))),
    clock: systemClock,
    concurrency: 10,
    connectSeconds: 30,
  });
  return report.outcome;
}

const outcome = await carryOut();
await sealJournal(journal, runId, key);
await journal.close();
await transport.close();
await authentication.close();
const report: ControllerReport = { outcome, passed: mortality.passed };
process.stdout.write(JSON.stringify(report));
