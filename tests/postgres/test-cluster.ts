import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrl } from '#agents/collector/postgres/settings.ts';
import { type RunningPostgres, startPostgres } from '#agents/collector/postgres/supervisor.ts';
import { migrateDatabase } from '#agents/collector/store/migrate.ts';

/** Database that every test database is a copy of: all migrations applied, no rows but theirs. */
const templateDatabase = 'grundval_template';

/** Nothing of a test database outlives the run, so it need not survive a power cut. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
};

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The cluster of one test run. */
export interface TestCluster {
  /** Folder of its socket; the superuser `postgres` may log in there. */
  readonly socketFolder: string;
  /** Database to copy for a migrated one. */
  readonly template: string;
  stop(): Promise<void>;
}

/** Starts a cluster in a temporary folder and makes the template database in it. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'grundval-test-'));
  const remove = (): Promise<void> => rm(dataFolder, { recursive: true, force: true });
  try {
    const postgres = await startPostgres({ dataFolder, log: silent, settings });
    const stop = (): Promise<void> => postgres.stop().finally(remove);
    await makeTemplate(postgres).catch((error: unknown) => stop().then(() => Promise.reject(error)));
    return { socketFolder: postgres.socketFolder, template: templateDatabase, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeTemplate(postgres: RunningPostgres): Promise<void> {
  const client = new pg.Client(databaseUrl(postgres.socketFolder, 'postgres', 'postgres'));
  await client.connect();
  try {
    await client.query('ALTER ROLE grundval CREATEDB');
    await client.query(`CREATE DATABASE ${templateDatabase} OWNER grundval`);
  } finally {
    await client.end();
  }
  await migrateDatabase(databaseUrl(postgres.socketFolder, 'grundval', templateDatabase));
}
