import type { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import { sameText, type Text } from '#model/format/text.ts';
import { checkParameters, type ParameterIssue } from '#model/runs/check-parameters.ts';
import { parametersSchema } from './parameters-schema.ts';

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
  const told = tellMistakes(procedure.params, given, read.error?.issues ?? []);
  const rest = unknown.map((name) => `${name}: ?`);
  return fail(
    procedure.id,
    {
      sv: [...told.map(({ sv }) => sv), ...rest].join('; '),
      en: [...told.map(({ en }) => en), ...rest].join('; '),
    },
    known,
  );
}

/** What the JSON Schema says is wrong, in both languages, and what only the schema's own code can tell. */
function tellMistakes(
  params: z.ZodObject,
  given: unknown,
  issues: readonly z.core.$ZodIssue[],
): readonly Text[] {
  const values = typeof given === 'object' && given !== null ? { ...given } : {};
  const found = checkParameters(parametersSchema(params), values);
  const places = new Set(found.map(({ path }) => path.join('.')));
  const own = issues
    .filter(({ code, path }) => code !== 'unrecognized_keys' && !places.has(path.join('.')))
    .map(({ path, message }) => sameText(`${path.join('.') || 'params'}: ${message}`));
  return [...found.map(mistakeText), ...own];
}

function mistakeText({ path, found, expected }: ParameterIssue): Text {
  const at = path.join('.');
  return {
    sv: `${at}: ${found.sv} står där, ${expected.sv} behövs`,
    en: `${at}: found ${found.en}, expected ${expected.en}`,
  };
}

function fail(procedure: string, list: Text, known: readonly string[]): never {
  throw bilingualError(
    'run/parameters',
    {
      sv: `Parametrarna till ${procedure} stämmer inte: ${list.sv}.`,
      en: `The parameters of ${procedure} are not right: ${list.en}.`,
    },
    {
      sv: `Den tar ${known.join(', ') || 'inga parametrar'}. Visa hjälpen: grundval run ${procedure} --help`,
      en: `It takes ${known.join(', ') || 'no parameters'}. See its help: grundval run ${procedure} --help`,
    },
    { details: { procedure, known } },
  );
}
