import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fitsSocket, makeRunFolder, removeRunFolder } from '#agents/collector/postgres/run-folder.ts';

test('a folder is measured in bytes, of which å, ä and ö have two', () => {
  const room = 103 - '/grundval-XXXXXX/.s.PGSQL.5432'.length;
  expect(fitsSocket(`/${'a'.repeat(room - 1)}`)).toBe(true);
  expect(fitsSocket(`/${'a'.repeat(room)}`)).toBe(false);
  expect(fitsSocket(`/${'å'.repeat(Math.ceil(room / 2))}`)).toBe(false);
});

test('a temporary folder that is too long is passed over', async () => {
  const folder = await makeRunFolder(null, [`/tmp/${'x'.repeat(100)}`, tmpdir()]);
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(folder.startsWith(join(tmpdir(), 'grundval-'))).toBe(true);
});

test('where none fits the remedy is told', async () => {
  await expect(makeRunFolder(null, [`/tmp/${'x'.repeat(100)}`])).rejects.toMatchObject({
    code: 'collector/socket-folder',
    hint: expect.stringContaining('TMPDIR'),
  });
});

test('a run folder is removed with its socket, any other folder and other content stay', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'grundval-run-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  for (const name of ['grundval-left', 'grundval-notes', 'postgresql']) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, '.s.PGSQL.5432.lock'), '');
  }
  await writeFile(join(parent, 'grundval-notes', 'notes.txt'), '');
  for (const name of ['grundval-left', 'grundval-notes', 'postgresql', 'grundval-absent'])
    await removeRunFolder(join(parent, name));
  expect((await readdir(parent)).sort()).toEqual(['grundval-notes', 'postgresql']);
  expect(await readdir(join(parent, 'grundval-notes'))).toEqual(['notes.txt']);
  expect(await readdir(join(parent, 'postgresql'))).toEqual(['.s.PGSQL.5432.lock']);
});
