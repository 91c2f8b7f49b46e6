import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCode, exitStatus } from '#model/error-code.ts';

const execute = promisify(execFile);

/** What tells a process from a later one that was given the same number. */
export interface ProcessFacts {
  /** Opaque; two processes of one machine never share number and start. */
  readonly startedAt: string;
  /** Program and arguments with spaces between. */
  readonly command: string;
  /** Absolute path; null where the system does not tell it to this user. */
  readonly workingFolder: string | null;
}

/** The process with this number; null where there is none, or where it has ended and only awaits its parent. */
export function readProcess(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<ProcessFacts | null> {
  return platform === 'linux' ? readFromProc(pid) : readFromPs(pid);
}

async function readFromProc(pid: number): Promise<ProcessFacts | null> {
  try {
    const [stat, command, bootId, workingFolder] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readWorkingFolder(pid),
    ]);
    return parseProc(stat, command, bootId, workingFolder);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

/** ESRCH: the process ended between the opening of the file and its reading. */
const isAbsence = (error: unknown): boolean => ['ENOENT', 'ESRCH'].includes(String(errorCode(error)));

/** Told to root and to the user of the process. */
async function readWorkingFolder(pid: number): Promise<string | null> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch (error) {
    if (errorCode(error) === 'EACCES' || isAbsence(error)) return null;
    throw error;
  }
}

/**
 * Reads the files of `/proc/<pid>`, fields as in proc_pid_stat(5): the state is the first after the
 * program's name in parentheses, the start the twentieth, in clock ticks since boot. The name may itself
 * hold parentheses and spaces, hence the last one counts.
 */
export function parseProc(
  stat: string,
  commandLine: string,
  bootId: string,
  workingFolder: string | null,
): ProcessFacts | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (startTicks === undefined || state === 'Z' || state === 'X') return null;
  return {
    startedAt: `${bootId.trim()} ${startTicks}`,
    command: commandLine.split('\0').join(' ').trim(),
    workingFolder,
  };
}

async function readFromPs(pid: number): Promise<ProcessFacts | null> {
  try {
    const { stdout } = await execute('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
    return parsePs(stdout);
  } catch (error) {
    if (exitStatus(error) === 1) return null; // ps found no such process
    throw error;
  }
}

/** Reads one line of `ps -o stat=,lstart=,command=`. */
export function parsePs(line: string): ProcessFacts | null {
  const match = /^\s*(\S+)\s+(\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})\s+(.*?)\s*$/s.exec(line);
  const [, state, startedAt, command] = match ?? [];
  if (state === undefined || startedAt === undefined || command === undefined || state.startsWith('Z'))
    return null;
  return { startedAt, command, workingFolder: null };
}
