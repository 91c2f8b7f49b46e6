import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { watchFolder } from '#cli/start/watch-folder.ts';

it('tells a change in a folder below once, although it was written in several steps, and stops when told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-watch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'services'));
  const stop = new AbortController();
  const onChange = vi.fn(async () => undefined);
  const watching = watchFolder(folder, stop.signal, onChange);
  await vi.waitFor(async () => {
    await writeFile(join(folder, 'services', 'a.yaml'), String(Math.random()));
    await writeFile(join(folder, 'services', 'a.yaml'), String(Math.random()));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(onChange).toHaveBeenCalled();
  }, 10_000);
  expect(onChange.mock.calls.length).toBeLessThanOrEqual(2);
  stop.abort();
  await watching;
});
