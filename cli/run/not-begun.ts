import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';

/** The error of a run that has a plan and no journal yet. */
export function notBegun(run: string): GrundvalError {
  return bilingualError(
    'run/not-begun',
    { sv: `Körningen ${run} har inte börjat.`, en: `The run ${run} has not begun.` },
    { sv: `Börja: grundval runs start ${run}`, en: `Begin: grundval runs start ${run}` },
  );
}
