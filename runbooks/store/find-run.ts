import { join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import { listRunIds, readRun, type StoredRun } from './run-folder.ts';

/**
 * A run by its id, by how that begins or ends where only one does, or the newest by `latest`.
 *
 * @throws {GrundvalError} `run/unknown`, `run/ambiguous`
 */
export async function findRun(runs: string, given: string): Promise<StoredRun> {
  const ids = await listRunIds(runs);
  const met = ids.includes(given)
    ? [given]
    : given === 'latest'
      ? ids.slice(0, 1)
      : ids.filter((id) => id.startsWith(given) || id.endsWith(`-${given}`));
  const [id, ...others] = met;
  if (id === undefined) throw unknownRun(runs, given, ids);
  if (others.length > 0) throw ambiguous(given, met);
  return readRun(join(runs, id));
}

function unknownRun(runs: string, given: string, ids: readonly string[]) {
  const nearest = findNearest(given, new Set(ids)) ?? ids[0];
  return bilingualError(
    'run/unknown',
    {
      sv: `Det finns ingen körning "${given}" i ${runs}.`,
      en: `There is no run "${given}" in ${runs}.`,
    },
    nearest === undefined
      ? {
          sv: 'Där finns inga körningar. Planera en: grundval run PROCEDUR --plan',
          en: 'There are no runs. Plan one: grundval run PROCEDURE --plan',
        }
      : {
          sv: `Menade du ${nearest}? Alla: grundval runs list`,
          en: `Did you mean ${nearest}? All: grundval runs list`,
        },
  );
}

function ambiguous(given: string, ids: readonly string[]) {
  const list = ids.slice(0, 5).join(', ');
  return bilingualError(
    'run/ambiguous',
    { sv: `"${given}" kan vara ${list}.`, en: `"${given}" may be ${list}.` },
    { sv: 'Skriv mer av namnet.', en: 'Write more of the name.' },
  );
}
