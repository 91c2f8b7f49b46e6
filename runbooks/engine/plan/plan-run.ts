import type { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import { hostsOf } from '../../hosts.ts';
import type { Host, Procedure } from '../../procedure.ts';
import type { Clock } from '../execute/clock.ts';
import { openSession } from '../host/host-session.ts';
import { freezesWithin } from '../rollout/freeze.ts';
import { planBatches } from '../rollout/plan-batches.ts';
import type { Transport } from '../transport/transport.ts';
import { affectedBy } from './affected.ts';
import { parseParameters } from './parse-parameters.ts';
import { planHost } from './plan-host.ts';
import { resolveTargets } from './resolve-targets.ts';
import { rulesOf } from './rules-of.ts';
import type { PlannedHost, RunPlan } from './run-plan.ts';
import { secretValues, shownParameters } from './secret-parameters.ts';
import { spanOfWindows } from './span-of-windows.ts';

/** What is to be run, by whose wish, and where it is read. */
export interface PlanRequest<Schema extends z.ZodObject> {
  readonly procedure: Procedure<Schema>;
  /** SHA-256 of the procedure's source. */
  readonly sourceHash: string;
  readonly params: unknown;
  /** Target expression of `selectHosts`; null where the parameters say it all. */
  readonly targets: string | null;
  readonly all: boolean;
  /** Done first, looked at by a second person afterwards; outside windows and freezes. */
  readonly emergency?: boolean;
  readonly requestedBy: string;
  readonly ticket: string | null;
  readonly snapshot: Pick<PlatformSnapshot, 'declaration' | 'plan' | 'hash'>;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Hosts that are read at the same time. */
  readonly concurrency: number;
  readonly connectSeconds: number;
  readonly onHost?: (host: PlannedHost) => void;
}

/**
 * What a run would do on each host, found by reading only; batches, those affected and when. A host that cannot be
 * read is in the plan with the reason, and in no batch.
 *
 * @throws {GrundvalError} `run/parameters`, `run/no-targets` … where there is nothing to plan; `run/cancelled`
 */
export async function planRun<Schema extends z.ZodObject>(request: PlanRequest<Schema>): Promise<RunPlan> {
  const { procedure, snapshot, clock } = request;
  const { declaration, plan } = snapshot;
  const all = hostsOf(snapshot);
  if (plan === null) throw new Error('hostsOf gives hosts of a plan');
  const params = parseParameters(procedure, request.params);
  const hosts = resolveTargets({ ...request, params, declaration, plan, hosts: all });
  const planned = await planHosts(request, params, hosts);
  const changed = new Set(planned.filter(({ outcome }) => outcome === 'changes').map(({ host }) => host));
  const rolled = hosts.filter(({ id }) => changed.has(id));
  const now = clock.now();
  const rules = rulesOf(procedure, request.emergency === true);
  const span = spanOfWindows(rolled, rules.rollout, now);
  const { freezes } = declaration.organisation.operations;
  return {
    schemaVersion: 1,
    procedure: procedure.id,
    sourceHash: request.sourceHash,
    parameters: shownParameters(procedure.params, params),
    requestedBy: request.requestedBy,
    ticket: request.ticket,
    snapshotHash: snapshot.hash,
    environment: plan.environment,
    hosts: planned,
    batches: planBatches(
      rolled,
      rules.rollout,
      now,
      (host) => procedure.order?.(host, { params, declaration, plan, hosts: all }) ?? 0,
    ),
    ...rules,
    affected: affectedBy(declaration, planned),
    window: span === null ? null : { opens: span.opens.toISOString(), closes: span.closes.toISOString() },
    freezes: freezesWithin(
      freezes,
      rolled.map(({ service }) => service),
      span ?? { opens: now, closes: new Date(now.getTime() + 1) },
    ).map(({ from, until, reason }) => ({ from, until, reason })),
    plannedAt: now.toISOString(),
  };
}

async function planHosts<Schema extends z.ZodObject>(
  request: PlanRequest<Schema>,
  params: z.infer<Schema>,
  hosts: readonly Host[],
): Promise<readonly PlannedHost[]> {
  const { procedure, transport, clock, signal, connectSeconds, onHost } = request;
  const secrets = secretValues(procedure.params, params);
  const waiting = hosts.map((host, at) => ({ host, at }));
  const planned: PlannedHost[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (signal.aborted) throw cancelled();
      const session = openSession({ host: next.host, transport, clock, signal, connectSeconds });
      const result = await planHost({ procedure, params, secrets, session, clock });
      planned[next.at] = result;
      onHost?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(request.concurrency, hosts.length)) }, work));
  if (signal.aborted) throw cancelled();
  return planned;
}

function cancelled() {
  return bilingualError(
    'run/cancelled',
    { sv: 'Planeringen avbröts. Inget är ändrat.', en: 'The planning was cancelled. Nothing is changed.' },
    { sv: 'Börja om med samma kommando.', en: 'Begin again with the same command.' },
  );
}
