import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { parseSnapshot } from '#model/platform/read-snapshot-file.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { RunOutcome } from '#model/runs/journal-entry.ts';
import { openQuestions } from '#runbooks/engine/execute/decide.ts';
import type { ResumeDecision, RunReport } from '#runbooks/engine/execute/execute-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { refuseRequest } from '#runbooks/store/request.ts';
import { journalPath, readRunSnapshot, type StoredRun } from '#runbooks/store/run-folder.ts';
import { leaveWish } from '#runbooks/store/wishes.ts';
import type { CommandIo } from '../command.ts';
import { carryOut } from './carry-out.ts';
import { findProcedure } from './find-procedure.ts';
import type { Identity } from './identity.ts';
import { loadSnapshot } from './load-snapshot.ts';
import { notBegun } from './not-begun.ts';
import type { RunPlace, ServerSettings } from './run-flags.ts';
import { shipQuietly } from './ship-quietly.ts';
import { shippedLine } from './shipped-text.ts';
import { sourceHash } from './source-hash.ts';

/** What a command about a run was told. */
export interface WorkOrder {
  readonly run: StoredRun;
  readonly place: RunPlace;
  readonly who: Identity;
  readonly servers: ServerSettings;
  /** Values of parameters that the plan only names. */
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly snapshotFile: string | null;
  readonly dataFolder: string;
  readonly isJson: boolean;
  readonly reason: string | null;
  /** What is decided about a run that was begun; null where it is to begin. */
  readonly decision:
    | (Omit<ResumeDecision, 'by' | 'acceptSource'> & { readonly acceptsSource: boolean })
    | null;
}

/** Exit status by how a run stands when its controller leaves it. */
export const exitStatusOf: Readonly<Record<RunOutcome | 'waiting', number>> = {
  succeeded: 0,
  failed: 1,
  waiting: 3,
  stopped: 4,
  cancelled: 5,
};

/**
 * Begins a run, or goes on with it, tells how it stands and what is to be done next, and ships it.
 *
 * @returns the exit status
 * @throws {GrundvalError} `run/not-begun`, `run/begun`, `run/request`, and what running throws
 */
export async function workOn(order: WorkOrder, io: CommandIo): Promise<number> {
  const { run, who, decision } = order;
  const refusal = refuseRequest(run.plan, run.request, who.trust);
  if (refusal !== null) throw requestRefused(run.id, refusal);
  const hasBegun = (await readHistory(journalPath(run.folder), io.signal)).length > 0;
  if (decision === null && hasBegun) throw begun(run.id);
  if (decision !== null && !hasBegun) throw notBegun(run.id);
  const procedure = findProcedure(run.plan.procedure);
  const source = await sourceHash(procedure.id);
  if (source === null) throw new Error(`the source of ${procedure.id} is not where procedures stand`);
  const work = {
    ...order,
    procedure,
    sourceHash: source,
    params: { ...parametersOf(run.plan.parameters), ...order.secrets },
    snapshot: await snapshotFor(order),
    decision: decision === null ? null : decisionBy(who.id, decision, source),
  };
  let report: RunReport;
  try {
    report = await carryOut(work, io);
  } catch (error) {
    const isElsewhere = error instanceof GrundvalError && error.code === 'journal/in-use';
    if (!isElsewhere || decision?.resume !== true) throw error;
    // Somebody has it at another terminal: what was paused there goes on there.
    await leaveWish(run.folder, { action: 'resume', by: who.id }, io.now());
    io.out(io.lang === 'sv' ? `${run.id} går vidare där den körs.` : `${run.id} goes on where it runs.`);
    return 0;
  }
  const shipped = await shipQuietly(run, order.dataFolder);
  if (!order.isJson) for (const line of await endLines(run, report, io)) io.out(line);
  if ('receipt' in shipped) io.err(shippedLine(run.id, shipped, io.lang));
  return exitStatusOf[report.outcome];
}

/** A run that begins is held against the platform as it is now; one that has begun goes on with what it was planned from. */
async function snapshotFor({ run, place, decision, snapshotFile }: WorkOrder): Promise<PlatformSnapshot> {
  if (decision !== null) return parseSnapshot(await readRunSnapshot(run.folder), run.folder);
  const { environment } = run.plan;
  return (await loadSnapshot(place.folder, { file: snapshotFile, environment })).snapshot;
}

function decisionBy(
  by: string,
  { acceptsSource, ...decision }: NonNullable<WorkOrder['decision']>,
  source: string,
): ResumeDecision {
  return { by, ...decision, ...(acceptsSource ? { acceptSource: source } : {}) };
}

function parametersOf(parameters: JsonValue): Readonly<Record<string, unknown>> {
  return typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters)
    ? { ...parameters }
    : {};
}

async function endLines(
  run: StoredRun,
  { outcome, unknown }: RunReport,
  { lang }: CommandIo,
): Promise<readonly string[]> {
  const { id } = run;
  const say = (sv: string, en: string) => (lang === 'sv' ? sv : en);
  switch (outcome) {
    case 'succeeded':
      return [say(`Journal: ${journalPath(run.folder)}`, `Journal: ${journalPath(run.folder)}`)];
    case 'failed':
      return [
        say(`Försök igen: grundval runs retry-failed ${id}`, `Try again: grundval runs retry-failed ${id}`),
      ];
    case 'stopped':
    case 'cancelled':
      return [
        say(
          `Det som inte blev gjort: gör en ny plan, eller grundval runs retry-failed ${id}`,
          `What was not done: make a new plan, or grundval runs retry-failed ${id}`,
        ),
      ];
    case 'waiting': {
      const questions = openQuestions(await readHistory(journalPath(run.folder)));
      return [
        say(
          `Ingen vet vad som blev av ${unknown.length} ${unknown.length === 1 ? 'server' : 'servrar'}. Titta på dem och bestäm:`,
          `Nobody knows what became of ${unknown.length} ${unknown.length === 1 ? 'server' : 'servers'}. Look at them and decide:`,
        ),
        ...questions.flatMap(({ host, step, why }) => [
          `  ${host}  ${step}: ${why}`,
          `    grundval runs decide ${id} --host ${host} --step ${step} --is done|not-done|skip-host`,
        ]),
        say(`Sedan: grundval runs resume ${id}`, `Then: grundval runs resume ${id}`),
      ];
    }
  }
}

function requestRefused(run: string, why: { readonly sv: string; readonly en: string }) {
  return bilingualError(
    'run/request',
    {
      sv: `Det går inte att lita på vem som begärt ${run}: ${why.sv}.`,
      en: `Who asked for ${run} cannot be believed: ${why.en}.`,
    },
    { sv: 'Gör en ny plan.', en: 'Make a new plan.' },
  );
}

function begun(run: string) {
  return bilingualError(
    'run/begun',
    { sv: `Körningen ${run} har redan börjat.`, en: `The run ${run} has begun already.` },
    {
      sv: `Gå vidare med den: grundval runs resume ${run}`,
      en: `Go on with it: grundval runs resume ${run}`,
    },
  );
}
