import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import { systemClock } from '#runbooks/engine/execute/clock.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { planRun } from '#runbooks/engine/plan/plan-run.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { signRequest } from '#runbooks/store/request.ts';
import { createRun, type StoredRun } from '#runbooks/store/run-folder.ts';
import { newRunId } from '#runbooks/store/run-id.ts';
import type { CommandIo } from '../command.ts';
import { watchHostKeys } from '../hosts/met-keys.ts';
import { metKeysLines } from '../hosts/met-keys-text.ts';
import type { Identity } from './identity.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { openTransport } from './open-transport.ts';
import { runsFolder } from './places.ts';
import { planLines } from './plan-text.ts';
import type { ServerSettings } from './run-flags.ts';
import { sourceHash } from './source-hash.ts';

/** What is to be planned, by whom, and where the plan goes. */
export interface PlanOrder {
  readonly procedure: Procedure;
  readonly params: Readonly<Record<string, unknown>>;
  readonly targets: string | null;
  readonly all: boolean;
  readonly ticket: string | null;
  /** Why it cannot wait; null where it is no emergency. */
  readonly emergency: string | null;
  readonly folder: string;
  readonly snapshotFile: string | null;
  readonly environment: string | null;
  readonly who: Identity;
  readonly servers: ServerSettings;
  /** Where a copy of the plan is written. */
  readonly out: string | null;
  readonly format: 'text' | 'json';
}

const connectSeconds = 20;

/**
 * Plans a run by reading only, keeps the plan in a folder of its own, and shows it.
 *
 * @throws {GrundvalError} `run/…`, `snapshot/…`
 */
export async function makePlan(order: PlanOrder, io: CommandIo): Promise<StoredRun> {
  const { procedure, who, folder } = order;
  const { snapshot, stale } = await loadSnapshot(folder, {
    file: order.snapshotFile,
    environment: order.environment,
  });
  if (stale.length > 0) io.err(staleText(stale, io));
  const source = await sourceHash(procedure.id);
  if (source === null) throw new Error(`the source of ${procedure.id} is not where procedures stand`);
  const transport = watchHostKeys(await openTransport(order.servers, io));
  let read = 0;
  const plan = await planRun({
    procedure: order.emergency === null ? procedure : { ...procedure, change: 'emergency' },
    sourceHash: source,
    params: order.params,
    targets: order.targets,
    all: order.all,
    requestedBy: who.id,
    ticket: order.ticket,
    snapshot,
    transport,
    clock: systemClock,
    signal: io.signal,
    concurrency: order.servers.parallel,
    connectSeconds,
    onHost: ({ host }) => {
      read += 1;
      if (read % 25 === 0)
        io.err(
          io.lang === 'sv' ? `${read} servrar lästa, senast ${host}` : `${read} servers read, ${host} last`,
        );
    },
  }).finally(() => transport.close());
  const id = newRunId(procedure.id, io.now(), Math.random);
  const run: StoredRun = {
    id,
    folder: join(runsFolder(folder), id),
    plan,
    request: signRequest(plan, io.now(), who.key),
  };
  await createRun(run, JSON.stringify(snapshot));
  if (order.out !== null) await writeCopy(resolve(io.cwd, order.out), plan);
  const hash = planHash(plan);
  if (order.format === 'json')
    io.out(JSON.stringify({ schemaVersion: 1, run: id, planHash: hash, plan }, null, 2));
  else for (const line of planLines(id, hash, plan, snapshot.declaration, io.lang)) io.out(line);
  for (const line of metKeysLines(transport.met(), snapshot.declaration, order.servers, io.lang))
    io.err(line);
  return run;
}

async function writeCopy(path: string, plan: RunPlan): Promise<void> {
  await writeFile(path, `${JSON.stringify(plan, null, 2)}\n`).catch((cause: unknown) => {
    throw bilingualError(
      'run/plan-not-written',
      {
        sv: `Planen kan inte skrivas till ${path} (${cause instanceof Error ? cause.message : cause}).`,
        en: `The plan cannot be written to ${path} (${cause instanceof Error ? cause.message : cause}).`,
      },
      { sv: 'Ange en annan plats: --out FIL', en: 'Name another place: --out FILE' },
      { cause },
    );
  });
}

function staleText(files: readonly string[], { lang }: Pick<CommandIo, 'lang'>): string {
  const shown = files.slice(0, 3).join(', ') + (files.length > 3 ? ' …' : '');
  return lang === 'sv'
    ? `OBS: ${shown} är ändrade sedan grundval check kördes; planen gäller det som stod då.`
    : `NOTE: ${shown} were changed after grundval check; the plan is of what stood there then.`;
}
