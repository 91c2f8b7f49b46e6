import { spawnSync } from 'node:child_process';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '#agents/client/state/lock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const now = () => new Date();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('the lock of the state folder', () => {
  it('lets one run at a time work, and is gone afterwards', async () => {
    const folder = await temporaryFolder();
    const inside = withLock(folder, now, async () => {
      expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
      await expect(withLock(folder, now, async () => 'second')).rejects.toMatchObject({
        code: 'state/busy',
        message: expect.stringContaining(`process ${process.pid}`),
      });
      return 'first';
    });
    expect(await inside).toBe('first');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is released when the work fails', async () => {
    const folder = await temporaryFolder();
    await expect(withLock(folder, now, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(await withLock(folder, now, async () => 'next')).toBe('next');
  });

  it('is taken over from a process that no longer lives', async () => {
    const folder = await temporaryFolder();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeFile(join(folder, 'lock'), String(pid));
    expect(await withLock(folder, now, async () => 'taken')).toBe('taken');
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['an hour old, whoever has the number now', String(process.ppid), 61],
    ['without a number and no longer being written', '', 1],
    ['of an earlier process with the number of this one', String(process.pid), 59],
  ])('is taken over where it is %s', async (_what, text, minutes) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'lock'), text);
    await utimes(join(folder, 'lock'), minutesAgo(minutes), minutesAgo(minutes));
    expect(await withLock(folder, now, async () => 'taken')).toBe('taken');
  });

  it.each([
    ['of a process that lives', String(process.ppid)],
    ['just being written', ''],
  ])('is respected where it is %s', async (_what, text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'lock'), text);
    await expect(withLock(folder, now, async () => 'taken')).rejects.toMatchObject({ code: 'state/busy' });
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(text);
  });

  it('makes the folder for its owner alone', async () => {
    const folder = join(await temporaryFolder(), 'new');
    expect(await withLock(folder, now, async () => 'made')).toBe('made');
  });
});
