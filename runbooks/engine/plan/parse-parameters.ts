import type { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';

/**
 * Parameters of a procedure, checked against its schema; all mistakes together.
 *
 * @throws {GrundvalError} `run/parameters`
 */
export function parseParameters<Schema extends z.ZodObject>(
  procedure: { readonly id: string; readonly params: Schema },
  given: unknown,
): z.infer<Schema> {
  const known = Object.keys(procedure.params.shape);
  const unknown = Object.keys(typeof given === 'object' && given !== null ? given : {}).filter(
    (name) => !known.includes(name),
  );
  const read = procedure.params.safeParse(given);
  if (read.success && unknown.length === 0) return read.data;
  const issues = read.success ? [] : read.error.issues;
  const wrong = issues
    .filter(({ code }) => code !== 'unrecognized_keys')
    .map(({ path, message }) => ({ at: path.join('.') || 'params', message }));
  const list = [
    ...wrong.map(({ at, message }) => `${at}: ${message}`),
    ...unknown.map((name) => `${name}: ?`),
  ].join('; ');
  return fail(procedure.id, list, known);
}

function fail(procedure: string, list: string, known: readonly string[]): never {
  throw bilingualError(
    'run/parameters',
    {
      sv: `Parametrarna till ${procedure} stämmer inte: ${list}.`,
      en: `The parameters of ${procedure} are not right: ${list}.`,
    },
    {
      sv: `Den tar ${known.join(', ') || 'inga parametrar'}. Visa hjälpen: grundval run ${procedure} --help`,
      en: `It takes ${known.join(', ') || 'no parameters'}. See its help: grundval run ${procedure} --help`,
    },
    { details: { procedure, known } },
  );
}
