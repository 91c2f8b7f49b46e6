import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readProcess } from '#agents/collector/postgres/process-table.ts';

/** Number of the server that runs on a data folder. */
export async function readServerPid(dataFolder: string): Promise<number> {
  const file = await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function listProcesses(): readonly Listed[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** A server, all processes it has started, and the watchdog beside it. */
export function listServerProcesses(serverPid: number): readonly number[] {
  return listProcesses()
    .filter(({ pid, parent }) => pid === serverPid || parent === serverPid)
    .map(({ pid }) => pid)
    .concat(findWatchdog(serverPid));
}

export function findWatchdog(serverPid: number): readonly number[] {
  return listProcesses()
    .filter(({ command }) => command.includes(`grundval-watchdog ${serverPid} `))
    .map(({ pid }) => pid);
}

/** Those of the processes that still run. */
export async function listLiving(pids: readonly number[]): Promise<readonly number[]> {
  const found = await Promise.all(pids.map(async (pid) => ((await readProcess(pid)) === null ? [] : [pid])));
  return found.flat();
}
