import type { ReadStep } from '../../procedure.ts';
import { bootIdOf, rebootCommand } from '../host/boot-id.ts';
import { type HostSession, HostUnreachable, ReadFailed } from '../host/host-session.ts';
import type { StepRef } from '../journal/entry.ts';
import { commandHash } from '../plan/command-hash.ts';
import { HostHalted, StepFailed } from './halts.ts';
import type { RunContext } from './run-context.ts';
import type { StepRecord, StepResult } from './run-state.ts';

interface RebootRequest {
  readonly name: string;
  readonly withinSeconds: number;
  readonly onlyIf: ReadStep<boolean> | undefined;
}

const askEverySeconds = 5;

/**
 * Restarts a host and sees that it did: its boot id is another afterwards. The boot id from before is written down
 * first, so a later controller sees whether the restart has happened, and never restarts a second time for it.
 *
 * @throws {StepFailed} where it is not seen within its time
 */
export async function executeReboot(
  run: RunContext,
  session: HostSession,
  request: RebootRequest,
): Promise<void> {
  const { log, control } = run;
  const { name, withinSeconds, onlyIf } = request;
  const ref = { host: session.host.id, step: name };
  const { system } = session.host.address;
  const command = rebootCommand[system];
  const before: StepRef = { ...ref, step: `${name}.boot-id` };
  const known = recordOf(run, ref);
  if (known?.result != null) return settle(known.result, withinSeconds);
  if (run.planned.get(ref.host)?.get(name)?.commandHash !== commandHash(command))
    throw new HostHalted('failed', { code: 'outside-plan', step: name, found: 'no such step' });

  const isBegun = known !== undefined && known.attempts > 0 && !known.mayBegin;
  if (isBegun) {
    // It was told to restart, or was about to be: by its boot id, as it was before, it says which.
    const earlier = recordOf(run, before)?.result;
    const bootId = earlier?.ok === true ? earlier.value : null;
    if (await seesRestart(run, session, bootId, Math.min(withinSeconds, 120))) return finish(run, ref);
  } else if (onlyIf !== undefined && !(await log.guard(session.read(`${name} only if`, onlyIf)))) {
    const result: StepResult = { ok: true, value: false, by: 'not-needed' };
    return log.append({ kind: 'done', body: { ...ref, result: { ...result }, outputSha256: null } });
  }

  const bootId = await log.guard(session.read(before.step, bootIdOf[system]));
  const result: StepResult = { ok: true, value: bootId, by: 'run' };
  await log.append({ kind: 'done', body: { ...before, result: { ...result }, outputSha256: null } });
  const connection = await log.guard(session.connect());
  await log.append({ kind: 'intent', body: { ...ref, effect: 'change', commandHash: commandHash(command) } });
  const end = await log.guard(connection.run(command, { timeoutSeconds: 60, signal: control.killed }));
  await session.drop();
  if (end.kind === 'refused' || (end.kind === 'exit' && end.code !== 0)) {
    const why = end.kind === 'refused' ? end.reason : `exit ${end.code}`;
    const failure: StepResult = { ok: false, why, last: end.kind === 'refused' ? end.message : '' };
    await log.append({ kind: 'done', body: { ...ref, result: { ...failure }, outputSha256: null } });
    if (end.kind === 'refused' && end.reason === 'sudo-password') run.stopOthers(end.message);
    throw new StepFailed({ code: 'step-failed', step: name, why, last: failure.last });
  }
  if (await seesRestart(run, session, bootId, withinSeconds)) return finish(run, ref);
  if (control.killed.aborted) {
    const why = 'cancelled while the server restarted';
    await log.append({ kind: 'unknown', body: { ...ref, why } });
    throw new HostHalted('unknown', { code: 'unknown-step', step: name, why });
  }
  const failure: StepResult = { ok: false, why: `${withinSeconds} s`, last: '' };
  await log.append({ kind: 'done', body: { ...ref, result: { ...failure }, outputSha256: null } });
  return settle(failure, withinSeconds);
}

function recordOf({ log }: RunContext, { host, step }: StepRef): StepRecord | undefined {
  return log.state.hosts.get(host)?.steps.get(step);
}

function settle(result: StepResult, withinSeconds: number): void {
  if (!result.ok) throw new StepFailed({ code: 'not-restarted', withinSeconds });
}

async function finish({ log }: RunContext, ref: StepRef): Promise<void> {
  const result: StepResult = { ok: true, value: true, by: 'run' };
  await log.append({ kind: 'done', body: { ...ref, result: { ...result }, outputSha256: null } });
}

async function seesRestart(
  { log, clock, control }: RunContext,
  session: HostSession,
  before: unknown,
  withinSeconds: number,
): Promise<boolean> {
  const { system } = session.host.address;
  const deadline = clock.monotonicMs() + withinSeconds * 1000;
  while (!control.killed.aborted) {
    try {
      if ((await log.guard(session.read('boot-id', bootIdOf[system]))) !== before) return true;
    } catch (error) {
      if (!(error instanceof ReadFailed) && !(error instanceof HostUnreachable)) throw error;
    }
    await session.drop();
    if (clock.monotonicMs() >= deadline) return false;
    await log.guard(clock.sleep(askEverySeconds * 1000, control.killed));
  }
  return false;
}
