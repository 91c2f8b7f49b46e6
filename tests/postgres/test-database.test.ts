import pg from 'pg';
import { expect, test } from 'vitest';
import { openTestDatabase } from './test-database.ts';

async function ask(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test('two test databases share a cluster and see nothing of each other', async () => {
  const [one, other] = await Promise.all([openTestDatabase('empty'), openTestDatabase('empty')]);
  await ask(one.url, 'CREATE TABLE mark (n int)');
  expect(await ask(one.url, "SELECT to_regclass('mark')::text AS found")).toEqual([{ found: 'mark' }]);
  expect(await ask(other.url, "SELECT to_regclass('mark')::text AS found")).toEqual([{ found: null }]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
});

test('a test database sorts as the product does and belongs to a role that is no superuser', async () => {
  const database = await openTestDatabase();
  const [row] = await ask(
    database.url,
    `SELECT string_agg(x, ' ' ORDER BY x) AS sorted, current_setting('is_superuser') AS superuser
       FROM unnest(ARRAY['Örebro', 'Åre', 'Älvdalen', 'Zinkgruvan', 'Arboga']) AS x`,
  );
  expect(row).toEqual({ sorted: 'Arboga Zinkgruvan Åre Älvdalen Örebro', superuser: 'off' });
  await database.drop();
});
