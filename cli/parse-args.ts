import { parseArgs } from 'node:util';
import { bilingualError } from '#model/bilingual-error.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import type { GrundvalError } from '#model/error.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import { didYouMean } from './did-you-mean.ts';
import { namePlaceholders } from './placeholders.ts';

/** A flag that is there or not, or one that takes a value: any text, or one of some words. */
type Flag =
  | { readonly type: 'boolean'; readonly short?: string }
  | {
      readonly type: 'string';
      readonly short?: string;
      readonly oneOf?: readonly string[];
      readonly multiple?: true;
    };
export type Flags = Readonly<Record<string, Flag>>;

/** The value of one flag as a command reads it. */
export type FlagValue<Given extends Flag> = Given extends { readonly type: 'boolean' }
  ? boolean
  : Given extends { readonly multiple: true }
    ? readonly Word<Given>[]
    : Word<Given> | undefined;
type Word<Given> = Given extends { readonly oneOf: readonly (infer Option)[] } ? Option : string;

/** What a command takes: its flags, and the names of the words that must or may follow. */
export interface ArgumentSpec<Given extends Flags = Flags> {
  /** The command's own name, for the hint. */
  readonly command: string;
  readonly flags: Given;
  /** Names as in the usage line (`DIR`), each of them required. */
  readonly required?: readonly string[];
}

/**
 * Reads the words after a command's name. A boolean flag that is not given is false, another one undefined
 * (or empty, where it may be given several times).
 *
 * @throws {GrundvalError} `usage/unknown-flag`, `usage/flag-value`, `usage/flag-twice`, `usage/missing-argument`
 *   or `usage/surplus-argument`
 * @example
 * const { flags, words: [folder] } = parseArguments(args, {
 *   command: 'check', flags: { format: { type: 'string', oneOf: ['text', 'json'] } }, required: ['DIR'],
 * });
 */
export function parseArguments<const Given extends Flags>(
  args: readonly string[],
  spec: ArgumentSpec<Given>,
): {
  readonly flags: { readonly [Name in keyof Given]: FlagValue<Given[Name]> };
  readonly words: readonly string[];
} {
  // Not strict: the sentences and suggestions are ours.
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(spec.flags).map(([name, { type, short }]) => [
        name,
        short === undefined ? { type } : { type, short },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') readFlag(token, spec, given);
  }
  checkWords(words, spec);
  return { flags: collect(spec.flags, given) as never, words };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readFlag(
  { name, rawName, value, inlineValue }: OptionToken,
  spec: ArgumentSpec,
  given: Map<string, string[]>,
): void {
  const flag = Object.hasOwn(spec.flags, name) ? spec.flags[name] : undefined;
  if (flag === undefined) {
    const nearest = findNearest(
      rawName,
      Object.keys(spec.flags).map((known) => `--${known}`),
    );
    throw usage(
      'unknown-flag',
      {
        sv: `\`${rawName}\` är ingen flagga för \`grundval ${spec.command}\`.`,
        en: `\`${rawName}\` is no flag of \`grundval ${spec.command}\`.`,
      },
      spec,
      nearest,
    );
  }
  const earlier = given.get(name) ?? [];
  if (flag.type === 'boolean') {
    if (value !== undefined) {
      throw usage(
        'flag-value',
        {
          sv: `\`${rawName}\` tar inget värde, men har "${value}".`,
          en: `\`${rawName}\` takes no value; found "${value}".`,
        },
        spec,
      );
    }
    given.set(name, ['']);
    return;
  }
  if (earlier.length > 0 && flag.multiple !== true) {
    throw usage(
      'flag-twice',
      {
        sv: `\`${rawName}\` står två gånger, men får stå en.`,
        en: `\`${rawName}\` is given twice; expected once.`,
      },
      spec,
    );
  }
  const expected: Text = {
    sv: flag.oneOf === undefined ? 'ett värde' : flag.oneOf.join(' eller '),
    en: flag.oneOf === undefined ? 'a value' : flag.oneOf.join(' or '),
  };
  if (value === undefined || value === '' || (inlineValue !== true && value.startsWith('-'))) {
    throw usage(
      'flag-value',
      {
        sv: `\`${rawName}\` behöver ${expected.sv} efter sig.`,
        en: `\`${rawName}\` needs ${expected.en} after it.`,
      },
      spec,
    );
  }
  if (flag.oneOf !== undefined && !flag.oneOf.includes(value)) {
    throw usage(
      'flag-value',
      {
        sv: `\`${rawName}\` har värdet "${value}"; ${expected.sv} behövs.`,
        en: `\`${rawName}\` has the value "${value}"; expected ${expected.en}.`,
      },
      spec,
      findNearest(value, flag.oneOf),
    );
  }
  given.set(name, [...earlier, value]);
}

function checkWords(words: readonly string[], spec: ArgumentSpec): void {
  const required = spec.required ?? [];
  const missing = required.slice(words.length);
  if (missing.length > 0) {
    throw usage(
      'missing-argument',
      inBoth((lang) => `\`grundval ${spec.command}\` ${verbs.needs[lang]} ${list(missing, lang)}.`),
      spec,
    );
  }
  const surplus = words.slice(required.length).join(' ');
  if (surplus === '') return;
  const place = (lang: Lang) =>
    required.length === 0 ? verbs.takesNone[lang] : `${verbs.takesOnly[lang]} ${list(required, lang)}`;
  throw usage(
    'surplus-argument',
    {
      sv: `\`grundval ${spec.command}\` ${place('sv')}; "${surplus}" står där också.`,
      en: `\`grundval ${spec.command}\` ${place('en')}; found "${surplus}" as well.`,
    },
    spec,
  );
}

const verbs = {
  needs: { sv: 'behöver', en: 'needs' },
  takesNone: { sv: 'tar inga ord', en: 'takes no words' },
  takesOnly: { sv: 'tar bara', en: 'takes only' },
  and: { sv: ' och ', en: ' and ' },
} satisfies Readonly<Record<string, Text>>;

const list = (names: readonly string[], lang: Lang): string =>
  names.map((name) => namePlaceholders(name, lang)).join(verbs.and[lang]);

const inBoth = (say: (lang: Lang) => string): Text => ({ sv: say('sv'), en: say('en') });

function collect(flags: Flags, given: ReadonlyMap<string, readonly string[]>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => {
      const values = given.get(name) ?? [];
      if (flag.type === 'boolean') return [name, values.length > 0];
      return [name, flag.multiple === true ? values : values[0]];
    }),
  );
}

function usage(what: string, message: Text, spec: ArgumentSpec, nearest?: string): GrundvalError {
  const help = `grundval ${spec.command} --help`;
  return bilingualError(
    `usage/${what}`,
    message,
    nearest === undefined ? { sv: help, en: help } : didYouMean(nearest),
  );
}
