import pg from 'pg';
import { applicationDatabase, applicationRole, databaseUrl } from './settings.ts';

/** What a new server was asked. */
export interface Prepared {
  /** Version of the server: `18.4`. */
  readonly version: string;
  /** The database's order was made by another ICU than this server's, and its indexes were built anew. */
  readonly reindexed: boolean;
}

/**
 * Makes the product's role and database where they are lacking, and builds the indexes anew where ICU has
 * changed with the binaries, for text sorted by the old rules would not be found by the new ones.
 *
 * @param socketFolder of a server that takes connections
 */
export async function prepareDatabase(socketFolder: string): Promise<Prepared> {
  return withClient(socketFolder, 'postgres', async (client) => {
    const { rows } = await client.query<{ version: string; role: boolean; outdated: boolean | null }>(
      `SELECT current_setting('server_version') AS version,
              EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              (SELECT datcollversion IS DISTINCT FROM pg_database_collation_actual_version(oid)
                 FROM pg_database WHERE datname = $2) AS outdated`,
      [applicationRole, applicationDatabase],
    );
    const [found] = rows;
    if (found === undefined) throw new Error('PostgreSQL answered without a row');
    if (!found.role) await client.query(`CREATE ROLE ${applicationRole} LOGIN`);
    if (found.outdated === null) {
      await client.query(`CREATE DATABASE ${applicationDatabase} OWNER ${applicationRole}`);
    } else if (found.outdated) {
      await reindex(socketFolder);
      await client.query('ALTER DATABASE postgres REFRESH COLLATION VERSION');
    }
    return { version: found.version, reindexed: found.outdated === true };
  });
}

const reindex = (socketFolder: string): Promise<void> =>
  withClient(socketFolder, applicationDatabase, async (client) => {
    await client.query(`REINDEX DATABASE ${applicationDatabase}`);
    await client.query(`ALTER DATABASE ${applicationDatabase} REFRESH COLLATION VERSION`);
  });

async function withClient<Result>(
  socketFolder: string,
  database: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl(socketFolder, 'postgres', database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
