import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { watchFolders } from '#cli/start/watch-folders.ts';

it('tells each change once, though it was written in several steps or the file was replaced, and stops when told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-watch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const services = join(folder, 'services');
  await mkdir(services);
  const stop = new AbortController();
  const onChange = vi.fn(async () => undefined);
  const watching = watchFolders([folder, services], stop.signal, onChange);
  const isTold = (times: number) => vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(times), 5_000);

  await writeFile(join(services, 'a.yaml'), 'one');
  await writeFile(join(services, 'a.yaml'), 'two');
  await isTold(1);
  await writeFile(join(services, 'a.new'), 'three');
  await rename(join(services, 'a.new'), join(services, 'a.yaml'));
  await isTold(2);
  await writeFile(join(services, 'a.yaml'), 'four');
  await isTold(3);
  await writeFile(join(folder, 'network.yaml'), 'one');
  await isTold(4);
  stop.abort();
  await watching;
});

it('goes on watching a folder that was removed and made anew, as a checkout does', {
  timeout: 30_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-watch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const services = join(folder, 'services');
  await mkdir(services);
  await writeFile(join(services, 'a.yaml'), 'one');
  const stop = new AbortController();
  let seen: readonly string[] = [];
  const watching = watchFolders([services], stop.signal, async () => {
    seen = await readdir(services).catch(() => []);
  });
  const sees = (names: readonly string[]) =>
    vi.waitFor(() => expect(seen).toEqual(names), { timeout: 10_000 });

  await writeFile(join(services, 'b.yaml'), 'one');
  await sees(['a.yaml', 'b.yaml']);
  await rm(services, { recursive: true });
  await sees([]);
  await mkdir(services);
  await writeFile(join(services, 'c.yaml'), 'one');
  await sees(['c.yaml']);
  await writeFile(join(services, 'd.yaml'), 'one');
  await sees(['c.yaml', 'd.yaml']);
  stop.abort();
  await watching;
});

it('says when a folder cannot be watched', async () => {
  await expect(
    watchFolders(
      [join(tmpdir(), 'there-is-no-such-folder')],
      new AbortController().signal,
      async () => undefined,
    ),
  ).rejects.toMatchObject({ code: 'ENOENT' });
});
