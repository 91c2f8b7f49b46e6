import { bilingualError } from '#model/bilingual-error.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { procedures } from '#runbooks/procedures/index.ts';

/**
 * A shipped procedure by its id.
 *
 * @throws {GrundvalError} `run/unknown-procedure`
 */
export function findProcedure(id: string): Procedure {
  const procedure = procedures.find((one) => one.id === id);
  if (procedure !== undefined) return procedure;
  const nearest = findNearest(id, new Set(procedures.map((one) => one.id)));
  throw bilingualError(
    'run/unknown-procedure',
    { sv: `Det finns ingen procedur "${id}".`, en: `There is no procedure "${id}".` },
    nearest === undefined
      ? { sv: 'grundval procedures listar dem.', en: 'grundval procedures lists them.' }
      : { sv: `Menade du ${nearest}?`, en: `Did you mean ${nearest}?` },
  );
}
