import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import { type Account, requireUserName } from './account.ts';
import { type Binaries, postgresMajor } from './binaries.ts';
import { initdbArguments } from './settings.ts';

/** A cluster as it lies on the disk. */
export interface Cluster {
  /** Major version in its `PG_VERSION`. */
  readonly major: string;
  /** User id that owns it. */
  readonly owner: number;
}

/**
 * Reads what lies at the place of a cluster; null where nothing does, or an empty folder.
 *
 * @throws {GrundvalError} `collector/data-folder-foreign` for a folder with other things,
 *   `collector/postgres-version` for a cluster of another major version
 */
export async function readCluster(folder: string): Promise<Cluster | null> {
  const entries = await list(folder);
  if (entries === null || entries.length === 0) return null;
  if (!entries.includes('PG_VERSION')) {
    throw bilingualError(
      'collector/data-folder-foreign',
      {
        sv: `${folder} innehåller filer som inte är någon databas.`,
        en: `${folder} holds files that are no database.`,
      },
      {
        sv: 'Flytta bort dem eller välj en annan mapp: --data MAPP',
        en: 'Move them away, or choose another folder: --data DIR',
      },
    );
  }
  const major = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (major !== postgresMajor) {
    throw bilingualError(
      'collector/postgres-version',
      {
        sv: `Databasen i ${folder} är från PostgreSQL ${major}, och den här Grundval har med sig PostgreSQL ${postgresMajor}.`,
        en: `The database in ${folder} is of PostgreSQL ${major}, and this Grundval brings PostgreSQL ${postgresMajor}.`,
      },
      {
        sv: 'Starta den Grundval som skapade den och exportera därifrån eller börja med en tom mapp: --data MAPP',
        en: 'Start the Grundval that made it and export from there, or begin with an empty folder: --data DIR',
      },
      { details: { found: major, expected: postgresMajor } },
    );
  }
  return { major, owner: (await stat(folder)).uid };
}

async function list(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

const draftPrefix = 'postgres.new-';

/**
 * Makes a new cluster with `initdb`. It is made beside its place and renamed when it is complete and on
 * the disk, so that whatever interrupts it leaves no half cluster; drafts of interrupted starts are
 * removed. The caller holds the folder's lock.
 *
 * @throws {Error} with what `initdb` printed
 */
export async function makeCluster(
  folder: string,
  binaries: Binaries,
  account: Account | null,
): Promise<void> {
  const parent = dirname(folder);
  await removeDrafts(parent);
  if (account === null) requireUserName();
  const draft = await mkdtemp(join(parent, draftPrefix));
  try {
    if (account !== null) await chown(draft, account.uid, account.gid);
    await runInitdb(binaries.initdb, draft, account);
    await rename(draft, folder);
    await syncFolder(parent);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function removeDrafts(parent: string): Promise<void> {
  const drafts = (await readdir(parent)).filter((name) => name.startsWith(draftPrefix));
  // Retried, for the initdb of a start that was killed may write for another moment.
  const options = { recursive: true, force: true, maxRetries: 10 };
  await Promise.all(drafts.map((name) => rm(join(parent, name), options)));
}

async function runInitdb(program: string, draft: string, account: Account | null): Promise<void> {
  const options: SpawnOptions = {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: draft,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  };
  const child = spawn(program, initdbArguments(draft), options);
  const exit = once(child, 'exit');
  const [said, [code, signal]] = await Promise.all([child.stderr === null ? '' : text(child.stderr), exit]);
  if (code !== 0) throw new Error(said.trim() === '' ? `initdb ended with ${signal ?? code}` : said);
}

/** So that the new name outlives a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
