import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Account } from './account.ts';
import { findBarrier, readPathSteps } from './reach.ts';

/** The folder of one Grundval and what PostgreSQL keeps in it. */
export interface DataFolder {
  /** With links resolved. */
  readonly path: string;
  readonly lock: string;
  readonly cluster: string;
}

/**
 * Makes the folder where it is lacking, open for passing (mode 0755 whatever the umask), since root's
 * service account has to pass it; the cluster within lets in its own user only.
 *
 * @throws {Error} the file system's own
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const wanted = resolve(path);
  const firstMade = await mkdir(wanted, { recursive: true }).catch((error: unknown) => {
    // On a disk that can only be read Node says ENOENT of the whole path; the first step says why.
    if (errorCode(error) === 'ENOENT') return makeStepByStep(wanted);
    throw error;
  });
  for (let made = wanted; firstMade !== undefined; made = dirname(made)) {
    await chmod(made, 0o755);
    if (made === firstMade) break;
  }
  const real = await realpath(wanted);
  return { path: real, lock: join(real, 'lock'), cluster: join(real, 'postgres') };
}

/** Makes a folder with those that lead to it; gives the first one made. */
async function makeStepByStep(path: string): Promise<string | undefined> {
  if (await isThere(path)) return undefined;
  const firstMade = await makeStepByStep(dirname(path));
  await mkdir(path);
  return firstMade ?? path;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Checks that root's service account can pass all folders down to the data folder. The data folder itself
 * is opened for passing, not for reading, where root has closed it: it is ours, and all in it has modes of
 * its own.
 *
 * @throws {GrundvalError} `collector/data-folder-unreachable`
 */
export async function requireReach(folder: string, account: Account): Promise<void> {
  const { uid, mode } = await stat(folder);
  if (uid === 0 && (mode & 0o001) === 0) await chmod(folder, (mode & 0o777) | 0o001);
  const barrier = findBarrier(await readPathSteps(folder), account);
  if (barrier === null) return;
  throw bilingualError(
    'collector/data-folder-unreachable',
    {
      sv: `Användaren ${account.name}, som root kör PostgreSQL som, kommer inte förbi ${barrier.path} till ${folder}.`,
      en: `The user ${account.name}, as which root runs PostgreSQL, may not pass ${barrier.path} to ${folder}.`,
    },
    {
      sv: `Välj en mapp som den når, till exempel --data /var/lib/grundval, öppna vägen (chmod o+x ${barrier.path}) eller starta som vanlig användare.`,
      en: `Choose a folder that it reaches, such as --data /var/lib/grundval, open the way (chmod o+x ${barrier.path}), or start as a normal user.`,
    },
    { details: { folder, barrier: barrier.path, account: account.name } },
  );
}
