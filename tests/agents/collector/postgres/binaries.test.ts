import { chmod, mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findBinaries, readPackage } from '#agents/collector/postgres/binaries.ts';

const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];

/** A package as npm unpacks it where install scripts are skipped, without execute bits. */
async function unpackBarePackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-package-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'native', 'bin'), { recursive: true });
  await mkdir(join(folder, 'native', 'lib'));
  await writeFile(join(folder, 'package.json'), '{ "version": "18.4.0" }');
  await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), '');
  for (const name of ['initdb', 'postgres'])
    await writeFile(join(folder, 'native', 'bin', name), '', { mode: 0o644 });
  return folder;
}

test('skipped install scripts are made good: library links and execute bits', async () => {
  const folder = await unpackBarePackage();
  const { postgres, initdb, version } = await readPackage(folder);
  expect(version).toBe('18.4.0');
  expect(await readlink(join(folder, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  for (const program of [postgres, initdb]) expect((await stat(program)).mode & 0o777).toBe(0o755);
  await expect(readPackage(folder)).resolves.toMatchObject({ postgres });
});

test('a program that is missing is named with the remedy', async () => {
  const folder = await unpackBarePackage();
  await rm(join(folder, 'native', 'bin', 'postgres'));
  await expect(readPackage(folder)).rejects.toMatchObject({
    code: 'collector/postgres-binaries',
    hint: 'Remove node_modules and run npm install again.',
  });
});

const root = process.geteuid?.() === 0;
test.skipIf(root)(
  'links that cannot be made are told with the command that makes them (not as root)',
  async () => {
    const folder = await unpackBarePackage();
    await chmod(join(folder, 'native', 'lib'), 0o555);
    await expect(readPackage(folder)).rejects.toMatchObject({
      code: 'collector/postgres-binaries',
      hint: expect.stringContaining('npm rebuild --ignore-scripts=false'),
    });
    await chmod(join(folder, 'native', 'lib'), 0o755);
  },
);

test.each([
  ['win32', 'x64'],
  ['linux', 'riscv64'],
  ['freebsd', 'x64'],
] as const)('%s on %s is told to use a server of its own', async (platform, architecture) => {
  await expect(findBinaries(platform, architecture)).rejects.toMatchObject({
    code: 'collector/postgres-platform',
    hint: expect.stringContaining('--database postgres://'),
  });
});
