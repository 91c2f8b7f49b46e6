import type { Host } from '../../procedure.ts';
import { type HostNote, writeNote } from '../host/host-note.ts';
import { HostUnreachable, openSession, ReadFailed } from '../host/host-session.ts';
import type { HostOutcome } from '../journal/entry.ts';
import { HostHalted, NothingToDo, RunHalted, StepFailed } from './halts.ts';
import { createHostContext } from './host-context.ts';
import type { RunContext } from './run-context.ts';

/**
 * Runs the procedure on one host from where the journal says it stands, and writes down its outcome. A failure of the
 * host is an outcome.
 *
 * @throws {RunHalted} where nothing can be written down any more
 */
export async function executeHost(run: RunContext, host: Host): Promise<HostOutcome> {
  const { log, procedure, clock, transport, connectSeconds, control } = run;
  const session = openSession({ host, transport, clock, signal: control.killed, connectSeconds });
  try {
    const { outcome, note } = await runProcedure(run, procedure, session);
    await log.append({ kind: 'host', body: { host: host.id, outcome, note: writeNote(note) } });
    return outcome;
  } finally {
    await session.close();
  }
}

interface HostEnd {
  readonly outcome: HostOutcome;
  readonly note: HostNote;
}

async function runProcedure(
  run: RunContext,
  procedure: RunContext['procedure'],
  session: ReturnType<typeof openSession>,
): Promise<HostEnd> {
  const skippedAt = run.log.state.hosts.get(session.host.id)?.skippedAt;
  if (skippedAt != null) return { outcome: 'skipped', note: { code: 'skipped-by-person', step: skippedAt } };
  const parts = createHostContext(run, session);
  try {
    const left = await procedure.host(parts.context).then(
      () => null,
      (error: unknown) => {
        if (error instanceof NothingToDo) return error.note;
        throw error;
      },
    );
    parts.demandGoing();
    await parts.finish();
    return endOf(run, session.host.id, left);
  } catch (error) {
    // What a procedure throws after a halt, or in its place, does not hide the halt.
    const cause = parts.haltedBy() ?? error;
    if (cause instanceof RunHalted) throw cause;
    if (cause instanceof HostHalted) return { outcome: cause.outcome, note: cause.note };
    return { outcome: 'failed', note: noteOf(cause) };
  }
}

function endOf({ log }: RunContext, host: string, left: HostNote | null): HostEnd {
  const steps = [...(log.state.hosts.get(host)?.steps.values() ?? [])];
  const changed = steps.filter(({ intent, result }) => intent !== null && result?.ok === true).length;
  if (changed > 0) return { outcome: 'changed', note: left ?? { code: 'changed', steps: changed } };
  return { outcome: 'unchanged', note: left ?? { code: 'nothing-left' } };
}

function noteOf(error: unknown): HostNote {
  if (error instanceof StepFailed) return error.note;
  if (error instanceof ReadFailed) return { code: 'read-failed', step: error.step, why: error.why };
  if (error instanceof HostUnreachable) return { code: 'unreachable', ...error.failure };
  return { code: 'procedure-error', message: error instanceof Error ? error.message : String(error) };
}
