import { access, chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';
import type { Account } from './account.ts';
import { type Binaries, binariesIn } from './binaries.ts';
import { findBarrier, readPathSteps } from './reach.ts';

/** Where root keeps a copy of PostgreSQL for a service account that cannot reach the clone. */
const binariesCacheFolder = '/var/cache/grundval';

/**
 * PostgreSQL where the account can run it: the installed one, or, where the way there is closed (a clone
 * below `/root`, most often), a copy of about 60 MB made once for each version.
 *
 * @throws {GrundvalError} `collector/postgres-unreachable` where no copy can be made or reached
 */
export async function reachableBinaries(
  installed: Binaries,
  account: Account,
  cacheFolder: string = binariesCacheFolder,
): Promise<Binaries> {
  const barrier = await findBarrierTo(installed, account);
  if (barrier === null) return installed;
  const copy = binariesIn(join(cacheFolder, `postgresql-${installed.version}`), installed.version);
  try {
    if (!(await isThere(copy.postgres))) await copyAtomically(installed.folder, copy.folder, cacheFolder);
  } catch (cause) {
    throw unreachable(
      installed,
      account,
      barrier,
      {
        sv: `en kopia i ${cacheFolder} kunde inte göras`,
        en: `a copy in ${cacheFolder} could not be made`,
      },
      cause,
    );
  }
  const barrierToCopy = await findBarrierTo(copy, account);
  if (barrierToCopy === null) return copy;
  throw unreachable(installed, account, barrier, {
    sv: `inte heller förbi ${barrierToCopy} till kopian`,
    en: `nor ${barrierToCopy}, on the way to the copy`,
  });
}

async function findBarrierTo(binaries: Binaries, account: Account): Promise<string | null> {
  for (const program of [binaries.postgres, binaries.initdb]) {
    const barrier = findBarrier(await readPathSteps(program), account);
    if (barrier !== null) return barrier.path;
  }
  return null;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Copied beside and renamed, so that neither an interruption nor a second start leaves half a PostgreSQL. */
async function copyAtomically(source: string, target: string, cacheFolder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(cacheFolder, 'copying-'));
  try {
    await cp(source, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, target);
  } catch (error) {
    if (await isThere(target)) return; // another start was faster
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function unreachable(installed: Binaries, account: Account, barrier: string, why: Text, cause?: unknown) {
  return bilingualError(
    'collector/postgres-unreachable',
    {
      sv: `Användaren ${account.name}, som root kör PostgreSQL som, kommer inte förbi ${barrier} till ${installed.folder}; ${why.sv}.`,
      en: `The user ${account.name}, as which root runs PostgreSQL, may not pass ${barrier} to ${installed.folder}; ${why.en}.`,
    },
    {
      sv: `Öppna vägen (chmod o+x ${barrier}), flytta Grundval till en mapp som /opt eller starta som vanlig användare.`,
      en: `Open the way (chmod o+x ${barrier}), move Grundval to a folder such as /opt, or start it as a normal user.`,
    },
    { cause },
  );
}
