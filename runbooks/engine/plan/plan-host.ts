import type { Text } from '#model/format/text.ts';
import type { ChangeStep, DestroyStep, HostContext, Procedure } from '../../procedure.ts';
import type { Clock } from '../execute/clock.ts';
import { rebootCommand } from '../host/boot-id.ts';
import { type HostNote, noteText, writeNote } from '../host/host-note.ts';
import { type HostSession, HostUnreachable, ReadFailed } from '../host/host-session.ts';
import { createStepNames } from '../host/step-names.ts';
import type { RemoteCommand } from '../transport/transport.ts';
import { commandHash } from './command-hash.ts';
import type { PlannedHost, PlannedStep } from './run-plan.ts';
import { showCommand } from './show-command.ts';

interface HostPlanParts {
  readonly procedure: Pick<Procedure, 'host'>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly session: HostSession;
  readonly clock: Clock;
}

/** Ends a host's part where the procedure says that nothing is to be done. */
class Unchanged extends Error {
  readonly note: Text;

  constructor(note: Text) {
    super(note.en);
    this.note = note;
  }
}

/** Serial number, asset id: what is destroyed must be what was meant, already in the plan. */
class NotConfirmed extends Error {
  readonly note: HostNote;

  constructor(note: HostNote) {
    super(note.code);
    this.note = note;
  }
}

/** Runs a host's part with reads only, and writes down what it would do. */
export async function planHost(parts: HostPlanParts): Promise<PlannedHost> {
  const { procedure, session } = parts;
  const { id: host, service } = session.host;
  const { context, steps, finish } = createPlanContext(parts);
  try {
    // Also where nothing is read: a plan for a host that nobody reaches is none.
    await session.connect();
    const note = await procedure.host(context).then(
      () => null,
      (error: unknown) => {
        if (error instanceof Unchanged) return error.note;
        throw error;
      },
    );
    await finish();
    const changes = steps.some(({ satisfied }) => !satisfied);
    return {
      host,
      service,
      outcome: changes ? 'changes' : 'unchanged',
      note: note ?? (changes ? null : noteText(writeNote({ code: 'nothing-left' }))),
      steps: changes ? steps.map(({ satisfied: _, ...step }) => step) : [],
    };
  } catch (error) {
    const outcome = error instanceof HostUnreachable ? 'unreachable' : 'failed';
    return { host, service, outcome, note: noteText(writeNote(noteOf(error))), steps: [] };
  } finally {
    await session.close();
  }
}

function noteOf(error: unknown): HostNote {
  if (error instanceof HostUnreachable) return { code: 'unreachable', ...error.failure };
  if (error instanceof ReadFailed) return { code: 'read-failed', step: error.step, why: error.why };
  if (error instanceof NotConfirmed) return error.note;
  return { code: 'procedure-error', message: error instanceof Error ? error.message : String(error) };
}

/** A step of the plan; satisfied where its probe says already now that it is done. */
type NotedStep = PlannedStep & { readonly satisfied: boolean };

function createPlanContext({ params, secrets, session, clock }: HostPlanParts) {
  const steps: NotedStep[] = [];
  const nameOf = createStepNames();

  function note(
    name: string,
    effect: PlannedStep['effect'],
    what: Text,
    command: RemoteCommand,
    more: { readonly certain: boolean; readonly satisfied: boolean; readonly undo: Text | null },
  ): void {
    steps.push({
      name,
      effect,
      what,
      commandHash: commandHash(command),
      command: showCommand(command, secrets),
      ...more,
    });
  }

  async function change(
    name: string,
    effect: PlannedStep['effect'],
    what: Text,
    step: ChangeStep,
  ): Promise<void> {
    // After an earlier step the host is another one than the probe would see now.
    const isFirst = steps.every(({ satisfied }) => satisfied);
    const satisfied = step.probe !== undefined && isFirst && (await session.read(`${name}?`, step.probe));
    const certain = step.onlyIf === undefined && !satisfied;
    note(name, effect, what, step.command, { certain, satisfied, undo: step.undo ?? null });
  }

  let back: (() => Promise<void>) | null = null;
  const context: HostContext<Readonly<Record<string, unknown>>> = {
    host: session.host,
    params,
    read: (name, step) => session.read(nameOf(name), step),
    change: (name, what, step) => change(nameOf(name), 'change', what, step),
    async destroy(name, what, step: DestroyStep) {
      const own = nameOf(name);
      const { read, expected } = step.confirm;
      const found = await session.read(`${own}.confirm`, read);
      if (found !== expected) throw new NotConfirmed({ code: 'not-confirmed', step: own, found, expected });
      await change(own, 'destroy', what, step);
    },
    verify: async (name) => void nameOf(name),
    async reboot({ onlyIf }) {
      const command = rebootCommand[session.host.address.system];
      note(nameOf('reboot'), 'change', rebootText, command, {
        certain: onlyIf === undefined,
        satisfied: false,
        undo: null,
      });
    },
    async drain(out, inAgain) {
      await change(nameOf('drain'), 'change', drainText, out);
      back = () => change('drain-back', 'change', drainBackText, inAgain);
    },
    evidence: async () => undefined,
    unchanged(text) {
      throw new Unchanged(text);
    },
    now: async () => clock.now(),
  };
  return { steps, context, finish: async () => back?.() };
}

/** What the steps that the engine itself adds are about. */
export const rebootText: Text = { sv: 'Starta om servern', en: 'Restart the server' };
export const drainText: Text = {
  sv: 'Ta servern ur lastbalanseringen',
  en: 'Take the server out of load balancing',
};
export const drainBackText: Text = {
  sv: 'Sätt tillbaka servern i lastbalanseringen',
  en: 'Put the server back into load balancing',
};
