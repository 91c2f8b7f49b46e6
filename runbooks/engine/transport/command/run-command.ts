import { randomBytes } from 'node:crypto';
import type { SudoGate } from '../sudo/sudo-gate.ts';
import { readSudoRefusal } from '../sudo/sudo-refusal.ts';
import type { CommandEnd, HostAddress, RemoteCommand, RunOptions } from '../transport.ts';
import type { Attempt, AttemptRequest, SudoDialogue } from './attempt.ts';
import { attemptCommand } from './attempt-command.ts';
import { posixLine, type RootMode, stopLine } from './posix-line.ts';
import { windowsLine, windowsStopLine } from './powershell.ts';
import type { OpenSession } from './session.ts';

/** What a connection lends a command. */
export interface CommandHost {
  readonly host: HostAddress;
  readonly open: OpenSession;
  readonly sudo: SudoGate;
  /** Whether sudo asks for a password here; found out by the first command as root. */
  needsPassword: boolean;
}

/** Runs one command on a connection, to one of the ends of the contract. */
export async function runCommand(
  at: CommandHost,
  command: RemoteCommand,
  options: RunOptions,
): Promise<CommandEnd> {
  if (at.host.system === 'windows') {
    return settle(await attemptOnWindows(at, command, options), 'no-session');
  }
  if (command.asRoot !== true) {
    return settle(await attempt(at, command, { kind: 'none' }, null, options), 'no-session');
  }
  if (!at.needsPassword) {
    const first = await attempt(at, command, { kind: 'free' }, null, options);
    if (first.kind !== 'not-begun') return settle(first, 'no-session');
    const reason = readSudoRefusal(first.said) ?? 'no-session';
    if (reason !== 'sudo-password') return settle(first, reason);
    at.needsPassword = true;
  }
  return runWithPassword(at, command, options);
}

/** Once, and only with a password that no other host has found to be wrong. */
async function runWithPassword(
  at: CommandHost,
  command: RemoteCommand,
  options: RunOptions,
): Promise<CommandEnd> {
  const entered = await at.sudo.enter(options.signal);
  if (entered === 'cancelled') return { kind: 'cancelled', stopped: true };
  if (typeof entered === 'string') {
    return { kind: 'refused', reason: 'sudo-password', message: refusals[entered] };
  }
  const root: RootMode = { kind: 'password', prompt: freshMark() };
  let isSettled = false;
  const onVerdict: SudoDialogue['onVerdict'] = (verdict) => {
    if (!isSettled) entered[verdict]();
    isSettled = true;
  };
  try {
    const dialogue = { prompt: root.prompt, password: entered.password, onVerdict };
    const tried = await attempt(at, command, root, dialogue, options);
    const reason = tried.kind === 'not-begun' ? readSudoRefusal(tried.said) : null;
    return settle(tried, reason ?? 'sudo-password');
  } finally {
    onVerdict('unused');
  }
}

const refusals = {
  'no-password': 'sudo asks for a password, and there is none',
  'wrong-password': 'the password for sudo was wrong on another host, and is not tried again',
} as const;

function attempt(
  at: CommandHost,
  command: RemoteCommand,
  root: RootMode,
  sudo: SudoDialogue | null,
  options: RunOptions,
): Promise<Attempt> {
  const mark = freshMark();
  const line = posixLine(command, mark, root);
  return attemptPatiently(
    at.open,
    { line, mark, stdin: command.stdin, sudo, stopLine: (group) => stopLine(group, root) },
    options,
  );
}

function attemptOnWindows(at: CommandHost, command: RemoteCommand, options: RunOptions): Promise<Attempt> {
  const mark = freshMark();
  const line = windowsLine(command, mark);
  return attemptPatiently(
    at.open,
    { line, mark, stdin: command.stdin, sudo: null, stopLine: windowsStopLine },
    options,
  );
}

/**
 * Asks again for a session that the host did not give: sshd counts one that has just ended for a moment longer, and a
 * command that was given no session has not begun.
 */
async function attemptPatiently(
  open: OpenSession,
  request: AttemptRequest,
  options: RunOptions,
): Promise<Attempt> {
  for (let pauseMs = 25; ; pauseMs *= 2) {
    const tried = await attemptCommand(open, request, options);
    if (tried.kind !== 'no-session' || pauseMs > longestPauseMs) return tried;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

const longestPauseMs = 1000;

function settle(tried: Attempt, reason: 'no-session' | 'sudo-password' | 'sudo-not-allowed'): CommandEnd {
  if (tried.kind === 'no-session') return { kind: 'refused', reason: 'no-session', message: tried.message };
  if (tried.kind !== 'not-begun') return tried;
  const said = tried.said.trim().slice(-500);
  const message = said === '' ? `it ended with ${tried.how} before the command began` : said;
  return { kind: 'refused', reason, message };
}

/** Random, so that no output holds it by chance or by design. */
const freshMark = () => `grundval-${randomBytes(16).toString('hex')}`;
