import type { Clock } from '../engine/execute/clock.ts';
import { bootIdOf, rebootCommand } from '../engine/host/boot-id.ts';
import type { StepEnd, StepRequest, StepRunner } from '../engine/host/step-runner.ts';
import { commandHash } from '../engine/plan/command-hash.ts';
import type { RunPlan } from '../engine/plan/run-plan.ts';
import type {
  CommandEnd,
  Connection,
  HostAddress,
  OutputChunk,
  RemoteCommand,
  Transport,
} from '../engine/transport/transport.ts';
import type { CrashPoints } from './crash-points.ts';
import { type Faults, isMeant, type StepFault } from './faults.ts';
import {
  createSimulatedHost,
  type Machine,
  type SimulatedHostState,
  type SimulatedUnit,
} from './simulated-host.ts';

/** Something that was done to a host, at once when it was begun. */
export interface Effect {
  readonly host: string;
  /** Name in the plan; the command itself where the plan has none such. */
  readonly step: string;
  readonly command: string;
  /** Whether it did what it is for. */
  readonly succeeded: boolean;
}

/** Invented hosts with the ways to them; what is done to them stays when a controller dies. */
export interface World {
  readonly transport: Transport;
  readonly runner: StepRunner;
  readonly effects: readonly Effect[];
}

interface WorldParts {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly points: Pick<CrashPoints, 'pass'>;
  /** Names of steps, and the order of hosts; null while there is no plan. */
  readonly plan: RunPlan | null;
  /** Without it steps are plain commands that nobody finds again. */
  readonly keepsUnits: boolean;
}

const stepMs = 20_000;
const bootMs = 15_000;

