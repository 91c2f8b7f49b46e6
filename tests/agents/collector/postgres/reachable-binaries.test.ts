import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { binariesIn } from '#agents/collector/postgres/binaries.ts';
import { reachableBinaries } from '#agents/collector/postgres/reachable-binaries.ts';

const stranger = { name: 'postgres', uid: 2 ** 31 - 9, gid: 2 ** 31 - 9 };

/** A PostgreSQL in a folder of the given mode, as in a clone below /root, and an empty cache. */
async function install(mode: number) {
  const root = await mkdtemp(join(tmpdir(), 'grundval-reach-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await chmod(root, 0o755);
  const installed = binariesIn(join(root, 'clone', 'native'), '18.4.0');
  await mkdir(dirname(installed.postgres), { recursive: true });
  for (const program of [installed.postgres, installed.initdb]) {
    await writeFile(program, '#!/bin/sh\n');
    await chmod(program, 0o755);
  }
  await symlink('libpq.so.5.18', join(installed.folder, 'libpq.so'));
  await chmod(join(root, 'clone'), mode);
  return { installed, cache: join(root, 'cache') };
}

test('programs that the account reaches are used where they are', async () => {
  const { installed, cache } = await install(0o755);
  expect(await reachableBinaries(installed, stranger, cache)).toBe(installed);
});

test('programs in a closed folder are copied once, links as links', async () => {
  const { installed, cache } = await install(0o700);
  const copy = await reachableBinaries(installed, stranger, cache);
  expect(copy.folder).toBe(join(cache, 'postgresql-18.4.0'));
  const made = await stat(copy.postgres);
  expect(await reachableBinaries(installed, stranger, cache)).toEqual(copy);
  expect((await stat(copy.postgres)).ino).toBe(made.ino);
  expect(await readdir(cache)).toEqual(['postgresql-18.4.0']);
});

test('where no copy can be made the closed folder and the remedies are named', async () => {
  const { installed } = await install(0o700);
  const barrier = dirname(installed.folder);
  await expect(reachableBinaries(installed, stranger, '/dev/null/cache')).rejects.toMatchObject({
    code: 'collector/postgres-unreachable',
    message: expect.stringContaining(`may not pass ${barrier}`),
    hint: expect.stringContaining(`chmod o+x ${barrier}`),
  });
});
