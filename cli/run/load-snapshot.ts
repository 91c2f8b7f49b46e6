import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';
import type { CheckedSnapshot } from '#model/platform/checked-snapshot.ts';
import { readSnapshotFile } from '#model/platform/read-snapshot-file.ts';

/** A snapshot, and whether it is still of what stands in the files. */
export interface LoadedSnapshot {
  readonly snapshot: CheckedSnapshot;
  /** Files of the declaration that are others now than when it was taken, by their paths. */
  readonly stale: readonly string[];
}

/**
 * The snapshot that `grundval check` has left, of the environment that was named, or the only one there is.
 *
 * @throws {GrundvalError} `snapshot/…`
 */
export async function loadSnapshot(
  folder: string,
  given: { readonly file: string | null; readonly environment: string | null },
): Promise<LoadedSnapshot> {
  const path = given.file ?? (await findFile(folder, given.environment));
  const snapshot = await readSnapshotFile(path);
  return { snapshot, stale: await findStale(folder, snapshot) };
}

async function findFile(folder: string, environment: string | null): Promise<string> {
  const place = join(folder, '.grundval');
  if (environment !== null) return join(place, `snapshot-${environment}.json`);
  const names = await readdir(place).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const found = names.filter((name) => /^snapshot-.+\.json$/.test(name)).toSorted();
  const [first, ...others] = found;
  if (first === undefined) return join(place, 'snapshot-produktion.json');
  if (others.length === 0) return join(place, first);
  const environments = found.map((name) => name.slice('snapshot-'.length, -'.json'.length)).join(', ');
  throw bilingualError(
    'snapshot/several',
    {
      sv: `Det finns ögonblicksbilder av flera miljöer: ${environments}.`,
      en: `There are snapshots of several environments: ${environments}.`,
    },
    { sv: 'Ange en: --environment MILJÖ', en: 'Name one: --environment NAME' },
  );
}

async function findStale(folder: string, { sources }: CheckedSnapshot): Promise<readonly string[]> {
  const changed = await Promise.all(
    Object.entries(sources).map(async ([path, text]) => {
      const now = await readFile(resolve(folder, path), 'utf8').catch(() => null);
      return now === text ? [] : [relative(folder, resolve(folder, path))];
    }),
  );
  return changed.flat().toSorted();
}
