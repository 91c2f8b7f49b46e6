import type { ChangeStep } from '../../procedure.ts';
import { type HostSession, HostUnreachable, ReadFailed } from '../host/host-session.ts';
import type { StepEnd, StepRequest } from '../host/step-runner.ts';
import { unitName } from '../host/unit-name.ts';
import type { StepEffect, StepRef } from '../journal/entry.ts';
import type { OutputSummary } from '../output/output-store.ts';
import { commandHash } from '../plan/command-hash.ts';
import { openCapture } from './capture.ts';
import { HostHalted, StepFailed } from './halts.ts';
import type { RunContext } from './run-context.ts';
import type { StepRecord, StepResult } from './run-state.ts';

/** Seconds past a step's own time in which a lost host may come back. */
const graceSeconds = 300;

/** A change or a destruction, as the context asks for it. */
export interface EffectRequest {
  readonly name: string;
  readonly effect: Extract<StepEffect, 'change' | 'destroy'>;
  readonly step: ChangeStep;
  /** Asked at the last moment before the step is begun; throws where it must not be. */
  readonly confirm?: () => Promise<void>;
}

/**
 * Does a step at most once, over as many controllers as it takes. What is done is not done again; what was begun is
 * found again on the host, else its probe is asked, else a person; only what was surely not begun is begun.
 *
 * @throws {StepFailed} where it ended badly, now or earlier
 * @throws {HostHalted} where nobody knows, or the plan does not have it
 */
export async function executeStep(
  run: RunContext,
  session: HostSession,
  request: EffectRequest,
): Promise<void> {
  const ref = { host: session.host.id, step: request.name };
  const record = recordOf(run, ref);
  if (record?.result != null) return settle(ref, record.result);
  const planned = { ...request, hash: demandPlanned(run, ref, request) };
  if (record !== undefined && record.attempts > 0 && !record.mayBegin) {
    await follow(run, session, ref, planned, 'attach');
  } else {
    if (!(await isNeeded(run, session, ref, request))) return;
    await request.confirm?.();
    await run.log.guard(session.connect());
    await begin(run, ref, planned);
    await follow(run, session, ref, planned, 'start');
  }
}

/** A request whose command the plan has, by its hash. */
interface PlannedRequest extends EffectRequest {
  readonly hash: string;
}

function recordOf({ log }: RunContext, { host, step }: StepRef): StepRecord | undefined {
  return log.state.hosts.get(host)?.steps.get(step);
}

/** Nothing is done that was not approved: name, effect and command. @returns the hash of the command */
function demandPlanned(run: RunContext, { host, step }: StepRef, request: EffectRequest): string {
  const planned = run.planned.get(host)?.get(step);
  const hash = commandHash(request.step.command);
  const found =
    planned === undefined
      ? 'no such step'
      : planned.effect !== request.effect
        ? `planned as ${planned.effect}`
        : planned.commandHash === hash
          ? null
          : 'another command';
  if (found !== null) throw new HostHalted('failed', { code: 'outside-plan', step, found });
  return hash;
}

/** Asks `onlyIf` and the probe; what is not needed is written down as done, so that it is not asked again. */
async function isNeeded(
  { log }: RunContext,
  session: HostSession,
  ref: StepRef,
  { step: { onlyIf, probe } }: EffectRequest,
): Promise<boolean> {
  if (onlyIf !== undefined && !(await log.guard(session.read(`${ref.step} only if`, onlyIf)))) {
    await record(log, ref, { ok: true, value: false, by: 'not-needed' }, null);
    return false;
  }
  if (probe !== undefined && (await log.guard(session.read(`${ref.step}?`, probe)))) {
    await record(log, ref, { ok: true, value: true, by: 'probe' }, null);
    return false;
  }
  return true;
}

async function begin({ log }: RunContext, ref: StepRef, { effect, hash }: PlannedRequest): Promise<void> {
  await log.append({ kind: 'intent', body: { ...ref, effect, commandHash: hash } });
}

async function record(
  log: RunContext['log'],
  ref: StepRef,
  result: StepResult,
  outputSha256: string | null,
): Promise<void> {
  await log.append({ kind: 'done', body: { ...ref, result: { ...result }, outputSha256 } });
}

function settle({ step }: StepRef, result: StepResult): void {
  if (!result.ok) throw new StepFailed({ code: 'step-failed', step, why: result.why, last: result.last });
}

