import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '#agents/collector/postgres/lock.ts';
import { readProcess } from '#agents/collector/postgres/process-table.ts';

async function temporaryLock(): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { folder, path: join(folder, 'lock') };
}

test('of many starts at once exactly one gets the folder', async () => {
  const { folder, path } = await temporaryLock();
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(path, folder)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['lock']);
});

test('a folder that was given back is free', async () => {
  const { folder, path } = await temporaryLock();
  const unlock = await lockFolder(path, folder);
  await unlock();
  expect(await readdir(folder)).toEqual([]);
  await expect(lockFolder(path, folder)).resolves.toBeTypeOf('function');
});

test('the lock of a process that lives is respected, that of one that ended is taken over', async () => {
  const { folder, path } = await temporaryLock();
  const other = spawn('sleep', ['600'], { stdio: 'ignore' });
  const facts = await readProcess(other.pid ?? 0);
  await writeFile(path, JSON.stringify({ schemaVersion: 1, pid: other.pid, startedAt: facts?.startedAt }));
  await expect(lockFolder(path, folder)).rejects.toMatchObject({
    code: 'collector/data-folder-in-use',
    details: { pid: other.pid },
  });
  other.kill('SIGKILL');
  await once(other, 'exit');
  await lockFolder(path, folder);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid });
});

test('a number that another process has by now holds nothing', async () => {
  const { folder, path } = await temporaryLock();
  await writeFile(path, JSON.stringify({ schemaVersion: 1, pid: process.pid, startedAt: 'earlier' }));
  await expect(lockFolder(path, folder)).resolves.toBeTypeOf('function');
});

test.each(['', '{', '{"pid":-1}', '[]'])('a lock that reads %j holds nothing', async (content) => {
  const { folder, path } = await temporaryLock();
  await writeFile(path, content);
  await expect(lockFolder(path, folder)).resolves.toBeTypeOf('function');
  expect(await readdir(folder)).toEqual(['lock']);
});
