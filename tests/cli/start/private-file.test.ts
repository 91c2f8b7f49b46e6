import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writePrivateFile } from '#cli/start/private-file.ts';

it('writes a file that only its owner may read, over an older one too, and leaves no draft', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-private-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'ready.json');
  await writePrivateFile(path, { url: 'http://127.0.0.1:1/' });
  await writePrivateFile(path, { url: 'http://127.0.0.1:2/' });
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ url: 'http://127.0.0.1:2/' });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['ready.json']);
});

it('tells which file cannot be written', async () => {
  const path = join(tmpdir(), 'there-is-no-such-folder', 'ready.json');
  await expect(writePrivateFile(path, {})).rejects.toMatchObject({
    code: 'start/unwritable-file',
    message: `Cannot write ${path}: there is no such folder.`,
    hint: expect.any(String),
  });
});