/** Follows a step to its end, over lost connections, and writes down what became of it. */
async function follow(
  run: RunContext,
  session: HostSession,
  ref: StepRef,
  request: PlannedRequest,
  first: 'start' | 'attach',
): Promise<void> {
  const { log, clock, control } = run;
  const { step } = request;
  const deadline = clock.monotonicMs() + (step.timeoutSeconds + graceSeconds) * 1000;
  let next = first;
  let beganAgain = false;
  for (let tries = 1; ; tries++) {
    const turn = await takeTurn(run, session, ref, request, next);
    const { end, output } = turn;
    switch (end.kind) {
      case 'exit': {
        const isRight = (step.okCodes ?? [0]).includes(end.code);
        const result: StepResult = isRight
          ? { ok: true, value: end.code, by: 'run' }
          : { ok: false, why: `exit ${end.code}`, last: output.last };
        await record(log, ref, result, output.sha256);
        return settle(ref, result);
      }
      case 'never-begun':
        // The intent stands, and the host is sure: beginning it now is the first time.
        next = 'start';
        break;
      case 'gone': {
        const isDone = await askProbe(run, session, ref, step);
        if (isDone === true) return record(log, ref, { ok: true, value: true, by: 'probe' }, null);
        if (isDone === null || end.mayRun || beganAgain) return giveUp(run, ref, end.why);
        beganAgain = true;
        await begin(run, ref, request);
        next = 'start';
        break;
      }
      case 'lost':
        if (control.killed.aborted || clock.monotonicMs() > deadline) return giveUp(run, ref, end.reason);
        await session.drop();
        await log.guard(clock.sleep(Math.min(30, tries) * 1000, control.killed));
        next = 'attach';
        break;
      default: {
        const result = failureOf(end, step.timeoutSeconds, output);
        if (result === null) return giveUp(run, ref, `${end.kind}, and it was not seen to stop`);
        await record(log, ref, result, output.sha256);
        if (end.kind === 'refused' && end.reason === 'sudo-password') run.stopOthers(end.message);
        if (end.kind === 'cancelled') throw new HostHalted('failed', { code: 'cancelled', step: ref.step });
        return settle(ref, result);
      }
    }
  }
}

interface Turn {
  readonly end: StepEnd;
  readonly output: OutputSummary;
}

const silent: OutputSummary = { sha256: null, last: '' };

/** One attempt to begin the step or to find it again. */
async function takeTurn(
  run: RunContext,
  session: HostSession,
  ref: StepRef,
  { step }: EffectRequest,
  how: 'start' | 'attach',
): Promise<Turn> {
  const { log, control } = run;
  const attempt = recordOf(run, ref)?.attempts ?? 1;
  const label = attempt === 1 ? ref.step : `${ref.step}~${attempt}`;
  const request: StepRequest = {
    unit: unitName(run.run, ref.host, label),
    command: step.command,
    timeoutSeconds: step.timeoutSeconds,
  };
  const runner = run.runnerOf(ref.host);
  const connection = await log.guard(session.connect()).catch((error: unknown) => {
    if (error instanceof HostUnreachable) return error;
    throw error;
  });
  if (connection instanceof HostUnreachable)
    return { end: { kind: 'lost', reason: connection.message }, output: silent };
  const capture = await log.guard(openCapture(run, ref.host, ref.step));
  const options = { signal: control.killed, onOutput: capture.onOutput };
  const end = await log.guard(
    how === 'start'
      ? runner.start(connection, request, { ...options, onStarted: (unit) => attached(run, ref, unit) })
      : runner.attach(connection, request, options),
  );
  return { end, output: await log.guard(capture.close()) };
}

async function attached({ log }: RunContext, ref: StepRef, unit: string): Promise<void> {
  await log.append({ kind: 'attached', body: { ...ref, unit } });
}

type BadEnd = Extract<StepEnd, { kind: 'signal' | 'timeout' | 'cancelled' | 'refused' }>;

/** What is written of a step that ended badly; null where it may not have ended. */
function failureOf(end: BadEnd, timeoutSeconds: number, { last }: OutputSummary): StepResult | null {
  switch (end.kind) {
    case 'signal':
      return { ok: false, why: end.signal, last };
    case 'timeout':
      return end.stopped ? { ok: false, why: `${timeoutSeconds} s`, last } : null;
    case 'cancelled':
      return end.stopped ? { ok: false, why: 'cancelled', last } : null;
    case 'refused':
      return { ok: false, why: end.reason, last: end.message };
  }
}

/** True and false are answers of the host; null where there is no probe, or no answer. */
async function askProbe(
  { log }: RunContext,
  session: HostSession,
  { step: name }: StepRef,
  { probe }: ChangeStep,
): Promise<boolean | null> {
  if (probe === undefined) return null;
  try {
    return await log.guard(session.read(`${name}?`, probe));
  } catch (error) {
    if (error instanceof ReadFailed || error instanceof HostUnreachable) return null;
    throw error;
  }
}

/** Leaves it to a person. Other hosts go on. */
async function giveUp(run: RunContext, ref: StepRef, why: string): Promise<never> {
  const before = recordOf(run, ref)?.unknown;
  if (before !== why) await run.log.append({ kind: 'unknown', body: { ...ref, why } });
  throw new HostHalted('unknown', { code: 'unknown-step', step: ref.step, why });
}
