import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createFileStore, outputPath } from '#runbooks/engine/output/file-store.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a whole output is kept compressed, with the hash of the text', async () => {
  const folder = await temporaryFolder();
  const sink = await createFileStore(folder).open('gis-app-1', 'upgrade');
  const lines = Array.from({ length: 20_000 }, (_, at) => `Packar upp språk ${at} …\n`);
  for (const text of lines) await sink.write({ stream: 'stdout', text });
  await sink.write({ stream: 'stderr', text: 'E: slut på plats\n\n' });
  const { sha256, last } = await sink.close();
  const path = join(folder, outputPath('gis-app-1', 'upgrade'));
  const kept = gunzipSync(await readFile(path));
  expect(kept.toString()).toBe(`${lines.join('')}E: slut på plats\n\n`);
  expect(sha256).toBe(createHash('sha256').update(kept).digest('hex'));
  expect(last).toBe('E: slut på plats');
  expect((await stat(path)).mode & 0o077).toBe(0);
});

test('a step that said nothing has no file and no hash', async () => {
  const sink = await createFileStore(await temporaryFolder()).open('a', 'b');
  expect(await sink.close()).toEqual({ sha256: null, last: '' });
});

test('a step that is followed anew has its output once', async () => {
  const folder = await temporaryFolder();
  for (const text of ['först, längre än det andra\n', 'sedan\n']) {
    const sink = await createFileStore(folder).open('a', 'b');
    await sink.write({ stream: 'stdout', text });
    await sink.close();
  }
  expect(gunzipSync(await readFile(join(folder, outputPath('a', 'b')))).toString()).toBe('sedan\n');
});

test('steps whose names no file system takes are kept apart, within the folder', async () => {
  const names = ['../../etc/passwd', '..', 'a/b', 'a b', 'a-b', 'å'.repeat(300)];
  const paths = names.map((name) => outputPath('h', name));
  expect(new Set(paths).size).toBe(names.length);
  for (const path of paths) expect(path).toMatch(/^h\/[A-Za-z0-9_-][A-Za-z0-9._~#-]{0,110}$/);
});

test('a folder that cannot be written is told by the write', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), 'a file where the folder of the host should be');
  const sink = await createFileStore(folder).open('a', 'b');
  await expect(async () => sink.write({ stream: 'stdout', text: 'x' })).rejects.toThrow(/EEXIST|ENOTDIR/);
});
