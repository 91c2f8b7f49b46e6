import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

/** Whether programs can be run at a terminal here (Debian's bsdutils). */
export const hasTerminal = existsSync('/usr/bin/script');

/** How a program ended that a person sat in front of. */
export interface Sitting {
  readonly status: number | null;
  readonly printed: string;
  /** How often it asked. */
  readonly asked: number;
}

/** Runs a program at a terminal of its own, where somebody answers each time it asks. */
export async function atTerminal(
  argv: readonly string[],
  { cwd, env, question, answer }: TerminalOptions,
): Promise<Sitting> {
  const line = argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd, env: { ...env }, stdio: 'pipe' });
  let [printed, asked] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
    const questions = printed.split(question).length - 1;
    for (; asked < questions; asked += 1) child.stdin.write(`${answer}\n`);
  });
  child.stderr.resume();
  await once(child, 'close');
  return { status: child.exitCode, printed, asked };
}

interface TerminalOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly question: string;
  readonly answer: string;
}
