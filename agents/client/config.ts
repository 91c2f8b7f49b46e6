import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { z } from 'zod';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Lang } from '#model/format/lang.ts';
import { AgentProfile } from '#model/report/profile.ts';
import { type CommandName, oneOf, parseFlags } from './flags.ts';
import { parseServerAddress } from './server-address.ts';
import { systemReason } from './state/atomic-file.ts';

/** What may stand in the configuration file, and in the environment under other names. */
const FileSettings = z.strictObject({
  server: z.string().optional(),
  state: z.string().min(1).optional(),
  ca: z.string().min(1).optional(),
  intervalSeconds: z.int().min(10).max(604_800).optional(),
  lang: z.enum(['sv', 'en']).optional(),
});
type FileSettings = z.infer<typeof FileSettings>;

/** Everything the agent is told, merged: defaults < file < environment < flags; of the language, the file's counts more than the environment's. */
export interface Config {
  readonly command: CommandName | 'help' | 'version';
  readonly stateFolder: string;
  /** Origin of the collector; null = not said. */
  readonly server: string | null;
  readonly caFile: string | null;
  readonly lang: Lang;
  readonly intervalSeconds: number | null;
  readonly token: string | null;
  readonly profile: AgentProfile | null;
  readonly loop: boolean;
  readonly ifDue: boolean;
  readonly json: boolean;
  readonly force: boolean;
  /** The proxy variables of the environment. */
  readonly proxy: Readonly<Record<string, string | undefined>>;
  /** Number of the user; null on Windows. */
  readonly userId: number | null;
}

/** Where a program is started: what it may know of it. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly userId: number | null;
}

/** The surroundings of this process. */
export function readSurroundings(): Surroundings {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    platform: process.platform,
    userId: process.getuid?.() ?? null,
  };
}

/** The language to speak before anything else is known: `--lang`, else the locale of the environment. */
export function chooseLang({ argv, env }: Surroundings): Lang {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = argv[at]?.includes('=') ? argv[at]?.split('=')[1] : argv[at + 1];
  if (at >= 0 && (said === 'sv' || said === 'en')) return said;
  const locale = env['GRUNDVAL_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.toLowerCase().startsWith('sv') ? 'sv' : 'en';
}

/**
 * Reads what the agent is told.
 *
 * @throws {GrundvalError} `usage/…` for flags, `config/…` for the file
 */
export async function readConfig(surroundings: Surroundings): Promise<Config> {
  const { env, platform, userId } = surroundings;
  const { command, values } = parseFlags(surroundings.argv);
  const path = platform === 'win32' ? win32 : posix;
  const programData = env['ProgramData'] ?? 'C:\\ProgramData';
  const isSystem = platform === 'win32' || userId === 0;
  const defaultFile =
    platform === 'win32' ? `${programData}\\Grundval\\agent.json` : '/etc/grundval/agent.json';
  const file = await readSettingsFile(values.config ?? defaultFile, values.config !== undefined);
  const userState = env['XDG_STATE_HOME'] || path.join(homedir(), '.local', 'state');
  const systemState = platform === 'win32' ? `${programData}\\Grundval\\agent` : '/var/lib/grundval-agent';
  const server = values.server ?? env['GRUNDVAL_SERVER'] ?? file.server;
  const lang = values.lang ?? file.lang;
  return {
    command,
    stateFolder: path.resolve(
      values.state ??
        env['GRUNDVAL_STATE'] ??
        file.state ??
        (isSystem ? systemState : path.join(userState, 'grundval-agent')),
    ),
    server: server === undefined ? null : parseServerAddress(server),
    caFile: values.ca ?? env['GRUNDVAL_CA'] ?? file.ca ?? null,
    lang: lang === undefined ? chooseLang(surroundings) : oneOf('--lang', z.enum(['sv', 'en']), lang),
    intervalSeconds:
      values.interval === undefined
        ? (file.intervalSeconds ?? null)
        : oneOf('--interval', z.coerce.number().int().min(1).max(604_800), values.interval),
    token: values.token ?? (await readToken(values['token-file'])) ?? env['GRUNDVAL_ENROLMENT_TOKEN'] ?? null,
    profile: values.profile === undefined ? null : oneOf('--profile', AgentProfile, values.profile),
    loop: values.loop ?? false,
    ifDue: values['if-due'] ?? false,
    json: values.json ?? false,
    force: values.force ?? false,
    proxy: proxyOf(env),
    userId,
  };
}

async function readSettingsFile(path: string, isNamed: boolean): Promise<FileSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && !isNamed) return {};
    throw new GrundvalError(
      'config/unreadable',
      `Cannot read the settings ${path}: ${systemReason(error)}.`,
      {
        hint: 'Name another file with --config FILE.',
        cause: error,
      },
    );
  }
  const parsed = FileSettings.safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new GrundvalError('config/invalid', `The settings ${path} are wrong: ${issues.join('; ')}.`, {
    hint: `It may have: ${Object.keys(FileSettings.shape).join(', ')}.`,
  });
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GrundvalError('config/invalid', `The settings ${path} are not JSON.`, {
      hint: 'An empty file of settings is {}.',
      cause,
    });
  }
}

async function readToken(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new GrundvalError('usage/token', `Cannot read the token in ${path}: ${systemReason(error)}.`, {
      hint: 'Or set GRUNDVAL_ENROLMENT_TOKEN.',
      cause: error,
    });
  }
}

function proxyOf(env: Surroundings['env']): Config['proxy'] {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];
  return Object.fromEntries(
    names
      .map((name) => [name, env[name] ?? env[name.toLowerCase()]])
      .filter(([, value]) => value !== undefined),
  );
}
