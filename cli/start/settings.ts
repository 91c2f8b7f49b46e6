import { join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Usage } from '../command.ts';
import { parseArguments } from '../parse-args.ts';

/** What `grundval start` is told. */
export interface StartSettings {
  /** Folder of the declaration. */
  readonly folder: string;
  readonly dataFolder: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly host: string;
  /** Names the collector answers to besides the loopback ones. */
  readonly hostNames: readonly string[];
  /** A PostgreSQL of the organisation's own; null = the one Grundval brings. */
  readonly databaseUrl: string | null;
  readonly readyFile: string | null;
  /** Does this machine report, too? */
  readonly withAgent: boolean;
}

/** Port where none is said. */
export const defaultPort = 8080;

/** What follows `grundval start`. */
export const startUsage: Usage = {
  words: 'DIR',
  flags: [
    {
      flag: '--port N',
      says: {
        sv: `porten att lyssna på; 0 tar vilken ledig som helst (${defaultPort})`,
        en: `port to listen on; 0 takes any free one (${defaultPort})`,
      },
    },
    {
      flag: '--data DIR',
      says: {
        sv: 'mapp för databasen och den här datorns agent (.grundval; som root /var/lib/grundval)',
        en: "folder of the database and of this machine's agent (.grundval; as root /var/lib/grundval)",
      },
    },
    {
      flag: '--ready-file FILE',
      says: {
        sv: 'skrivs när allt är igång: JSON med url och en API-nyckel (token) som bara får läsa; filen får bara du läsa',
        en: 'is written once everything is up: JSON with url and a read-only API token (mode 0600)',
      },
    },
    {
      flag: '--host ADDRESS',
      says: { sv: 'adressen att lyssna på (127.0.0.1)', en: 'address to listen on (127.0.0.1)' },
    },
    {
      flag: '--host-name NAME',
      says: {
        sv: 'ett namn till som insamlaren svarar på, bakom en omvänd proxy; kan anges flera gånger',
        en: 'another name the collector answers to, behind a reverse proxy; may be given several times',
      },
    },
    {
      flag: '--database URL',
      says: {
        sv: 'er egen PostgreSQL i stället för den som följer med; helst i GRUNDVAL_DATABASE, där andra på datorn inte ser lösenordet',
        en: 'a PostgreSQL server of your own in place of the one that comes along; best given in GRUNDVAL_DATABASE, where others on the machine cannot see the password',
      },
    },
    {
      flag: '--no-agent',
      says: { sv: 'den här datorn rapporterar inte', en: 'this machine does not report' },
    },
  ],
};

/**
 * Reads the words after `start`.
 *
 * @throws {GrundvalError} `usage/…`
 */
export function readStartSettings(
  args: readonly string[],
  surroundings: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Null where the platform has no user numbers. */
    readonly userId: number | null;
  },
): StartSettings {
  const { cwd, env, userId } = surroundings;
  const { flags, words } = parseArguments(args, {
    command: 'start',
    flags: {
      port: { type: 'string' },
      data: { type: 'string' },
      'ready-file': { type: 'string' },
      host: { type: 'string' },
      'host-name': { type: 'string', multiple: true },
      database: { type: 'string' },
      'no-agent': { type: 'boolean' },
    },
    required: ['DIR'],
  });
  const readyFile = flags['ready-file'];
  return {
    folder: words[0] ?? '.',
    dataFolder: resolve(cwd, flags.data ?? defaultDataFolder(userId)),
    port: readPort(flags.port),
    host: flags.host ?? '127.0.0.1',
    hostNames: flags['host-name'],
    databaseUrl: readDatabaseUrl(flags.database ?? (env['GRUNDVAL_DATABASE'] || null)),
    readyFile: readyFile === undefined ? null : resolve(cwd, readyFile),
    withAgent: !flags['no-agent'],
  };
}

/** Root's server runs as a service account, which must be able to reach the folder; a clone is often root's alone. */
export function defaultDataFolder(userId: number | null): string {
  return userId === 0 ? '/var/lib/grundval' : '.grundval';
}

/** Where a running collector says how programs of its machine reach it. */
export function collectorFile(dataFolder: string): string {
  return join(dataFolder, 'collector.json');
}

function readPort(said: string | undefined): number {
  if (said === undefined) return defaultPort;
  const port = Number(said);
  if (/^\d{1,5}$/.test(said) && port <= 65_535) return port;
  throw bilingualError(
    'usage/flag-value',
    {
      sv: `\`--port\` har värdet "${said}"; ett tal från 0 till 65535 behövs.`,
      en: `\`--port\` has the value "${said}"; expected a number from 0 to 65535.`,
    },
    { sv: '--port 0 tar vilken ledig port som helst.', en: '--port 0 takes any free port.' },
  );
}

/** The address may hold a password: it is never quoted. */
function readDatabaseUrl(said: string | null): string | null {
  if (said === null || (URL.canParse(said) && /^postgres(ql)?:$/.test(new URL(said).protocol))) return said;
  throw bilingualError(
    'usage/flag-value',
    {
      sv: '`--database` (eller GRUNDVAL_DATABASE) är ingen adress till en PostgreSQL.',
      en: '`--database` (or GRUNDVAL_DATABASE) is no address of a PostgreSQL.',
    },
    {
      sv: 'Så här ser den ut: postgres://användare:lösenord@värd:5432/databas',
      en: 'It looks like this: postgres://user:password@host:5432/database',
    },
  );
}
