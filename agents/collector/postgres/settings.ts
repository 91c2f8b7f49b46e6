/** Name of the role that owns the product's database; it is no superuser. */
export const applicationRole = 'grundval';

/** Name of the product's database. */
export const applicationDatabase = 'grundval';

/** Shows in the process list (`postgres: grundval: checkpointer`) and marks a server as one that Grundval started. */
export const clusterName = 'grundval';

/** Port number in the name of the socket; nothing listens on the network. */
export const socketPort = 5432;

/**
 * Settings that every server gets on its command line, so that they follow the version of Grundval and not
 * the day the folder was made. Durability is PostgreSQL's own: fsync, full page writes and synchronous
 * commit stay on.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_permissions: '0700',
  cluster_name: clusterName,
  timezone: 'UTC',
  // One collector with one pool; a lower number than the default 100 keeps a mistake from eating the memory.
  max_connections: '40',
  // The log may fill a small disk before the default of 1 GB is reached.
  max_wal_size: '512MB',
  // Five idle processes and 30 MB fewer; parallel queries would need room in /dev/shm, which containers lack.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // Read by us (server.ts): English, one line each, and no values or statements that may hold personal data.
  lc_messages: 'C',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/**
 * The arguments of `postgres` for a cluster that is reached by a socket in `socketFolder` only.
 *
 * @param more settings on top of ours, which they overrule: name → value
 */
export function serverArguments(
  clusterFolder: string,
  socketFolder: string,
  more: Readonly<Record<string, string>> = {},
): readonly string[] {
  const quoted = `"${socketFolder.replaceAll('"', '""')}"`; // the setting is a list, parted by commas
  const all = { ...settings, unix_socket_directories: quoted, ...more };
  return ['-D', clusterFolder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** The arguments of `initdb` for a new cluster: Swedish order by ICU, UTF-8, checksums on every page. */
export function initdbArguments(clusterFolder: string): readonly string[] {
  return [
    '-D',
    clusterFolder,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=sv-SE',
    '--locale=C', // for what ICU does not decide: messages and formats
    '--text-search-config=swedish',
    '--data-checksums',
    // Whoever reaches the socket may log in: the folder round it lets in only the server's own user and root.
    '--auth-local=trust',
    '--auth-host=reject',
  ];
}

/** Address of a database for `pg`: the socket's folder stands, percent-encoded, where a host would. */
export function databaseUrl(socketFolder: string, role: string, database: string): string {
  return `postgres://${role}@${encodeURIComponent(socketFolder)}:${socketPort}/${database}`;
}
