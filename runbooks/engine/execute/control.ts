/** What a person may tell a run that goes on. */
export type ControlAction = 'pause' | 'resume' | 'stop' | 'kill';

/** The handle of a run that goes on. The first Ctrl-C is `stop`, the second `kill`. */
export interface RunControl {
  /** No new host is begun until `resume`. */
  pause(by: string): void;
  resume(by: string): void;
  /** The hosts that were begun are finished; no new one is. */
  stop(by: string): void;
  /** What runs is stopped on the hosts, with all its processes. */
  kill(by: string): void;
  readonly isPaused: boolean;
  readonly isStopped: boolean;
  /** Aborted by `kill`. */
  readonly killed: AbortSignal;
  /** Aborted by `stop` and `kill`: waiting is over. */
  readonly stopped: AbortSignal;
  /** Told of every action, in order. */
  listen(listener: (action: ControlAction, by: string) => void): void;
  /** Resolves when it is not paused any more, or is stopped. */
  whenGoing(): Promise<void>;
}

/** The handle of a run that is neither paused nor stopped. */
export function createRunControl(): RunControl {
  const killing = new AbortController();
  const stopping = new AbortController();
  const listeners: ((action: ControlAction, by: string) => void)[] = [];
  let paused = false;
  let waiting: (() => void)[] = [];

  function act(action: ControlAction, by: string): void {
    for (const listener of listeners) listener(action, by);
    if (paused && !stopping.signal.aborted) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    pause(by) {
      paused = true;
      act('pause', by);
    },
    resume(by) {
      paused = false;
      act('resume', by);
    },
    stop(by) {
      stopping.abort();
      act('stop', by);
    },
    kill(by) {
      stopping.abort();
      killing.abort();
      act('kill', by);
    },
    get isPaused() {
      return paused;
    },
    get isStopped() {
      return stopping.signal.aborted;
    },
    killed: killing.signal,
    stopped: stopping.signal,
    listen: (listener) => void listeners.push(listener),
    whenGoing: () =>
      !paused || stopping.signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => void waiting.push(resolve)),
  };
}
