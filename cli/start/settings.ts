import { join, resolve } from 'node:path';
import { GrundvalError } from '#model/error.ts';
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
export const startUsage = `DIR [--port N] [--data DIR] [--ready-file FILE]
       [--host ADDRESS] [--host-name NAME]… [--database URL] [--no-agent]

  --port N           port to listen on; 0 takes any free one (${defaultPort})
  --data DIR         folder of the database and of this machine's agent (.grundval; as root /var/lib/grundval)
  --ready-file FILE  is written once everything is up: JSON with url and a read-only API token (mode 0600)
  --host ADDRESS     address to listen on (127.0.0.1)
  --host-name NAME   another name the collector answers to, behind a reverse proxy
  --database URL     a PostgreSQL server of your own in place of the one that comes along
                     (or GRUNDVAL_DATABASE, where others on the machine cannot see the password)
  --no-agent         this machine does not report`;

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
    databaseUrl: flags.database ?? (env['GRUNDVAL_DATABASE'] || null),
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
  throw new GrundvalError(
    'usage/flag-value',
    `\`--port\` has the value "${said}"; expected a number from 0 to 65535.`,
    { hint: '--port 0 takes any free port.' },
  );
}
