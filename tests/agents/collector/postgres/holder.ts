import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('hold-postgres.ts', import.meta.url));

/** What hold-postgres.ts says, of a start that went well or one that did not. */
interface Said {
  readonly url?: string;
  readonly socketFolder?: string;
  readonly account?: { readonly name: string } | null;
  readonly code?: string;
  readonly message?: string;
  readonly hint?: string;
  readonly answer?: string;
}

/** A process that holds a PostgreSQL; it has ended when the test has. */
export interface Holder {
  readonly child: ChildProcess;
  /** What it says next. */
  next(): Promise<Said>;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Runs hold-postgres.ts, below another command where given, in a process group of its own as a shell would. */
export function holdPostgres(dataFolder: string, under: readonly string[] = []): Holder {
  const [program = process.execPath, ...words] = [...under, process.execPath, script, dataFolder];
  const child = spawn(program, words, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    child.emit('said');
  });
  const next = async (): Promise<Said> => {
    if (lines.length === 0) await Promise.race([once(child, 'said'), once(child.stdout, 'close')]);
    return JSON.parse(lines.shift() ?? '{}');
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await exit;
  };
  // In good order: the server of one that is killed still writes in its folder while that is being removed.
  onTestFinished(() => end('SIGTERM'));
  return { child, next, end };
}

const asNobody = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'];

/** The command that runs another one as a normal user; null where this machine or user cannot. */
export function findNormalUser(): readonly string[] | null {
  if (process.geteuid?.() !== 0) return null;
  const [program = '', ...words] = asNobody;
  const probe = spawnSync(program, [...words, process.execPath, '--check', script]);
  return probe.status === 0 ? asNobody : null;
}
