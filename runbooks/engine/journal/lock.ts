import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { errorCode, exitStatus } from '#model/error-code.ts';

const Holder = z.strictObject({
  schemaVersion: z.literal(1),
  /** A run folder may be shared between computers, and a process is told of on its own only. */
  computer: z.string(),
  pid: z.int().positive(),
  /** A number alone is given to another process sooner or later. */
  startedAt: z.string(),
});
type Holder = z.infer<typeof Holder>;

/**
 * Makes this process the only controller of a run, by a file that names it. The lock of a process of this
 * computer that has ended is taken over.
 *
 * @returns what gives the run back
 * @throws {GrundvalError} `journal/in-use` where another controller holds it
 */
export async function lockJournal(journal: string): Promise<() => Promise<void>> {
  const path = `${journal}.lock`;
  const own = JSON.stringify(await describeSelf());
  while (!(await acquire(path, own))) {
    const found = await readLock(path);
    if (found === null) continue; // given back a moment ago
    const holder = parseHolder(found);
    if (holder !== null && (await mayBeAlive(holder))) throw inUse(journal, path, holder);
    await takeAway(path, found);
  }
  return () => rm(path, { force: true });
}

async function describeSelf(): Promise<Holder> {
  const startedAt = await readStart(process.pid);
  if (startedAt === null) throw new Error(`the process table does not list this process (${process.pid})`);
  return { schemaVersion: 1, computer: hostname(), pid: process.pid, startedAt };
}

/** When a process began, as an opaque text; null where there is none with this number. */
async function readStart(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return readStartFromProc(pid);
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
    return stdout.trim() || null;
  } catch (error) {
    if (exitStatus(error) === 1) return null; // ps found no such process
    throw error;
  }
}

/** Ticks since boot are the twentieth field after the program's name in parentheses (proc_pid_stat(5)). */
async function readStartFromProc(pid: number): Promise<string | null> {
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    return ticks === undefined || state === 'Z' || state === 'X' ? null : `${bootId.trim()} ${ticks}`;
  } catch (error) {
    // ESRCH: it ended between the opening of the file and its reading.
    if (['ENOENT', 'ESRCH'].includes(String(errorCode(error)))) return null;
    throw error;
  }
}

/** Written beside and linked into place, so that nobody ever reads a lock without its holder. */
async function acquire(path: string, text: string): Promise<boolean> {
  const draft = `${path}.new-${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(text).finally(() => file.close());
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readLock(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Null for a text that names nobody, which only a failing disk leaves behind: such a lock protects nobody. */
function parseHolder(text: string): Holder | null {
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function mayBeAlive({ computer, pid, startedAt }: Holder): Promise<boolean> {
  return computer !== hostname() || (await readStart(pid)) === startedAt;
}

/** Moved aside and looked at before it is removed: another start may have taken the stale lock over first. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(String(errorCode(error)))) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function inUse(journal: string, lock: string, { computer, pid }: Holder): GrundvalError {
  const isHere = computer === hostname();
  return bilingualError(
    'journal/in-use',
    {
      sv: `Körningen sköts redan av process ${pid} på ${computer}, som skriver i ${journal}.`,
      en: `The run is already handled by process ${pid} on ${computer}, which writes to ${journal}.`,
    },
    isHere
      ? {
          sv: `Följ den där, eller avbryt den (Ctrl-C i dess terminal, eller: kill ${pid}) och återuppta sedan.`,
          en: `Follow it there, or stop it (Ctrl-C in its terminal, or: kill ${pid}) and then resume.`,
        }
      : {
          sv: `Följ den på ${computer}. Har den datorn stannat för gott, så ta bort ${lock} och återuppta.`,
          en: `Follow it on ${computer}. If that computer has stopped for good, remove ${lock} and resume.`,
        },
    { details: { journal, computer, pid } },
  );
}
