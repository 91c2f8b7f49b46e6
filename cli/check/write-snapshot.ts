import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import type { CheckedSnapshot } from '#model/platform/checked-snapshot.ts';

/** Where a check leaves its snapshot: in a folder of its own beside the declaration, which Git passes by. */
export function snapshotPath(folder: string, environment: string): string {
  return join(folder, '.grundval', `snapshot-${environment}.json`);
}

/**
 * Writes a snapshot whole or not at all.
 *
 * @throws {GrundvalError} `check/snapshot-not-written`
 */
export async function writeSnapshot(path: string, snapshot: CheckedSnapshot): Promise<void> {
  const folder = dirname(path);
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    await writeFile(draft, JSON.stringify(snapshot));
    await rename(draft, path);
  } catch (error) {
    // Where its folder is no folder there is no draft either: what failed first is told.
    await rm(draft, { force: true }).catch(() => undefined);
    const reason = errorCode(error) ?? String(error);
    throw bilingualError(
      'check/snapshot-not-written',
      {
        sv: `Ögonblicksbilden ${path} gick inte att skriva (${reason}).`,
        en: `The snapshot ${path} could not be written (${reason}).`,
      },
      { sv: 'ange en annan plats med --snapshot FIL', en: 'name another place with --snapshot FILE' },
    );
  }
}
