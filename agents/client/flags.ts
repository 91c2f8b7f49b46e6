import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { GrundvalError } from '#model/error.ts';

/** The words after `grundval-agent`. */
const commands = ['run', 'enrol', 'explain', 'status'] as const;
export type CommandName = (typeof commands)[number];

const flags = {
  config: { type: 'string' },
  state: { type: 'string' },
  server: { type: 'string' },
  ca: { type: 'string' },
  lang: { type: 'string' },
  interval: { type: 'string' },
  token: { type: 'string' },
  'token-file': { type: 'string' },
  profile: { type: 'string' },
  loop: { type: 'boolean' },
  'if-due': { type: 'boolean' },
  json: { type: 'boolean' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Which flags mean something to which command; `config`, `state`, `lang` to all. */
const flagsOf: Readonly<Record<CommandName, readonly (keyof typeof flags)[]>> = {
  run: ['loop', 'if-due', 'interval', 'server', 'ca', 'json'],
  enrol: ['server', 'token', 'token-file', 'ca', 'force', 'json'],
  explain: ['profile', 'json'],
  status: ['json'],
};

/**
 * The command and its flags.
 *
 * @throws {GrundvalError} `usage/arguments`
 */
export function parseFlags(argv: readonly string[]) {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof flags; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...argv], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    const [sentence = 'The command line is not understood.'] = (
      error instanceof Error ? error.message : ''
    ).split(/(?<=\.) /);
    throw usage(sentence);
  }
  const { values, positionals } = parsed;
  const [word, ...rest] = positionals;
  if (values.version || word === 'version') return { command: 'version', values } as const;
  if (values.help || word === undefined || word === 'help') return { command: 'help', values } as const;
  const command = commands.find((name) => name === word);
  if (command === undefined) throw usage(`There is no command "${word}".`);
  if (rest.length > 0) throw usage(`"${rest.join(' ')}" after "${command}" is not understood.`);
  for (const flag of Object.keys(values) as (keyof typeof flags)[]) {
    if (!['config', 'state', 'lang', ...flagsOf[command]].includes(flag)) {
      throw usage(`--${flag} means nothing to "${command}".`);
    }
  }
  return { command, values } as const;
}

function usage(message: string): GrundvalError {
  return new GrundvalError('usage/arguments', message, { hint: 'grundval-agent --help' });
}

/**
 * The value of a flag, checked.
 *
 * @throws {GrundvalError} `usage/arguments`
 */
export function oneOf<Schema extends z.ZodType>(
  flag: string,
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw usage(
    `${flag} has the value "${String(value)}": ${parsed.error.issues[0]?.message ?? 'not understood'}.`,
  );
}
