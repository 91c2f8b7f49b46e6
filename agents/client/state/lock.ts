import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import { makeFolder, systemReason } from './atomic-file.ts';

/** No run lasts so long, every probe being bounded: an older lock is a number taken over by another process. */
const longestRunMs = 3_600_000;
/** A lock without a process number is one being written, unless it is older than this. */
const longestWriteMs = 10_000;

/**
 * Runs `work` while no other run of the agent uses the folder. A lock left by a process that no longer
 * lives is taken over.
 *
 * @throws {GrundvalError} `state/busy` where another run is at work
 */
export async function withLock<Result>(
  folder: string,
  now: () => Date,
  work: () => Promise<Result>,
): Promise<Result> {
  const path = join(folder, 'lock');
  if (!(await acquire(path))) {
    await removeStale(path, now);
    if (!(await acquire(path))) throw busy(folder);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<boolean> {
  try {
    await makeFolder(dirname(path));
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid)).finally(() => file.close());
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new GrundvalError('state/unwritable', `Cannot write ${path}: ${systemReason(error)}.`, {
      hint: 'Run as the user that owns the folder (the service runs as root), or choose another with --state DIR.',
      cause: error,
    });
  }
}

/** Renamed before it is removed, so that of two runs that both find it stale only one takes it away. */
async function removeStale(path: string, now: () => Date): Promise<void> {
  const holder = await readHolder(path);
  if (holder === null) return;
  if (!isStale(holder, now())) throw busy(path, holder.pid);
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const taken = await readHolder(aside);
  if (taken !== null && taken.pid !== holder.pid) {
    await rename(aside, path); // somebody else took the stale one first, and this is theirs
    throw busy(path, taken.pid);
  }
  await rm(aside, { force: true });
}

interface Holder {
  /** Null while the number has not been written yet. */
  readonly pid: number | null;
  readonly writtenAt: Date;
}

function isStale(holder: Holder, now: Date): boolean {
  const ageMs = now.getTime() - holder.writtenAt.getTime();
  if (holder.pid === null) return ageMs > longestWriteMs;
  // In a container every run may have the same number: a lock older than this process is not its own.
  const isEarlierNamesake = holder.pid === process.pid && ageMs > process.uptime() * 1000 + longestWriteMs;
  return isEarlierNamesake || ageMs > longestRunMs || !isAlive(holder.pid);
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const [text, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { pid: /^\d+$/.test(text) ? Number(text) : null, writtenAt: mtime };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM'; // it lives, as somebody else's
  }
}

function busy(path: string, pid: number | null = null): GrundvalError {
  const who = pid === null ? 'Another run of the agent' : `Another run of the agent (process ${pid})`;
  return new GrundvalError('state/busy', `${who} is at work in ${path}.`, {
    hint: 'Wait until it has ended, or give this run a folder of its own with --state DIR.',
  });
}
