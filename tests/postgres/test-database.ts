import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from '#agents/collector/postgres/settings.ts';
import type { DoorAnswer } from './global-setup.ts';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** Address for `pg`, as the role that owns it and that the collector uses. */
  readonly url: string;
  /** Ends its sessions and removes it. Close your own pool first, or it sees its connections broken. */
  drop(): Promise<void>;
}

/**
 * Makes a database in the run's cluster: with all migrations applied, or empty where the migrations
 * themselves are under test.
 *
 * @example
 * const database = await openTestDatabase();
 * afterAll(() => database.drop());
 */
export async function openTestDatabase(content: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const { socketFolder, template } = await askForCluster();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const source = content === 'migrated' ? template : 'template1';
  await ask(socketFolder, `CREATE DATABASE ${name} TEMPLATE ${source} OWNER grundval`);
  return {
    url: databaseUrl(socketFolder, 'grundval', name),
    drop: () => ask(socketFolder, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function askForCluster(): Promise<Exclude<DoorAnswer, { readonly error: string }>> {
  const socket = connect(inject('postgresDoor'));
  const answer: DoorAnswer = JSON.parse(await text(socket));
  if ('error' in answer) throw new Error(`the test cluster did not start: ${answer.error}`);
  return answer;
}

async function ask(socketFolder: string, statement: string): Promise<void> {
  const client = new pg.Client(databaseUrl(socketFolder, 'postgres', 'postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
