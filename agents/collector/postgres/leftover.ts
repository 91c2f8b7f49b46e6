import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import { endServer, type Patience } from './process-end.ts';
import { type ProcessFacts, readProcess } from './process-table.ts';
import { clusterName } from './settings.ts';

/** What `postmaster.pid` says of the server that wrote it (pidfile.h of PostgreSQL). */
export interface PidFile {
  readonly pid: number;
  /** Folder of its socket; null for a server without one. */
  readonly socketFolder: string | null;
}

/** Reads the lines of `postmaster.pid`: number, data folder, start, port, socket folder … Null where it names nobody. */
export function parsePidFile(content: string): PidFile | null {
  const lines = content.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0])); // negative for a server without postmaster (postgres --single)
  if (!Number.isSafeInteger(pid) || pid < 2) return null;
  return { pid, socketFolder: lines[4] || null };
}

/**
 * Whose the process is that has the number in `postmaster.pid`: a server that Grundval left on this
 * cluster, a server on it that somebody else started, or nobody's: a later process that was given the
 * number, or none. A server works in its cluster's folder, which macOS does not tell; there the command counts.
 */
export function judgeLeftover(
  process: ProcessFacts | null,
  clusterFolder: string,
): 'ours' | 'foreign' | 'none' {
  if (process === null) return 'none';
  const onCluster =
    process.workingFolder === null
      ? process.command.includes(` -D ${clusterFolder} `)
      : process.workingFolder === clusterFolder;
  if (!onCluster) return 'none';
  return process.command.includes(`cluster_name=${clusterName}`) ? 'ours' : 'foreign';
}

/** What an earlier run has left behind for the next server to know. */
export interface Leftover {
  /** Number in `postmaster.pid` that a process without any part in the cluster has by now. */
  readonly stalePid: number | null;
  /** Where the socket of the earlier server was. */
  readonly socketFolder: string | null;
}

/**
 * Ends a server of ours that an earlier run left on the cluster, and tells what its `postmaster.pid` says.
 * It is ended and not taken over: that takes 20 ms, and the new server has the settings of this version.
 *
 * @throws {GrundvalError} `collector/data-folder-in-use` where somebody else's server runs on the cluster
 */
export async function endLeftover(clusterFolder: string, patience: Patience): Promise<Leftover> {
  const file = parsePidFile(await readPidFile(clusterFolder));
  if (file === null) return { stalePid: null, socketFolder: null };
  const { pid, socketFolder } = file;
  const found = await readProcess(pid);
  const judgement = judgeLeftover(found, clusterFolder);
  if (judgement === 'foreign') {
    throw bilingualError(
      'collector/data-folder-in-use',
      {
        sv: `En PostgreSQL som Grundval inte har startat (process ${pid}) körs på databasen i ${clusterFolder}.`,
        en: `A PostgreSQL that Grundval did not start (process ${pid}) runs on the database in ${clusterFolder}.`,
      },
      { sv: `Stoppa den först: kill -INT ${pid}`, en: `Stop it first: kill -INT ${pid}` },
      { details: { clusterFolder, pid } },
    );
  }
  if (judgement === 'ours' && found !== null) {
    await endServer(
      {
        signal: (name) => sendSignal(pid, name),
        hasEnded: (withinMs) => waitForEnd(pid, found, withinMs),
      },
      patience,
    );
  }
  return { stalePid: judgement === 'none' && found !== null ? pid : null, socketFolder };
}

async function readPidFile(clusterFolder: string): Promise<string> {
  try {
    return await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error; // it ended by itself
  }
}

async function waitForEnd(pid: number, known: ProcessFacts, withinMs: number): Promise<boolean> {
  const intervalMs = 20;
  for (let waitedMs = 0; waitedMs <= withinMs; waitedMs += intervalMs) {
    if ((await readProcess(pid))?.startedAt !== known.startedAt) return true;
    await delay(intervalMs);
  }
  return false;
}
