import type { Declaration } from '#model/declaration/declaration.ts';
import { durationSeconds } from '#model/declaration/values.ts';
import type { Host } from '../../procedure.ts';
import { type HostNote, writeNote } from '../host/host-note.ts';
import type { HostOutcome, RunOutcome } from '../journal/entry.ts';
import type { RunPlan } from '../plan/run-plan.ts';
import { freezeAt } from '../rollout/freeze.ts';
import { isExhausted, nextBatch, type RolloutState } from '../rollout/next-batch.ts';
import { failBudget } from '../rollout/sizes.ts';
import { createSlotFinder } from '../rollout/window.ts';
import { executeHost } from './execute-host.ts';
import type { RunReport } from './execute-run.ts';
import type { RunContext } from './run-context.ts';

interface RolloutRequest extends Omit<RunContext, 'stopOthers'> {
  readonly plan: RunPlan;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly freezes: Declaration['organisation']['operations']['freezes'];
  /** Hosts with an outcome that are taken up again. */
  readonly retry: ReadonlySet<string>;
  readonly concurrency: number;
}

interface Rollout extends RolloutRequest {
  readonly slotOf: ReturnType<typeof createSlotFinder>;
}

/** Takes batch after batch until nothing is left, too much has failed, or somebody says stop. */
export async function rollOut(request: RolloutRequest): Promise<RunReport> {
  const rollout: Rollout = { ...request, slotOf: createSlotFinder() };
  const { log, control } = rollout;
  const taken = new Set<string>();
  let stopped: string | null = null;
  const stop = (why: string): void => {
    stopped ??= why;
  };
  const run: RunContext = { ...rollout, stopOthers: stop };
  control.listen((action, by) => {
    // A journal that cannot be written has halted the run; it says so itself.
    log.append({ kind: 'control', body: { action, by } }).catch(() => undefined);
  });

  for (;;) {
    if (control.isPaused && !control.isStopped) {
      log.tell({ kind: 'waiting', for: 'resume', until: null });
      await log.guard(control.whenGoing());
    }
    const isStopped = control.isStopped || stopped !== null;
    const next = nextBatch(stateOf(rollout, taken, isStopped));
    if (next.kind === 'failed') return close(rollout, control.killed.aborted ? 'cancelled' : 'failed');
    if (next.kind === 'finished') return close(rollout, ending(rollout, isStopped));
    const hosts = next.hosts.flatMap((id) => rollout.hosts.get(id) ?? []);
    const fresh = hosts.filter(({ id }) => !isBegun(rollout, id));
    if (fresh.length > 0 && (await waitForTurn(rollout, fresh)) === 'stop') {
      stop('not its time');
      continue;
    }
    // While it waited somebody may have said stop, or pause.
    if (fresh.length > 0 && (control.isStopped || control.isPaused) && !isStopped) continue;
    await log.append({ kind: 'batch', body: { number: next.number, hosts: [...next.hosts] } });
    for (const id of next.hosts) taken.add(id);
    await runBatch(rollout, run, hosts, () => control.isStopped || control.isPaused || stopped !== null);
  }
}

/** The rollout as its next batch is chosen; where it is stopped, only hosts that were begun are left. */
function stateOf(
  { plan, log, retry }: Rollout,
  taken: ReadonlySet<string>,
  isStopped: boolean,
): RolloutState {
  const outcomes = new Map<string, HostOutcome>();
  const begun = new Set<string>();
  for (const [id, { outcome, steps }] of log.state.hosts) {
    // What is taken up again counts as before until its turn has come.
    if (outcome !== null && (!retry.has(id) || taken.has(id))) outcomes.set(id, outcome);
    if (steps.size > 0) begun.add(id);
  }
  const batches = isStopped
    ? plan.batches.map((batch) => batch.filter((id) => begun.has(id) && !taken.has(id)))
    : plan.batches;
  return { batches, budget: failBudget(plan.rollout, plan.batches.flat().length), outcomes, begun };
}

function isBegun({ log }: Rollout, host: string): boolean {
  return (log.state.hosts.get(host)?.steps.size ?? 0) > 0;
}

