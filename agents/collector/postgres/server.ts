import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Account } from './account.ts';
import { endServer, type Patience } from './process-end.ts';
import { unrefStream } from './unref-stream.ts';
import { watchOver } from './watchdog.ts';

/** The part of a logger that PostgreSQL's supervisor uses. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** What a server is started from. */
export interface ServerPlan {
  /** Path of the program `postgres`. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** User to run as; null = the user of this process. */
  readonly account: Account | null;
  readonly clusterFolder: string;
  readonly runFolder: string;
  /** Number in `postmaster.pid` that another program has by now; null = none. */
  readonly stalePid: number | null;
  readonly log: Log;
  readonly patience: Patience;
}

/** A server that takes connections. */
export interface Server {
  readonly pid: number;
  /** Resolves once the process has ended, however it ended: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Resolves once nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Longest recovery after a crash that is waited for: 512 MB of log at 2 MB/s, as on a slow disk. */
const readyWithinMs = 300_000;

/** Of what it prints so much is kept to explain a failure, in lines. */
const keptLines = 20;

/**
 * Starts `postgres` as leader of its own session, so that Ctrl-C at the terminal does not stop it while
 * the collector still answers, and waits until it takes connections. A watchdog stops it should this
 * process end without doing so; the server itself keeps no process from ending.
 *
 * @throws {Error} with what the server printed, where it ended before it was ready
 */
export async function startServer(plan: ServerPlan): Promise<Server> {
  const child = spawn(plan.program, plan.arguments, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: plan.clusterFolder,
    env: serverEnvironment(plan.stalePid),
    ...(plan.account === null ? {} : { uid: plan.account.uid, gid: plan.account.gid }),
  });
  await once(child, 'spawn');
  const pid = child.pid ?? Number.NaN; // a process that was spawned has one
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? `exit code ${code}`);
  const output = readOutput(child.stderr, plan.log);
  const sendWatchdogAway = watchOver(pid, plan.runFolder, plan.account);
  const watchdogGone = ended.then(sendWatchdogAway);
  const stop = async (): Promise<void> => {
    child.ref();
    const way = await endServer(
      { signal: (name) => child.kill(name), hasEnded: (withinMs) => isSettled(ended, withinMs) },
      plan.patience,
    );
    if (way !== 'fast') plan.log.warn({ pid, way }, 'PostgreSQL did not stop in time and was ended');
    await watchdogGone;
  };

  const outcome = await Promise.race([output.ready, ended, delay(readyWithinMs, 'late', { ref: false })]);
  if (outcome === 'ready') {
    child.unref();
    unrefStream(child.stderr);
    return { pid, ended, stop };
  }
  if (outcome === 'late') await stop();
  await isSettled(output.closed, 1_000); // the last lines may come after the end
  throw new Error(output.lines.length > 0 ? output.lines.join('\n') : `it ended with ${await ended}`);
}

/** Nothing of ours: a PGPORT or LD_LIBRARY_PATH of the user would change what the server does. */
function serverEnvironment(stalePid: number | null): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C',
    // Tells the server to take this number in postmaster.pid for nobody's; it goes on to check that no
    // process of the ended server still uses its memory, as it could not were the file removed.
    ...(stalePid === null ? {} : { PG_GRANDPARENT_PID: String(stalePid) }),
  };
}

function readOutput(stream: Readable, log: Log) {
  const lines: string[] = [];
  const reader = createInterface({ input: stream });
  const ready = new Promise<'ready'>((resolve) => {
    reader.on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      passOn(line, log);
      if (line.endsWith('database system is ready to accept connections')) resolve('ready');
    });
  });
  return { ready, closed: once(reader, 'close'), lines };
}

/** Severities of "Reporting and Logging" in the PostgreSQL manual, each to the level it means for an operator. */
function passOn(line: string, log: Log): void {
  const severity = /^([A-Z]+): /.exec(line)?.[1];
  if (severity === 'FATAL' || severity === 'PANIC') log.error({ line }, 'PostgreSQL said');
  else if (severity === 'ERROR' || severity === 'WARNING') log.warn({ line }, 'PostgreSQL said');
  else log.info({ line }, 'PostgreSQL said');
}

const isSettled = (promise: Promise<unknown>, withinMs: number): Promise<boolean> =>
  Promise.race([promise.then(() => true), delay(withinMs, false, { ref: false })]);
