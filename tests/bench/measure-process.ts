import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one process cost. */
export interface Cost {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** From start to end, as seen from outside. */
  readonly wallSeconds: number;
  /** Of the process and all its children, as the kernel tells who waits for it; null without GNU time. */
  readonly outside: { readonly cpuSeconds: number; readonly peakBytes: number } | null;
  /** Of the process alone, told by itself at its end; null for a program that is not ours. */
  readonly own: {
    readonly cpuSeconds: number;
    readonly peakBytes: number;
    readonly childrenCpuSeconds: number;
  } | null;
}

const gnuTime = '/usr/bin/time';

/** Loaded into our own program first: writes what the process cost when it ends. */
const witness = (file: string) => `
process.once('exit', () => {
  const fs = require('node:fs');
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const stat = process.platform === 'linux' ? fs.readFileSync('/proc/self/stat', 'utf8') : ')';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify({
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
    childrenCpuSeconds: (Number(fields[13]) + Number(fields[14])) / 100,
  }));
});
`;

/** Runs a program in a folder for files of the measurement; Node programs of ours tell their own cost too. */
export async function measureProcess(
  folder: string,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const [ownFile, timeFile, preload] = ['own.json', 'time.txt', 'witness.cjs'].map((name) =>
    join(folder, name),
  );
  const isNode = program === process.execPath;
  if (isNode) writeFileSync(preload ?? '', witness(ownFile ?? ''));
  const command = [program, ...(isNode ? ['--require', preload ?? ''] : []), ...args];
  const hasTime = existsSync(gnuTime);
  const [first = '', ...rest] = hasTime
    ? [gnuTime, '-f', '%U %S %M', '-o', timeFile ?? '', ...command]
    : command;
  const startedMs = performance.now();
  const child = spawn(first, rest, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', isNode ? 'inherit' : 'ignore'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const wallSeconds = (performance.now() - startedMs) / 1000;
  return {
    exitCode,
    stdout,
    wallSeconds,
    outside: hasTime ? readTime(readFileSync(timeFile ?? '', 'utf8')) : null,
    own: isNode ? JSON.parse(readFileSync(ownFile ?? '', 'utf8')) : null,
  };
}

/** The last line of GNU time: one above says so where the exit status was not 0. */
function readTime(text: string): Cost['outside'] {
  const [user, system, peakKib] = (text.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpuSeconds: (user ?? 0) + (system ?? 0), peakBytes: (peakKib ?? 0) * 1024 };
}
