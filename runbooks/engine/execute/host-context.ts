import type { JsonValue } from '#model/platform/rendering.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';
import type { ChangeStep, HostContext, ReadStep } from '../../procedure.ts';
import { type HostSession, HostUnreachable, ReadFailed } from '../host/host-session.ts';
import { createStepNames } from '../host/step-names.ts';
import { sha256 } from '../plan/command-hash.ts';
import { openCapture } from './capture.ts';
import { executeReboot } from './execute-reboot.ts';
import { type EffectRequest, executeStep } from './execute-step.ts';
import { HostHalted, NothingToDo, RunHalted, StepFailed } from './halts.ts';
import type { RunContext } from './run-context.ts';
import type { StepResult } from './run-state.ts';

/** A host's context with what the engine needs of it. */
export interface HostContextParts {
  readonly context: HostContext<Readonly<Record<string, unknown>>>;
  /** What the procedure left for the end: what was drained is put back. */
  finish(): Promise<void>;
  /** Why nothing more may be done here; null while it may. */
  haltedBy(): HostHalted | RunHalted | null;
  demandGoing(): void;
}

/** The context of one host in a run: what the journal has is given back, the rest is done and written down. */
export function createHostContext(run: RunContext, session: HostSession): HostContextParts {
  const { log, clock, control } = run;
  const host = session.host.id;
  const nameOf = createStepNames();
  let halted: HostHalted | RunHalted | null = null;
  let back: ChangeStep | null = null;

  function demandGoing(): void {
    if (halted !== null) throw halted;
    if (log.haltedBy !== null) throw log.haltedBy;
  }

  /** Every call goes through here, so that a procedure cannot catch its way past a halt. */
  async function during<Value>(step: string, work: () => Promise<Value>): Promise<Value> {
    demandGoing();
    if (control.killed.aborted) throw remember(new HostHalted('failed', { code: 'cancelled', step }));
    try {
      return await work();
    } catch (error) {
      if (error instanceof HostHalted || error instanceof RunHalted) throw remember(error);
      if (error instanceof HostUnreachable)
        throw remember(new HostHalted('unreachable', { code: 'unreachable', ...error.failure }));
      if (control.killed.aborted) throw remember(new HostHalted('failed', { code: 'cancelled', step }));
      throw error;
    }
  }

  function remember<Halt extends HostHalted | RunHalted>(halt: Halt): Halt {
    halted ??= halt;
    return halt;
  }

  const resultOf = (step: string): StepResult | null =>
    log.state.hosts.get(host)?.steps.get(step)?.result ?? null;

  /** A value that is the same again when it is asked for by a later controller. */
  async function once<Value extends JsonValue>(
    step: string,
    ask: () => Promise<{ readonly value: Value; readonly sha256: string | null }>,
  ): Promise<Value> {
    const known = resultOf(step);
    if (known?.ok === true) return known.value as Value;
    const { value, sha256: outputSha256 } = await ask();
    if (containsSecret(value, run.secrets))
      throw new HostHalted('failed', { code: 'secret-in-result', step });
    await log.append({
      kind: 'done',
      body: { host, step, result: { ok: true, value, by: 'run' }, outputSha256 },
    });
    return value;
  }

  function readOnce<Value extends JsonValue>(step: string, read: ReadStep<Value>): Promise<Value> {
    return once(step, async () => {
      const capture = await log.guard(openCapture(run, host, step));
      const value = await log
        .guard(session.read(step, read, capture.onOutput))
        .catch(async (error: unknown) => {
          // What it said instead is kept all the same, for people to look at.
          await log.guard(capture.close());
          throw error;
        });
      const { sha256: hash } = await log.guard(capture.close());
      return { value, sha256: hash };
    });
  }

  const effect = (request: EffectRequest): Promise<void> =>
    during(request.name, () => executeStep(run, session, request));

  async function keepEvidence(name: string, value: JsonValue): Promise<void> {
    if (log.state.hosts.get(host)?.evidence.has(name)) return;
    if (containsSecret(value, run.secrets))
      throw new HostHalted('failed', { code: 'secret-in-result', step: name });
    await log.append({ kind: 'evidence', body: { host, name, sha256: sha256(canonicalJson(value)), value } });
  }

  const context: HostContextParts['context'] = {
    host: session.host,
    params: run.params,
    read(name, step) {
      const own = nameOf(name);
      return during(own, () => readOnce(own, step));
    },
    change: (name, _what, step) => effect({ name: nameOf(name), effect: 'change', step }),
    destroy(name, _what, step) {
      const own = nameOf(name);
      const { read, expected } = step.confirm;
      const confirm = async (): Promise<void> => {
        const found = await log.guard(session.read(`${own}.confirm`, read));
        if (found !== expected)
          throw new HostHalted('failed', { code: 'not-confirmed', step: own, found, expected });
        await keepEvidence(`${own}.confirm`, found);
      };
      return effect({ name: own, effect: 'destroy', step, confirm });
    },
    verify(name, step, { withinSeconds, everySeconds = 5 }) {
      const own = nameOf(name);
      return during(own, async () => {
        const known = resultOf(own);
        const why = known === null ? await verifyUntil(own, step, withinSeconds, everySeconds) : whyOf(known);
        if (why === null) return;
        throw new StepFailed({ code: 'not-verified', step: own, withinSeconds, why });
      });
    },
    reboot({ withinSeconds, onlyIf }) {
      const own = nameOf('reboot');
      return during(own, () => executeReboot(run, session, { name: own, withinSeconds, onlyIf }));
    },
    async drain(out, inAgain) {
      back = inAgain;
      await effect({ name: nameOf('drain'), effect: 'change', step: out });
    },
    evidence: (name, value) => during(name, () => keepEvidence(name, value)),
    unchanged(note) {
      throw new NothingToDo({ code: 'unchanged', ...note });
    },
    now() {
      const own = nameOf('now');
      return during(own, async () => {
        const at = await once(own, async () => ({ value: clock.now().toISOString(), sha256: null }));
        return new Date(at);
      });
    },
  };

  /** Asks until it holds. A host that does not answer does not hold yet. @returns null, or what it said last */
  async function verifyUntil(
    name: string,
    step: ReadStep<boolean>,
    withinSeconds: number,
    everySeconds: number,
  ): Promise<string | null> {
    const deadline = clock.monotonicMs() + withinSeconds * 1000;
    let why = '';
    while (!control.killed.aborted) {
      try {
        if (await log.guard(session.read(name, step))) {
          await log.append({
            kind: 'done',
            body: { host, step: name, result: { ok: true, value: true, by: 'run' }, outputSha256: null },
          });
          return null;
        }
        why = '';
      } catch (error) {
        if (!(error instanceof ReadFailed) && !(error instanceof HostUnreachable)) throw error;
        why = error.message;
        await session.drop();
      }
      if (clock.monotonicMs() + everySeconds * 1000 > deadline) break;
      await log.guard(clock.sleep(everySeconds * 1000, control.killed));
    }
    const result = { ok: false, why, last: '' } as const;
    await log.append({ kind: 'done', body: { host, step: name, result, outputSha256: null } });
    return why;
  }

  return {
    context,
    demandGoing,
    haltedBy: () => halted ?? log.haltedBy,
    async finish() {
      if (back !== null) await effect({ name: 'drain-back', effect: 'change', step: back });
    },
  };
}

function whyOf(result: StepResult): string | null {
  return result.ok ? null : result.why;
}

function containsSecret(value: JsonValue, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return false;
  const text = JSON.stringify(value);
  return secrets.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)));
}
