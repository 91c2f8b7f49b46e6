import type { CommandEnd, Connection, OutputChunk, RemoteCommand } from '../transport/transport.ts';

/** A step as it is begun on a host. */
export interface StepRequest {
  /** Name of the unit that it becomes: derived from run, host and step, so that a later controller knows it too. */
  readonly unit: string;
  readonly command: RemoteCommand;
  /** Kept on the host: it ends there even if the controller is gone. */
  readonly timeoutSeconds: number;
}

export interface FollowOptions {
  /** Aborted: the unit with all its processes is stopped, and the end is `cancelled`. */
  readonly signal: AbortSignal;
  /** In order, from the first byte of the step, on every attach anew; the next is read once it has returned. */
  readonly onOutput?: (chunk: OutputChunk) => void | Promise<void>;
}

export interface StartOptions extends FollowOptions {
  /**
   * Called once, when the unit is seen to be there and can be attached to; nothing more is read before it has returned.
   * Never called by a runner whose steps cannot be found again.
   */
  readonly onStarted: (unit: string) => Promise<void>;
}

/**
 * How a step ended, as far as anybody can see. `lost` after `onStarted`: it may well be running, attach again.
 * `lost` before it: nobody knows whether it began.
 */
export type StepEnd =
  | CommandEnd
  /** The host is sure that no unit of this name was ever begun: it is safe to begin it. */
  | { readonly kind: 'never-begun' }
  /**
   * No unit and no record of how it ended: it may have run. With `mayRun` false it is sure not to be running now, so
   * its probe can be trusted to say that it is not done; else a probe is trusted only where it says that it is.
   */
  | { readonly kind: 'gone'; readonly why: string; readonly mayRun: boolean };

/** A way of running steps on a host. Expected failures are values; only wrong use throws. */
export interface StepRunner {
  readonly name: string;
  /** Begins the step, once and never twice under one name, and follows it to its end. */
  start(connection: Connection, request: StepRequest, options: StartOptions): Promise<StepEnd>;
  /** Follows a step that an earlier controller began, or may have begun, to its end. Begins nothing. */
  attach(connection: Connection, request: StepRequest, options: FollowOptions): Promise<StepEnd>;
  /** Stops it with all its processes; true only where they were seen to be gone. */
  stop(connection: Connection, unit: string): Promise<boolean>;
}
