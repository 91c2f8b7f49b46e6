import { z } from 'zod';
import { describeKey, describeValue, type Mistake, mistakeAt } from './mistake.ts';
import { suggest } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

/** Checks a file against its schema: the parsed value, or every mistake in it. */
export function checkSchema<Schema extends z.ZodType>(
  yaml: YamlFile,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly mistakes: readonly Mistake[] } {
  // A schema is used a few times in a process: compiling it first takes longer than reading with it.
  const result = schema.safeParse(yaml.value, { reportInput: true, jitless: true });
  if (result.success) return { value: result.data };
  const keysAt = rememberKeys(schema);
  return { mistakes: result.error.issues.flatMap((issue) => issueMistakes(yaml, keysAt, issue)) };
}

/** Keys the schema knows at a path. */
type KeysAt = (path: readonly PropertyKey[]) => readonly string[];

function issueMistakes(yaml: YamlFile, keysAt: KeysAt, issue: Issue): readonly Mistake[] {
  const at = (path: readonly PropertyKey[], found: string, expected: string, hint?: string): Mistake =>
    mistakeAt(yaml, path, { found, expected, hint });
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = keysAt(issue.path);
      return issue.keys.map((key) =>
        at(
          [...issue.path, key],
          `the unknown key \`${describeKey(key)}\``,
          oneOf(allowed),
          suggest(key, allowed),
        ),
      );
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const { input } = issue;
      const hint = typeof input === 'string' ? suggest(input, values) : undefined;
      return [at(issue.path, describeValue(input), oneOf(values), hint)];
    }
    case 'invalid_key': {
      const found = `the key \`${describeKey(String(issue.path.at(-1)))}\``;
      return [at(issue.path, found, issue.issues[0]?.message ?? 'another key')];
    }
    default:
      return [at(issue.path, describeValue(issue.input), expectation(issue), quotesHint(issue))];
  }
}

/** `code: 1257` is a number to YAML: what was meant as text needs quotes. */
function quotesHint(issue: Issue): string | undefined {
  const isText =
    issue.code === 'invalid_type' && issue.expected === 'string' && ownMessage(issue) === undefined;
  return isText && ['number', 'boolean'].includes(typeof issue.input) ? 'put it in quotes' : undefined;
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a map',
  record: 'a map',
  string: 'text',
};

const formatWords: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address such as `https://example.se/`',
};

/** What the schema wanted, in words; a message of ours where the schema carries one. */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return ownMessage(issue) ?? typeWords[issue.expected] ?? issue.expected;
    case 'invalid_format':
      return ownMessage(issue) ?? formatWords[issue.format] ?? issue.format;
    case 'too_small':
      return (
        counted(issue.origin, issue.minimum, 'at least') ??
        `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
      );
    case 'too_big':
      return (
        counted(issue.origin, issue.maximum, 'at most') ??
        `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`
      );
    default:
      return issue.message;
  }
}

/** `at least 1 entry`, for what has a length. */
function counted(origin: string, count: number | bigint, bound: 'at least' | 'at most'): string | undefined {
  const [one, many] = { array: ['entry', 'entries'], string: ['character', 'characters'] }[origin] ?? [];
  return one === undefined ? undefined : `${bound} ${count} ${Number(count) === 1 ? one : many}`;
}

/** The message where it is ours; zod's own begin with "Invalid". */
function ownMessage(issue: Issue): string | undefined {
  return issue.message.startsWith('Invalid') ? undefined : issue.message;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `\`${words[0]}\`` : `one of ${words.map((word) => `\`${word}\``).join(', ')}`;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
}

/** Reads the keys from the schema's JSON Schema, which is made when the first mistake asks for it. */
function rememberKeys(schema: z.ZodType): KeysAt {
  let root: JsonSchema | undefined;
  return (path) => {
    root ??= z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    const node = path.reduce<JsonSchema | undefined>((from, key) => {
      if (typeof key === 'number') return from?.items;
      const rest = from?.additionalProperties;
      return from?.properties?.[String(key)] ?? (typeof rest === 'object' ? rest : undefined);
    }, root);
    return Object.keys(node?.properties ?? {});
  };
}
