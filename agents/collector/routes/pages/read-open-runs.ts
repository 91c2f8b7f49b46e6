import { openQuestions, stepsOfRun } from '../../figures/run-steps.ts';
import type { OwedLook, RunDetail, RunRow, Scope, Store } from '../../store/store.ts';
import type { OpenRuns } from '../../views/runs/list.ts';
import type { RunningRun } from '../../views/runs/running-now.ts';
import { isWaiting, type Waiting } from '../../views/runs/waiting.ts';
import { readHosts, waitingOf } from './read-run-page.ts';

/** Runs whose hosts are drawn; more than this are not looked at together. */
const mostDrawn = 12;
const mostWaiting = 30;
/** A run that ended stays in sight this long. */
const justEndedMs = 10 * 60_000;

type RunReader = Pick<
  Store,
  'readRuns' | 'readRun' | 'readRunHistory' | 'readRunEntries' | 'readHostSpans' | 'readOwedLooks'
>;

/** What of the list of runs changes while it is read: what waits, what goes on, what has just ended. */
export async function readOpenRuns(store: RunReader, scope: Scope, now: Date): Promise<OpenRuns> {
  const after = new Date(now.getTime() - justEndedMs);
  const [open, ended, owed] = await Promise.all([
    store.readRuns(scope, { isOpen: true, limit: 200 }),
    store.readRunHistory(scope, { after, limit: mostDrawn }),
    store.readOwedLooks(scope),
  ]);
  const begun = open.filter(({ state }) => state !== 'planned');
  const planned = open.filter(({ state }) => state === 'planned');
  const drawn = [...begun, ...ended.rows].slice(0, mostDrawn);
  const looked = [...begun, ...planned].slice(0, mostWaiting);
  const late = owed.filter(({ run }) => open.every((row) => row.run !== run));
  const details = await readDetails(store, scope, [...drawn, ...looked, ...late]);
  const running: RunningRun[] = [];
  const waiting: OpenRuns['waiting'][number][] = [];
  for (const row of drawn) {
    const detail = details.get(row.run);
    if (detail !== undefined) running.push({ row, hosts: await readHosts(store, scope, detail) });
  }
  const owedOf = new Map(owed.map((look) => [look.run, look]));
  for (const row of looked) {
    const detail = details.get(row.run);
    if (detail === undefined) continue;
    const found = await readWaiting(store, scope, row, detail, owedOf.get(row.run) ?? null);
    if (isWaiting(found)) waiting.push({ row, waiting: found });
  }
  for (const look of late) {
    const detail = details.get(look.run);
    if (detail !== undefined)
      waiting.push({ row: detail.row, waiting: { ...waitingOf(detail), state: 'succeeded', owed: look } });
  }
  return { running, open: begun.length, waiting };
}

/** Details by run, each read once. */
async function readDetails(
  store: RunReader,
  scope: Scope,
  runs: readonly { readonly run: string }[],
): Promise<ReadonlyMap<string, RunDetail>> {
  const details = new Map<string, RunDetail>();
  for (const run of new Set(runs.map((one) => one.run))) {
    const detail = await store.readRun(scope, run);
    if (detail !== null) details.set(run, detail);
  }
  return details;
}

async function readWaiting(
  store: RunReader,
  scope: Scope,
  row: RunRow,
  detail: RunDetail,
  owed: OwedLook | null,
): Promise<Waiting> {
  const entries =
    row.state === 'waiting'
      ? await store.readRunEntries(scope, row.run, { kinds: ['intent', 'done', 'unknown', 'decided'] })
      : [];
  return { ...waitingOf(detail), questions: openQuestions(stepsOfRun(entries)), owed };
}
