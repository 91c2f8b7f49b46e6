import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { OutputQueue } from '../command/output-queue.ts';
import type { OpenedSession, Session, SessionEnd } from '../command/session.ts';
import { lastWords } from './read-failure.ts';
import { sessionArguments } from './ssh-arguments.ts';

/** Output of one session that nobody has dealt with, before its pipes are no longer read. */
const heldBytes = 256 * 1024;

/** What a session needs of its master connection. */
export interface MasterState {
  readonly program: string;
  readonly socket: string;
  /** Null while the connection is there, else why not. */
  readonly why: string | null;
}

/** Starts the OpenSSH client for one command line, on the connection of its master. */
export function openOpensshSession(master: MasterState, log: string, line: string): Promise<OpenedSession> {
  if (master.why !== null) return Promise.resolve({ kind: 'lost', reason: master.why });
  const child = spawn(master.program, sessionArguments(master.socket, log, line), {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ kind: 'no-session', message }));
    child.once('spawn', () => resolve({ kind: 'open', session: createSession(child, master, log) }));
  });
}

function createSession(child: ChildProcess, master: MasterState, log: string): Session {
  const { stdin, stdout, stderr } = child;
  const end = Promise.withResolvers<SessionEnd>();
  let held = 0;
  const queue = new OutputQueue((byteCount) => {
    held -= byteCount;
    if (held < heldBytes / 2) {
      stdout?.resume();
      stderr?.resume();
    }
  });
  const take = (stream: 'stdout' | 'stderr') => (bytes: Buffer) => {
    queue.push({ stream, bytes });
    held += bytes.length;
    if (held < heldBytes) return;
    stdout?.pause();
    stderr?.pause();
  };
  // For ever: an error without a listener ends the process, and with it all other hosts.
  for (const stream of [stdin, stdout, stderr]) stream?.on('error', () => undefined);
  stdout?.on('data', take('stdout'));
  stderr?.on('data', take('stderr'));
  child.once('close', async (code) => {
    const text = await readFile(log, 'utf8').catch(() => '');
    await rm(log, { force: true });
    end.resolve(judge(code, text, master));
    queue.finish();
  });
  return {
    read: () => queue.read(),
    write: (bytes) => {
      if (stdin?.writable) stdin.write(bytes);
    },
    endInput: () => stdin?.end(),
    end: end.promise,
    abandon: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      end.resolve({ kind: 'lost', reason: 'the session was given up' });
      queue.finish();
    },
  };
}

/**
 * The client ends with the status of the command, and with 255 also where there was none: then its log says whether the
 * host told one. That a signal ended a command the client does not tell: that is lost too.
 */
function judge(code: number | null, log: string, master: MasterState): SessionEnd {
  if (code === null) return { kind: 'lost', reason: 'the OpenSSH client was ended' };
  if (code !== 255 || /Received exit status from master/.test(log)) return { kind: 'exit', code };
  if (master.why !== null) return { kind: 'lost', reason: master.why };
  if (/session request failed|open refused by peer/i.test(log)) {
    return { kind: 'no-session', message: 'the host gives no more sessions' };
  }
  return { kind: 'lost', reason: `the session ended without a status: ${lastWords(log)}` };
}