/** A world in which nothing has been done yet. */
export function createWorld(parts: WorldParts): World {
  const { machine, faults, clock, points, plan, keepsUnits } = parts;
  const hosts = new Map<string, SimulatedHostState>();
  const downUntil = new Map<string, number>();
  const effects: Effect[] = [];
  const order = plan?.batches.flat() ?? [];
  const names = new Map(
    plan?.hosts.flatMap(({ host, steps }) =>
      steps.map((step) => [`${host} ${step.commandHash}`, step.name]),
    ) ?? [],
  );

  function hostOf(id: string): SimulatedHostState {
    const host = hosts.get(id) ?? createSimulatedHost(id);
    hosts.set(id, host);
    return host;
  }

  const isDown = (id: string): boolean => (downUntil.get(id) ?? 0) > clock.now().getTime();
  const hashes = new Map<string, string>();
  function hashOf(command: RemoteCommand): string {
    const key = JSON.stringify(command);
    const hash = hashes.get(key) ?? commandHash(command);
    hashes.set(key, hash);
    return hash;
  }
  const nameOf = (id: string, command: RemoteCommand): string =>
    names.get(`${id} ${hashOf(command)}`) ?? textOf(command);
  const faultOf = (id: string, step: string): StepFault | undefined =>
    faults.steps.find((fault) => fault.step === step && isMeant(fault.hosts, id, order));

  /** Answers as the machine does; what it was told to do is done afterwards. */
  function ask(host: SimulatedHostState, command: RemoteCommand): Omit<SimulatedUnit, 'endsAt'> {
    const answer = machine(textOf(command), host) ?? {};
    const { stdout = '', stderr = '', code = 0 } = typeof answer === 'string' ? { stdout: answer } : answer;
    return { stdout, stderr, end: { kind: 'exit', code } };
  }

  /** Changes a host: once it is begun, it is done, whatever becomes of who began it. */
  function change(host: SimulatedHostState, request: StepRequest): SimulatedUnit {
    const { command, timeoutSeconds, unit } = request;
    const step = nameOf(host.id, command);
    const how = faultOf(host.id, step)?.how;
    const asked = ask(host, command);
    const failed = { ...asked, end: { kind: 'exit', code: 1 } as const, stderr: 'E: simulated failure\n' };
    const seen = how === 'non-zero' ? failed : asked;
    const end: StepEnd = how === 'timeout' ? { kind: 'timeout', stopped: true } : seen.end;
    const succeeded = end.kind === 'exit' && end.code === 0;
    effects.push({ host: host.id, step, command: textOf(command), succeeded });
    if (succeeded) host.succeed(textOf(command));
    const lasts = how === 'slow' ? timeoutSeconds * 1000 - 1 : Math.min(stepMs, timeoutSeconds * 1000 - 1);
    const ms = how === 'timeout' ? timeoutSeconds * 1000 : lasts;
    const kept = { ...seen, end, endsAt: clock.now().getTime() + ms };
    host.units.set(unit, kept);
    return kept;
  }

  async function follow(
    unit: SimulatedUnit,
    signal: AbortSignal,
    onOutput: ((chunk: OutputChunk) => void | Promise<void>) | undefined,
  ): Promise<StepEnd> {
    await clock.sleep(unit.endsAt - clock.now().getTime(), signal);
    if (signal.aborted) return { kind: 'cancelled', stopped: true };
    if (unit.stdout !== '') await onOutput?.({ stream: 'stdout', text: unit.stdout });
    if (unit.stderr !== '') await onOutput?.({ stream: 'stderr', text: unit.stderr });
    return unit.end;
  }

  const runner: StepRunner = {
    name: 'simulated',
    async start(connection, request, { signal, onOutput, onStarted }) {
      const host = hostOf(connection.host.id);
      points.pass();
      if (isDown(host.id)) return { kind: 'lost', reason: 'the host restarts' };
      const before = keepsUnits ? host.units.get(request.unit) : undefined;
      const unit = before ?? change(host, request);
      points.pass();
      if (keepsUnits) await onStarted(request.unit);
      if (faultOf(host.id, nameOf(host.id, request.command))?.how === 'lost')
        return { kind: 'lost', reason: 'simulated loss' };
      return await follow(unit, signal, onOutput);
    },
    async attach(connection, { unit }, { signal, onOutput }) {
      points.pass();
      if (!keepsUnits) return { kind: 'gone', why: 'plain commands leave nothing behind', mayRun: true };
      const found = hostOf(connection.host.id).units.get(unit);
      return found === undefined ? { kind: 'never-begun' } : await follow(found, signal, onOutput);
    },
    stop: async () => true,
  };

  function connectionOf(address: HostAddress): Connection {
    const host = hostOf(address.id);
    return {
      host: address,
      async run(command, { onOutput }): Promise<CommandEnd> {
        if (isDown(host.id)) return { kind: 'lost', reason: 'the host restarts' };
        const text = textOf(command);
        if (text === textOf(rebootCommand[address.system])) {
          points.pass();
          effects.push({ host: host.id, step: 'reboot', command: text, succeeded: true });
          host.restart();
          downUntil.set(host.id, clock.now().getTime() + bootMs);
          points.pass();
          return { kind: 'lost', reason: 'the host restarts' };
        }
        const isBootId = text === textOf(bootIdOf[address.system].command);
        const { stdout, stderr, end } = isBootId
          ? { stdout: `boot-${host.boots}\n`, stderr: '', end: { kind: 'exit', code: 0 } as const }
          : ask(host, command);
        if (stdout !== '') await onOutput?.({ stream: 'stdout', text: stdout });
        if (stderr !== '') await onOutput?.({ stream: 'stderr', text: stderr });
        return end as CommandEnd;
      },
      close: async () => undefined,
    };
  }

  const transport: Transport = {
    name: 'ssh2',
    async connect(address) {
      const isAway = isMeant(faults.unreachable, address.id, order) && plan !== null;
      if (isAway || isDown(address.id)) {
        const message = 'simulated: no answer';
        return { failure: { reason: 'unreachable', at: address.id, message } };
      }
      return { connection: connectionOf(address) };
    },
    close: async () => undefined,
  };

  return { transport, runner, effects };
}

function textOf({ argv }: RemoteCommand): string {
  return argv.join(' ');
}
