import { z } from 'zod';
import { describeValue, formatPath, type Mistake } from './mistake.ts';
import { suggest } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

/** Checks a file against its schema: the parsed value, or every mistake in it. */
export function checkSchema<Schema extends z.ZodType>(
  yaml: YamlFile,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly mistakes: readonly Mistake[] } {
  const result = schema.safeParse(yaml.value, { reportInput: true });
  return result.success
    ? { value: result.data }
    : { mistakes: result.error.issues.flatMap((issue) => issueMistakes(yaml, schema, issue)) };
}

function issueMistakes(yaml: YamlFile, schema: z.ZodType, issue: Issue): readonly Mistake[] {
  const at = (path: readonly PropertyKey[], found: string, expected: string, hint?: string): Mistake => ({
    file: yaml.file,
    ...yaml.positionOf(path),
    path: formatPath(path),
    found,
    expected,
    hint,
  });
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, issue.path);
    return issue.keys.map((key) =>
      at([...issue.path, key], `the unknown key \`${key}\``, oneOf(allowed), suggest(key, allowed)),
    );
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return [at(issue.path, describeValue(issue.input), oneOf(values), suggestText(issue.input, values))];
  }
  if (issue.code === 'invalid_key') {
    return [
      at(
        issue.path,
        `the key ${describeValue(issue.path.at(-1))}`,
        issue.issues[0]?.message ?? 'another key',
      ),
    ];
  }
  return [at(issue.path, describeValue(issue.input), expectation(issue))];
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
  starts_with: 'another beginning',
  url: 'an address such as `https://example.se/`',
  uuid: 'a UUID',
};

/** What the schema wanted, in words; a message of ours where the schema carries one. */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return ownMessage(issue) ?? typeWords[issue.expected] ?? issue.expected;
    case 'invalid_format':
      if (issue.format === 'starts_with' && 'prefix' in issue)
        return `text that begins with \`${String(issue['prefix'])}\``;
      return ownMessage(issue) ?? formatWords[issue.format] ?? issue.format;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at least ${issue.minimum} ${issue.origin === 'array' ? 'entries' : 'characters'}`
        : `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`
        : `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** The message where it is ours; zod's own begin with "Invalid". */
function ownMessage(issue: Issue): string | undefined {
  return issue.message.startsWith('Invalid') ? undefined : issue.message;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `\`${words[0]}\`` : `one of ${words.map((word) => `\`${word}\``).join(', ')}`;
}

function suggestText(input: unknown, candidates: readonly string[]): string | undefined {
  return typeof input === 'string' ? suggest(input, candidates) : undefined;
}

/** Keys a schema knows at a path, read from its JSON Schema. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let node: JsonSchema | undefined = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  for (const key of path) {
    node =
      typeof key === 'number'
        ? node?.items
        : (node?.properties?.[String(key)] ?? objectOf(node?.additionalProperties));
  }
  return Object.keys(node?.properties ?? {});
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
}

function objectOf(schema: JsonSchema | boolean | undefined): JsonSchema | undefined {
  return typeof schema === 'object' ? schema : undefined;
}
