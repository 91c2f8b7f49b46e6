import { chmod, chown, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Account } from './account.ts';
import { explainFailure } from './failure.ts';
import { findBarrier, readPathSteps } from './reach.ts';
import { socketPort } from './settings.ts';

/** Longest path of a Unix socket in bytes: 104 with its closing zero on macOS, 108 on Linux (sys/un.h). */
const longestSocketPathBytes = 103;

const prefix = 'grundval-';

/**
 * Makes the private folder of one run that holds the server's socket: mode 0700, owned by the server's
 * user. It lies below the system's temporary folder and not in the data folder, whose path may be too
 * long for a socket. Cleaners of that folder spare sockets in use, and the server touches its lock hourly.
 *
 * @throws {GrundvalError} where no temporary folder can be used
 */
export async function makeRunFolder(
  account: Account | null,
  parents: readonly string[] = [tmpdir(), '/tmp'],
): Promise<string> {
  const parent = await chooseParent(parents, account);
  try {
    const folder = await mkdtemp(join(parent, prefix));
    if (account !== null) await chown(folder, account.uid, account.gid);
    await chmod(folder, 0o700);
    return folder;
  } catch (error) {
    throw explainFailure(
      {
        sv: 'Ingen mapp för PostgreSQL:s uttag kunde skapas',
        en: 'No folder for the socket of PostgreSQL could be made',
      },
      error,
      parent,
    );
  }
}

async function chooseParent(parents: readonly string[], account: Account | null): Promise<string> {
  for (const parent of parents) {
    if (!fitsSocket(parent)) continue;
    if (account === null || findBarrier(await readPathSteps(parent), account) === null) return parent;
  }
  throw bilingualError(
    'collector/socket-folder',
    {
      sv: `Ingen av de tillfälliga mapparna ${parents.join(', ')} kan rymma PostgreSQL:s socket: för lång sökväg, eller stängd för dess användare.`,
      en: `None of the temporary folders ${parents.join(', ')} can hold the socket of PostgreSQL: too long, or closed to its user.`,
    },
    {
      sv: 'Ge TMPDIR en kort sökväg som alla kommer åt, till exempel /tmp.',
      en: 'Set TMPDIR to a short path that everybody may pass, such as /tmp.',
    },
  );
}

/** Whether a socket in a new folder below `parent` gets a path that the kernel takes. */
export function fitsSocket(parent: string): boolean {
  const longest = join(parent, `${prefix}XXXXXX`, `.s.PGSQL.${socketPort}`);
  return Buffer.byteLength(longest) <= longestSocketPathBytes;
}

/**
 * Removes the folder of a run with the server's socket, and nothing else: where it holds other things, or
 * is another folder because somebody wrote so in `postmaster.pid`, all stays.
 */
export async function removeRunFolder(folder: string): Promise<void> {
  if (!basename(folder).startsWith(prefix)) return;
  const socket = join(folder, `.s.PGSQL.${socketPort}`);
  try {
    await Promise.all([rm(socket, { force: true }), rm(`${socket}.lock`, { force: true })]);
    await rmdir(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'ENOTDIR'].includes(String(errorCode(error)))) throw error;
  }
}