/** Waits for the soak after the last batch, and for the window; stops where it is frozen or its time has gone by. */
async function waitForTurn(rollout: Rollout, hosts: readonly Host[]): Promise<'go' | 'stop'> {
  const { log, clock, control, plan, freezes } = rollout;
  const { soak, window: rule } = plan.rollout;
  if (soak !== undefined && log.state.lastHostAt !== null) {
    const soakMs = durationSeconds(soak) * 1000;
    // A clock that was put back or forward never makes it longer than it is.
    const gone = Math.min(soakMs, Math.max(0, clock.now().getTime() - log.state.lastHostAt.getTime()));
    await wait(rollout, 'soak', soakMs - gone);
  }
  if (rule === 'maintenance') {
    const opens = Math.max(
      0,
      ...hosts.map(({ window }) =>
        window === null ? 0 : rollout.slotOf(window, clock.now()).opens.getTime(),
      ),
    );
    if (plan.window !== null && Math.max(opens, clock.now().getTime()) >= Date.parse(plan.window.closes))
      return 'stop';
    await wait(rollout, 'window', opens - clock.now().getTime());
  }
  if (control.isStopped) return 'go';
  const services = hosts.map(({ service }) => service);
  return freezeAt(freezes, services, clock.now()) === undefined ? 'go' : 'stop';
}

async function wait({ log, clock, control }: Rollout, why: 'window' | 'soak', ms: number): Promise<void> {
  if (ms <= 0 || control.isStopped) return;
  log.tell({ kind: 'waiting', for: why, until: new Date(clock.now().getTime() + ms) });
  await log.guard(clock.sleep(ms, control.stopped));
}

async function runBatch(
  rollout: Rollout,
  run: RunContext,
  hosts: readonly Host[],
  isHeld: () => boolean,
): Promise<void> {
  const { log, plan, concurrency } = rollout;
  const budget = failBudget(plan.rollout, plan.batches.flat().length);
  const waiting = [...hosts];
  const work = async (): Promise<void> => {
    for (let host = waiting.shift(); host !== undefined; host = waiting.shift()) {
      if (!isBegun(rollout, host.id)) {
        if (isHeld() || isExhausted({ budget, outcomes: outcomesOf(rollout) })) continue;
        const closed = closedWindow(rollout, host);
        if (closed !== null) {
          await log.append({
            kind: 'host',
            body: { host: host.id, outcome: 'skipped', note: writeNote(closed) },
          });
          continue;
        }
      }
      await executeHost(run, host);
    }
  };
  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, hosts.length)) }, work);
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function outcomesOf({ log }: Rollout): ReadonlyMap<string, HostOutcome> {
  return new Map(
    [...log.state.hosts].flatMap(([id, { outcome }]) => (outcome === null ? [] : [[id, outcome] as const])),
  );
}

function closedWindow({ plan, clock, slotOf }: Rollout, { window }: Host): HostNote | null {
  if (plan.rollout.window === 'any' || window === null) return null;
  const { opens } = slotOf(window, clock.now());
  return opens <= clock.now() ? null : { code: 'window-closed', opens: opens.toISOString() };
}

function ending({ log, control, plan }: Rollout, isStopped: boolean): RunOutcome {
  if (control.killed.aborted) return 'cancelled';
  if (isStopped) return 'stopped';
  const outcomes = plan.batches.flat().map((id) => log.state.hosts.get(id)?.outcome ?? null);
  return outcomes.every((outcome) => outcome === 'changed' || outcome === 'unchanged')
    ? 'succeeded'
    : 'failed';
}

/** Closes the run, unless somebody must decide first: a run is not over while nobody knows what it did. */
async function close({ log, plan }: Rollout, outcome: RunOutcome): Promise<RunReport> {
  const counts: Record<HostOutcome, number> = {
    changed: 0,
    unchanged: 0,
    failed: 0,
    unreachable: 0,
    skipped: 0,
    unknown: 0,
  };
  const unknown: string[] = [];
  for (const id of plan.batches.flat()) {
    const host = log.state.hosts.get(id)?.outcome ?? null;
    if (host !== null) counts[host] += 1;
    if (host === 'unknown') unknown.push(id);
  }
  const isWaiting = unknown.length > 0 && (outcome === 'failed' || outcome === 'succeeded');
  if (isWaiting) return { outcome: 'waiting', counts, unknown };
  await log.append({ kind: 'closed', body: { outcome, counts } });
  return { outcome, counts, unknown };
}
