import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** The collector's database, or one transaction in it. */
export type Database = Kysely<Tables>;
export type DatabaseTransaction = Transaction<Tables>;

export interface DatabaseOptions {
  /** Address for `pg`: of the supervisor's socket, or of a server of the organisation's own. */
  readonly url: string;
  /** Most connections at a time. */
  readonly maxConnections?: number;
  /** A statement that takes longer is ended by the server; in milliseconds. */
  readonly statementTimeoutMs?: number;
  /** Told of a connection that broke while idle, which the pool replaces by itself. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens a pool; nothing is connected before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'grundval-collector',
  });
  // Without a listener Node ends the process when the server restarts.
  pool.on('error', (error) => options.onIdleError?.(error));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
