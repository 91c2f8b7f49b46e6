import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';
import { describedAs } from '#model/runs/parameter-keywords.ts';
import { parametersSchema } from '#runbooks/engine/plan/parameters-schema.ts';
import { secretNames } from '#runbooks/engine/plan/secret-parameters.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import type { FlagHelp } from '../command.ts';
import type { Flags } from '../parse-args.ts';

/** One parameter of a procedure, as a flag. */
export interface ParameterFlag {
  /** Of the parameter: `withinMinutes`. */
  readonly parameter: string;
  /** Of the flag, without the dashes: `within-minutes`, or `password-file` for a secret. */
  readonly flag: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'json' | 'secret';
  readonly oneOf: readonly string[] | null;
  readonly isRequired: boolean;
  readonly says: Text;
  /** As JSON has it; undefined where there is none. */
  readonly initial: unknown;
}

const Property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
});

/** The parameters of a procedure as flags, in the order of its schema. A secret is read from a file, never from a word. */
export function parameterFlags({ params }: Pick<Procedure, 'params'>): readonly ParameterFlag[] {
  const schema = parametersSchema(params);
  const secrets = new Set(secretNames(params));
  return Object.entries(schema.properties).map(([parameter, given]): ParameterFlag => {
    const property = Property.parse(given);
    const name = parameter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const isSecret = secrets.has(parameter);
    const choices = property.enum?.map(String) ?? null;
    return {
      parameter,
      flag: isSecret ? `${name}-file` : name,
      kind: isSecret ? 'secret' : kindOf(property.type),
      oneOf: property.type === 'boolean' ? ['true', 'false'] : choices,
      isRequired: schema.required.includes(parameter),
      says: describedAs(given),
      initial: property.default,
    };
  });
}

const kinds: Readonly<Record<string, ParameterFlag['kind']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'json',
};

const kindOf = (type: string | readonly string[] | undefined): ParameterFlag['kind'] =>
  kinds[typeof type === 'object' ? '' : (type ?? 'string')] ?? 'json';

/** What `parseArguments` takes. */
export function flagSpec(parameters: readonly ParameterFlag[]): Flags {
  return Object.fromEntries(
    parameters.map(({ flag, kind, oneOf }) => [
      flag,
      kind === 'list'
        ? { type: 'string', multiple: true }
        : { type: 'string', ...(oneOf === null ? {} : { oneOf }) },
    ]),
  );
}

const values: Readonly<Record<ParameterFlag['kind'], string>> = {
  text: 'TEXT',
  number: 'N',
  boolean: 'true|false',
  list: 'TEXT',
  json: 'JSON',
  secret: 'FILE',
};

/** What the help says. */
export function flagHelp(parameters: readonly ParameterFlag[]): readonly FlagHelp[] {
  return parameters.map(({ flag, kind, oneOf, isRequired, says, initial }) => {
    const shown = initial === undefined ? '' : ` (${JSON.stringify(initial)})`;
    const isFile = kind === 'secret';
    return {
      flag: `--${flag} ${oneOf?.join('|') ?? values[kind]}`,
      says: {
        sv: `${says.sv}${isFile ? '; filen får bara du läsa' : ''}${shown}`,
        en: `${says.en}${isFile ? '; a file that only you may read' : ''}${shown}`,
      },
      ...(isRequired ? { isRequired: true as const } : {}),
    };
  });
}

/**
 * The parameters of a run from its flags; those that were not given are left out, for the schema to judge.
 *
 * @param readSecret gives the text of a file
 * @throws {GrundvalError} `usage/flag-value`
 */
export async function readParameters(
  parameters: readonly ParameterFlag[],
  given: Readonly<Record<string, unknown>>,
  readSecret: (path: string) => Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
  const read: Record<string, unknown> = {};
  for (const { parameter, flag, kind } of parameters) {
    const value = given[flag];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    read[parameter] = kind === 'secret' ? await readSecret(String(value)) : readValue(flag, kind, value);
  }
  return read;
}

function readValue(flag: string, kind: ParameterFlag['kind'], value: unknown): unknown {
  if (kind === 'boolean') return value === 'true';
  if (kind === 'number') {
    const number = Number(value);
    if (Number.isFinite(number)) return number;
    throw wrongValue(flag, String(value), { sv: 'ett tal', en: 'a number' });
  }
  if (kind === 'json') {
    try {
      return JSON.parse(String(value));
    } catch {
      throw wrongValue(flag, String(value), { sv: 'JSON', en: 'JSON' });
    }
  }
  return value;
}

function wrongValue(flag: string, value: string, expected: { readonly sv: string; readonly en: string }) {
  return bilingualError(
    'usage/flag-value',
    {
      sv: `\`--${flag}\` har värdet "${value}"; ${expected.sv} behövs.`,
      en: `\`--${flag}\` has the value "${value}"; expected ${expected.en}.`,
    },
    { sv: 'grundval procedures PROCEDUR', en: 'grundval procedures PROCEDURE' },
  );
}
