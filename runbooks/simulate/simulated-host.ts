import type { StepEnd } from '../engine/host/step-runner.ts';

/** What an invented machine says to a command: its output, or output and exit code; undefined is success in silence. */
export type Answer =
  | string
  | { readonly stdout?: string; readonly stderr?: string; readonly code?: number }
  | undefined;

/** How an invented machine answers: a function of the command, as one text, and of what has been done to it. */
export type Machine = (command: string, host: SimulatedHost) => Answer;

/** An invented machine as a {@link Machine} sees it. */
export interface SimulatedHost {
  readonly id: string;
  /** Restarts so far. */
  readonly boots: number;
  /** How often a command that begins so has succeeded in changing it. */
  ran(command: string): number;
}

/** What has become of a step on the host: it is found again by its unit. */
export interface SimulatedUnit {
  readonly end: StepEnd;
  readonly stdout: string;
  readonly stderr: string;
  /** Virtual milliseconds. */
  readonly endsAt: number;
}

/** The state of an invented machine; it outlives every controller. */
export interface SimulatedHostState extends SimulatedHost {
  readonly units: Map<string, SimulatedUnit>;
  succeed(command: string): void;
  restart(): void;
}

/** A machine that nothing has been done to. */
export function createSimulatedHost(id: string): SimulatedHostState {
  const done: string[] = [];
  let boots = 0;
  return {
    id,
    units: new Map(),
    get boots() {
      return boots;
    },
    ran: (command) => done.filter((text) => text === command || text.startsWith(`${command} `)).length,
    succeed: (command) => void done.push(command),
    restart() {
      boots += 1;
    },
  };
}
