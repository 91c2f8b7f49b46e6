import { approvalsOfRun, emergencyOfRun } from '../../figures/run-approvals.ts';
import type { RunHost } from '../../figures/run-hosts.ts';
import { hostsOfRun } from '../../figures/run-hosts.ts';
import { foldRunOutputs } from '../../figures/run-outputs.ts';
import { openQuestions, stepsOfRun } from '../../figures/run-steps.ts';
import { excerptOf } from '../../runs/output-excerpt.ts';
import type { OwedLook, RunDetail, RunEntry, Scope, Store } from '../../store/store.ts';
import type { ShownOutput } from '../../views/runs/outputs.ts';
import type { RunPageData } from '../../views/runs/run.ts';
import type { Waiting } from '../../views/runs/waiting.ts';
import type { OpenPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

/** Outputs that a page of a run shows; the others stand on the pages of the hosts. */
const mostOutputs = 20;
/** Entries that a page of a run reads of its steps. */
const mostStepEntries = 20_000;

/** Everything the page of a run shows; null where there is none of that id. */
export async function readRunPage(
  { store, controls, procedures }: PageDeps,
  { scope, names }: Pick<OpenPage, 'scope' | 'names'>,
  run: string,
): Promise<RunPageData | null> {
  const detail = await store.readRun(scope, run);
  if (detail === null) return null;
  const [rollout, said, stepEntries] = await Promise.all([
    readHosts(store, scope, detail),
    store.readRunEntries(scope, run, { kinds: ['approved', 'evidence'] }),
    store.readRunEntries(scope, run, {
      kinds: ['intent', 'done', 'unknown', 'decided'],
      limit: mostStepEntries,
    }),
  ]);
  const steps = stepsOfRun(stepEntries);
  const outputs = foldRunOutputs(steps, rollout);
  const emergency = emergencyOfRun(said);
  const owed = emergency === null || emergency.secondPerson !== null ? null : owedOf(detail, emergency.due);
  return {
    detail,
    hosts: rollout,
    waiting: { ...waitingOf(detail), questions: openQuestions(steps), owed },
    approvals: approvalsOfRun(detail, said),
    emergency,
    outputs,
    shown: await readExcerpts(
      store,
      scope,
      detail,
      outputs.slice(0, mostOutputs).map(({ sha256 }) => sha256),
    ),
    evidence: said.filter(({ event }) => event.kind === 'evidence'),
    procedures,
    controls: new Set(controls.map(({ id }) => id)),
    names,
  };
}

/** The hosts of a run as they stand now. */
export async function readHosts(
  store: Pick<Store, 'readRunEntries' | 'readHostSpans'>,
  scope: Scope,
  detail: RunDetail,
): Promise<readonly RunHost[]> {
  const { run } = detail.row;
  const [entries, spans] = await Promise.all([
    store.readRunEntries(scope, run, { kinds: ['batch', 'host'] }),
    store.readHostSpans(scope, run),
  ]);
  return hostsOfRun(detail, entries, spans);
}

/** What waits of a run, but for what its journal asks. */
export function waitingOf({ row, plan }: Pick<RunDetail, 'row' | 'plan'>): Waiting {
  return {
    run: row.run,
    state: row.state,
    isEmergency: row.change === 'emergency',
    hosts: row.hosts,
    approve: plan.approve,
    questions: [],
    owed: null,
  };
}

function owedOf({ row }: RunDetail, due: Date): OwedLook {
  return { run: row.run, procedure: row.procedure, executedBy: row.executedBy ?? '', due };
}

/** What a page shows of outputs, each once. */
export async function readExcerpts(
  store: Pick<Store, 'readRunOutput'>,
  scope: Scope,
  { row, outputs }: Pick<RunDetail, 'row' | 'outputs'>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, ShownOutput>> {
  const shown = new Map<string, ShownOutput>();
  for (const sha256 of new Set(hashes)) {
    const packed = outputs.includes(sha256) ? await store.readRunOutput(scope, row.run, sha256) : null;
    shown.set(sha256, packed === null ? 'not-sent' : ((await excerptOf(packed)) ?? 'too-large'));
  }
  return shown;
}

/** Hashes of the outputs of some entries. */
export function outputHashes(entries: readonly RunEntry[]): readonly string[] {
  return entries.flatMap(({ event }) =>
    event.kind === 'done' && event.body.outputSha256 !== null ? [event.body.outputSha256] : [],
  );
}
