import { collectEvidence } from '#model/evidence/run-evidence.ts';
import { tenantIds } from '#model/fleet/declared-devices.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { Control } from '#policies/control.ts';
import { type Evaluation, evaluateControls } from '#policies/evaluate.ts';
import type { Scope, Store } from './store/store.ts';

/** Devices judged at a time: enough to save statements, few enough that their software fits in memory. */
const batchSize = 250;

export interface EvaluatorParts {
  readonly store: Pick<
    Store,
    'readSnapshot' | 'readFleet' | 'readRunEvidence' | 'listDeviceIds' | 'saveResults'
  >;
  readonly controls: readonly Control[];
  readonly clock: () => Date;
  readonly log: {
    readonly warn: (fields: object, message: string) => void;
    readonly error: (fields: object, message: string) => void;
  };
}

/** Runs the controls over what the store knows and keeps what they say. */
export interface Evaluator {
  /** Asks for devices to be judged soon; devices asked for meanwhile are judged together. */
  readonly devicesChanged: (organisation: string, deviceIds: readonly string[]) => void;
  /** Asks for what reads the evidence of runs to be judged soon. */
  readonly runsChanged: (organisation: string) => void;
  /** Judges everything: after a change of the declaration or the rules, and by the hour, since deadlines pass. */
  readonly evaluateAll: (organisation: string) => Promise<void>;
  /** Resolves when everything asked for so far has been judged. */
  readonly settled: () => Promise<void>;
}

/** An evaluator that works one batch after the other, so that a morning's reports do not pile up queries. */
export function createEvaluator(parts: EvaluatorParts): Evaluator {
  const { store, controls, clock, log } = parts;
  const waiting = new Map<string, Set<string>>();
  const runsWaiting = new Set<string>();
  let work: Promise<void> = Promise.resolve();

  async function judgeDevices(
    snapshot: PlatformSnapshot,
    scope: Scope,
    deviceIds: readonly string[],
  ): Promise<void> {
    const { disposals, ...others } = collectEvidence(await store.readRunEvidence(scope));
    for (let start = 0; start < deviceIds.length; start += batchSize) {
      const devices = deviceIds.slice(start, start + batchSize);
      const now = clock();
      const fleet = await store.readFleet(scope, now, devices);
      const { declaration, plan } = snapshot;
      const ids = new Set(fleet.devices.flatMap(({ id, declaredAs }) => [id, declaredAs]));
      // A wiped device is judged with those of its batch, or a verdict of it would stand beside itself.
      const evidence = { ...others, disposals: disposals.filter(({ value }) => ids.has(value.device)) };
      const evaluation = evaluateControls({
        controls,
        declaration,
        plan,
        fleet,
        evidence,
        now,
        only: 'device',
      });
      report(evaluation);
      await store.saveResults(scope, evaluation.results, { devices }, now);
    }
  }

  async function judgeServices({ declaration, plan }: PlatformSnapshot, scope: Scope): Promise<void> {
    const now = clock();
    const evidence = collectEvidence(await store.readRunEvidence(scope));
    const evaluation = evaluateControls({
      controls,
      declaration,
      plan,
      fleet: null,
      evidence,
      now,
      only: 'service',
    });
    report(evaluation);
    await store.saveResults(scope, evaluation.results, 'services', now);
  }

  function report({ failed, mistakes }: Evaluation): void {
    for (const { control, error } of failed) log.error({ control, err: error }, 'control failed');
    if (mistakes.length > 0) log.warn({ mistakes: mistakes.length }, 'declaration has mistakes for controls');
  }

  async function judgeWaiting(organisation: string): Promise<void> {
    const deviceIds = [...(waiting.get(organisation) ?? [])];
    waiting.delete(organisation);
    if (deviceIds.length === 0) return;
    const snapshot = await store.readSnapshot(organisation);
    if (snapshot !== null) await judgeDevices(snapshot, scopeOf(snapshot), deviceIds);
  }

  async function judgeRuns(organisation: string): Promise<void> {
    runsWaiting.delete(organisation);
    const snapshot = await store.readSnapshot(organisation);
    if (snapshot === null) return;
    const scope = scopeOf(snapshot);
    await judgeServices(snapshot, scope);
    const { disposals } = collectEvidence(await store.readRunEvidence(scope));
    if (disposals.length > 0) await judgeDevices(snapshot, scope, await store.listDeviceIds(scope));
  }

  async function judgeAll(organisation: string): Promise<void> {
    const snapshot = await store.readSnapshot(organisation);
    if (snapshot === null) return;
    const scope = scopeOf(snapshot);
    await judgeServices(snapshot, scope);
    await judgeDevices(snapshot, scope, await store.listDeviceIds(scope));
  }

  /** One thing after the other; a failure ends its own thing only. */
  function queue(task: () => Promise<void>): Promise<void> {
    const done = work.then(task);
    work = done.catch((error: unknown) => log.error({ err: error }, 'evaluation failed'));
    return done;
  }

  return {
    devicesChanged(organisation, deviceIds) {
      const set = waiting.get(organisation);
      if (set !== undefined) {
        for (const id of deviceIds) set.add(id);
        return;
      }
      waiting.set(organisation, new Set(deviceIds));
      queue(() => judgeWaiting(organisation)).catch(() => undefined); // logged by the queue
    },
    runsChanged(organisation) {
      if (runsWaiting.has(organisation)) return;
      runsWaiting.add(organisation);
      queue(() => judgeRuns(organisation)).catch(() => undefined); // logged by the queue
    },
    evaluateAll: (organisation) => queue(() => judgeAll(organisation)),
    settled: () => work,
  };
}

/** All tenants of a declaration. */
export function scopeOf({ declaration }: PlatformSnapshot): Scope {
  return { organisation: declaration.organisation.organisation.id, tenants: tenantIds(declaration) };
}
