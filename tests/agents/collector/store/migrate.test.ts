import { readdirSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrateDatabase } from '#agents/collector/store/migrate.ts';
import { migrations } from '#agents/collector/store/migrations/index.ts';
import { openTestDatabase } from '../../../postgres/test-database.ts';

const names = migrations.map(({ name }) => name);

async function openDatabase(content: 'migrated' | 'empty') {
  const database = await openTestDatabase(content);
  const client = new pg.Client(database.url);
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await database.drop();
  });
  const ask = async (text: string): Promise<readonly unknown[]> => (await client.query(text)).rows;
  return { url: database.url, ask };
}

describe('migrations', () => {
  it('stand in one file each, listed in their order', () => {
    const folder = new URL('../../../../agents/collector/store/migrations/', import.meta.url);
    const files = readdirSync(folder).filter((file) => /^\d/.test(file));
    expect(names).toEqual(files.sort().map((file) => file.replace('.ts', '')));
  });

  it('bring an empty database up to date once, and leave it alone the second time', async () => {
    const { url } = await openDatabase('empty');
    expect(await migrateDatabase(url)).toEqual(names);
    expect(await migrateDatabase(url)).toEqual([]);
  });

  it('are made by one of two collectors that start at the same moment', async () => {
    const { url, ask } = await openDatabase('empty');
    const made = await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);
    expect(made.flat()).toEqual(names);
    expect(await ask('SELECT name FROM migrations ORDER BY name')).toHaveLength(names.length);
  });

  it('leave nothing of a step that fails', async () => {
    const { url, ask } = await openDatabase('empty');
    const broken = { name: '9999-broken', statements: 'CREATE TABLE half (n int); SELECT 1/0;' };
    await expect(migrateDatabase(url, [...migrations, broken])).rejects.toThrow('division by zero');
    expect(await ask("SELECT to_regclass('half') AS half, to_regclass('devices') AS devices")).toEqual([
      { half: null, devices: null },
    ]);
  });

  it('refuse a database that a later Grundval has used', async () => {
    const { url, ask } = await openDatabase('migrated');
    await ask("INSERT INTO migrations (name) VALUES ('9999-later')");
    await expect(migrateDatabase(url)).rejects.toMatchObject({ code: 'collector/database-newer' });
  });

  it('give every table a key that begins with the tenant', async () => {
    const { ask } = await openDatabase('migrated');
    const keys = await ask(`
      SELECT c.relname AS table, a.attname AS first
        FROM pg_class c
        JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`);
    const others = keys.filter((key) => (key as { first: string }).first !== 'tenant');
    expect(others).toEqual([
      { table: 'migrations', first: 'name' },
      { table: 'tenants', first: 'id' },
    ]);
    expect(keys.length).toBeGreaterThan(15);
  });

  it('let evidence be added and never be changed', async () => {
    const { ask } = await openDatabase('migrated');
    await ask(`INSERT INTO look_ups (tenant, id, at, viewer_id, subject_kind, subject_id, fields)
               VALUES ('a', gen_random_uuid(), now(), 'v', 'device', 'd', '{serial}')`);
    await expect(ask("UPDATE look_ups SET viewer_id = 'x'")).rejects.toThrow('append-only');
    await expect(ask('DELETE FROM look_ups')).rejects.toThrow('append-only');
  });
});
