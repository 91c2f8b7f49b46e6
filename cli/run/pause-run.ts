import { bilingualError } from '#model/bilingual-error.ts';
import { foldRunState } from '#runbooks/engine/execute/run-state.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath } from '#runbooks/store/run-folder.ts';
import { leaveWish } from '#runbooks/store/wishes.ts';
import type { CommandIo } from '../command.ts';
import { readIdentity } from './identity.ts';
import { runsFolder } from './places.ts';
import { readPlace } from './run-flags.ts';

/**
 * Asks the controller of a run, at whatever terminal, to pause it.
 *
 * @throws {GrundvalError} `run/not-going`
 */
export async function pauseRun(
  flags: { readonly dir: string | undefined; readonly key: string | undefined },
  given: string,
  io: CommandIo,
): Promise<number> {
  const place = await readPlace(flags, io);
  const [run, who] = await Promise.all([findRun(runsFolder(place.folder), given), readIdentity(place)]);
  const { state } = foldRunState(await readHistory(journalPath(run.folder), io.signal));
  if (state.header === null || state.closed !== null) throw notGoing(run.id);
  await leaveWish(run.folder, { action: 'pause', by: who.id }, io.now());
  io.out(
    io.lang === 'sv'
      ? `${run.id}: det som är påbörjat avslutas, sedan väntar den. Vidare: grundval runs resume ${run.id}`
      : `${run.id}: what was begun is finished, then it waits. To go on: grundval runs resume ${run.id}`,
  );
  return 0;
}

function notGoing(run: string) {
  return bilingualError(
    'run/not-going',
    { sv: `Körningen ${run} pågår inte.`, en: `The run ${run} does not go on.` },
    {
      sv: `Se hur det står till: grundval runs show ${run}`,
      en: `See how it stands: grundval runs show ${run}`,
    },
  );
}
