import pg from 'pg';
import { GrundvalError } from '#model/error.ts';
import { migrations as ownMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

/** Oldest PostgreSQL whose SQL the tables are written in (`UNIQUE NULLS NOT DISTINCT`). */
const oldestServer = 15;

/** Number of the advisory lock, drawn once; nothing else in the database takes it. */
const lockNumber = 1_287_013_501;

/**
 * Brings a database up to this version of Grundval, all pending steps in one transaction. Replicas that start
 * at the same time wait for each other; a database that is up to date is left as it is.
 *
 * @returns names of the steps this call made
 * @throws {GrundvalError} `collector/database-newer` where a later Grundval has been here,
 *   `collector/database-too-old` where the server is below PostgreSQL 15
 */
export async function migrateDatabase(
  url: string,
  migrations: readonly Migration[] = ownMigrations,
): Promise<readonly string[]> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    await requireServer(client);
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockNumber]);
    const made = await migrateLocked(client, migrations);
    await client.query('COMMIT');
    await followCollation(client);
    return made;
  } finally {
    await client.end(); // what was not committed is rolled back
  }
}

async function requireServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) >= oldestServer) return;
  throw new GrundvalError(
    'collector/database-too-old',
    `The database server is PostgreSQL ${version}; Grundval needs ${oldestServer} or later.`,
    { hint: 'Upgrade the server, or leave out --database: Grundval brings a PostgreSQL of its own.' },
  );
}

async function migrateLocked(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
  const applied = new Set(rows.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new GrundvalError(
      'collector/database-newer',
      `The database has been used by a later Grundval: this one does not know ${unknown.sort().join(', ')}.`,
      {
        hint: 'Start the later version; there is no way back but a backup from before it.',
        details: { unknown },
      },
    );
  }
  const pending = migrations.filter(({ name }) => !applied.has(name));
  for (const { name, statements } of pending) {
    await client.query(statements);
    await client.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
  }
  return pending.map(({ name }) => name);
}

/** Builds indexes on names anew where the server's ICU sorts by other rules than those they were made by. */
async function followCollation(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT FROM pg_collation WHERE collname = 'swedish' AND collversion IS DISTINCT FROM pg_collation_actual_version(oid)`,
  );
  if (rows.length === 0) return;
  await client.query('REINDEX TABLE devices');
  await client.query('ALTER COLLATION swedish REFRESH VERSION');
}
