import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import { readProcess } from './process-table.ts';

const Holder = z.strictObject({
  schemaVersion: z.literal(1),
  pid: z.int().positive(),
  /** From the process table: a number alone is given to another process sooner or later. */
  startedAt: z.string(),
});
type Holder = z.infer<typeof Holder>;

/**
 * Makes this process the only Grundval on a folder, by a file that names it. A lock whose process has
 * ended is taken over.
 *
 * @returns what gives the folder back
 * @throws {GrundvalError} `collector/data-folder-in-use` where a living Grundval holds it
 */
export async function lockFolder(path: string, dataFolder: string): Promise<() => Promise<void>> {
  const own = JSON.stringify(await describeSelf());
  while (!(await acquire(path, own))) {
    const found = await readLock(path);
    if (found === null) continue; // given back a moment ago
    const holder = parseHolder(found);
    if (holder !== null && (await isAlive(holder))) throw inUse(dataFolder, holder.pid);
    await takeAway(path, found);
  }
  return () => rm(path, { force: true });
}

async function describeSelf(): Promise<Holder> {
  const facts = await readProcess(process.pid);
  if (facts === null) throw new Error(`the process table does not list this process (${process.pid})`);
  return { schemaVersion: 1, pid: process.pid, startedAt: facts.startedAt };
}

/** Written beside and linked into place, so that nobody ever reads a lock without its holder. */
async function acquire(path: string, text: string): Promise<boolean> {
  const draft = `${path}.new-${randomUUID()}`;
  try {
    const file = await open(draft, 'w', 0o600);
    await file
      .writeFile(text)
      .then(() => file.sync())
      .finally(() => file.close());
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

async function isAlive(holder: Holder): Promise<boolean> {
  return (await readProcess(holder.pid))?.startedAt === holder.startedAt;
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

function inUse(dataFolder: string, pid: number): GrundvalError {
  return bilingualError(
    'collector/data-folder-in-use',
    {
      sv: `Mappen ${dataFolder} används av en Grundval som är igång (process ${pid}).`,
      en: `The folder ${dataFolder} is in use by a running Grundval (process ${pid}).`,
    },
    {
      sv: `Stoppa den först (Ctrl-C i dess terminal, eller: kill ${pid}) eller ge den här en egen mapp: --data MAPP`,
      en: `Stop that one first (Ctrl-C in its terminal, or: kill ${pid}), or give this one a folder of its own: --data DIR`,
    },
    { details: { dataFolder, pid } },
  );
}
