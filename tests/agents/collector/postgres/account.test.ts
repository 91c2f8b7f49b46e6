import { expect, test } from 'vitest';
import { chooseAccount } from '#agents/collector/postgres/account.ts';

const postgres = { name: 'postgres', uid: 101, gid: 104 };
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
const lookUp =
  (...accounts: readonly { readonly name: string; readonly uid: number; readonly gid: number }[]) =>
  async (name: string) =>
    accounts.find((account) => account.name === name) ?? null;

test('a normal user runs the server itself, and only on a database of its own', async () => {
  expect(await chooseAccount(1000, null, lookUp(postgres))).toBeNull();
  expect(await chooseAccount(1000, 1000, lookUp(postgres))).toBeNull();
  await expect(chooseAccount(1000, 101, lookUp(postgres))).rejects.toMatchObject({
    code: 'collector/data-folder-foreign',
  });
});

test('root changes to postgres, or to nobody where there is none', async () => {
  expect(await chooseAccount(0, null, lookUp(postgres, nobody))).toEqual(postgres);
  expect(await chooseAccount(0, null, lookUp(nobody))).toEqual(nobody);
  await expect(chooseAccount(0, null, lookUp())).rejects.toMatchObject({
    code: 'collector/postgres-account',
  });
});

test('a database of nobody stays with nobody when a user postgres arrives later', async () => {
  expect(await chooseAccount(0, nobody.uid, lookUp(postgres, nobody))).toEqual(nobody);
});

test("root does not take a person's database over", async () => {
  await expect(chooseAccount(0, 1000, lookUp(postgres, nobody))).rejects.toMatchObject({
    code: 'collector/data-folder-foreign',
    message: 'The database belongs to user 1000, and Grundval would run it as postgres (user 101).',
  });
});
