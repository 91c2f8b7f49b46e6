import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createFileStore, outputPath } from '#runbooks/engine/output/file-store.ts';
import type { OutputSummary } from '#runbooks/engine/output/output-store.ts';

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
  const path = join(folder, outputPath('gis-app-1', 'upgrade', String(sha256)));
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
  const dying = await createFileStore(folder).open('a', 'b');
  await dying.write({ stream: 'stdout', text: 'påbörjad, längre än det som kom till slut\n' });
  for (const _ of [1, 2]) {
    const sink = await createFileStore(folder).open('a', 'b');
    await sink.write({ stream: 'stdout', text: 'klar\n' });
    await sink.close();
  }
  expect(await readdir(join(folder, 'a'))).toHaveLength(1);
});

test('each attempt of a step keeps its output, found by its hash', async () => {
  const folder = await temporaryFolder();
  const texts = ['först, längre än det andra\n', 'sedan\n'];
  for (const text of texts) {
    const sink = await createFileStore(folder).open('a', 'b');
    await sink.write({ stream: 'stdout', text });
    await sink.close();
  }
  for (const text of texts) {
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(gunzipSync(await readFile(join(folder, outputPath('a', 'b', sha256)))).toString()).toBe(text);
  }
});

test('a run that has kept as much as it may keeps no more, says so in what is cut, and tells once', async () => {
  const folder = await temporaryFolder();
  const told: number[] = [];
  const options = { mostBytes: 64 * 1024, onFull: (bytes: number) => void told.push(bytes) };
  const store = createFileStore(folder, options);
  const noise = () => `${randomBytes(24 * 1024).toString('base64')}\n`;
  const [first, second] = [await store.open('a', 'stor'), await store.open('b', 'liten')];
  for (let at = 0; at < 20; at += 1) await first.write({ stream: 'stdout', text: noise() });
  await second.write({ stream: 'stdout', text: 'klar\n' });
  const [cut, after] = [await first.close(), await second.close()];
  const textOf = async (host: string, step: string, { sha256 }: OutputSummary) =>
    gunzipSync(await readFile(join(folder, outputPath(host, step, String(sha256))))).toString();
  expect(await textOf('a', 'stor', cut)).toMatch(/\n\[the outputs of this run have reached 0 MiB: .*\]\n$/);
  expect(await textOf('b', 'liten', after)).toMatch(/^\[the outputs of this run have reached/);
  // What a person is told of a step is not cut.
  expect(after.last).toBe('klar');
  const later = await createFileStore(folder, options).open('c', 'sedan');
  await later.write({ stream: 'stdout', text: 'x\n' });
  expect(await textOf('c', 'sedan', await later.close())).toMatch(/^\[/);
  expect(told).toEqual([65_536, 65_536]);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => stat(join(file.parentPath, file.name))),
  );
  // A compressor holds a little back.
  expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(64 * 1024 + 96 * 1024);
});

test('steps whose names no file system takes are kept apart, within the folder', async () => {
  const names = ['../../etc/passwd', '..', 'a/b', 'a b', 'a-b', 'å'.repeat(300)];
  const paths = names.map((name) => outputPath('h', name, '0'.repeat(64)));
  expect(new Set(paths).size).toBe(names.length);
  for (const path of paths) expect(path).toMatch(/^h\/[A-Za-z0-9_-][A-Za-z0-9._~#-]{0,127}$/);
});

test('a folder that cannot be written is told by the write, of a short text at its end', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), 'a file where the folder of the host should be');
  const long = await createFileStore(folder).open('a', 'b');
  const text = 'x'.repeat(100_000);
  await expect(async () => long.write({ stream: 'stdout', text })).rejects.toThrow(/EEXIST|ENOTDIR/);
  const short = await createFileStore(folder).open('a', 'b');
  await short.write({ stream: 'stdout', text: 'x' });
  await expect(short.close()).rejects.toThrow(/EEXIST|ENOTDIR/);
});
