import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  generateIdentity,
  publicKeyText,
  readIdentity,
  writeIdentity,
} from '#agents/client/state/identity.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folderWithKey = async () => {
  const folder = join(await temporaryFolder(), 'state');
  const key = generateIdentity();
  await writeIdentity(folder, key);
  return { folder, key, path: join(folder, 'device-key.pem') };
};

describe('the device key', () => {
  it('is kept for its owner alone: file 0600, folder 0700', async () => {
    const { folder, path } = await folderWithKey();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('is the same key when it is read again', async () => {
    const { folder, key } = await folderWithKey();
    const again = await readIdentity(folder);
    expect(again === null ? null : publicKeyText(again)).toBe(publicKeyText(key));
  });

  it('is null where none has been made', async () => {
    expect(await readIdentity(await temporaryFolder())).toBeNull();
  });

  it.each([0o644, 0o640, 0o602])('is refused where others can use it (mode %o)', async (mode) => {
    const { folder, path } = await folderWithKey();
    await chmod(path, mode);
    await expect(readIdentity(folder)).rejects.toMatchObject({
      code: 'identity/exposed',
      message: `The device key ${path} can be read by others (mode ${mode.toString(8)}, expected 600).`,
      hint: expect.stringContaining(`chmod 600 ${path}`),
    });
  });

  it('is refused where others can replace it', async () => {
    const { folder } = await folderWithKey();
    await chmod(folder, 0o777);
    await expect(readIdentity(folder)).rejects.toMatchObject({
      code: 'identity/exposed',
      hint: `chmod 700 ${folder}`,
    });
  });

  it.each([
    ['text', 'not a key'],
    ['an empty file', ''],
  ])('is refused where it is %s', async (_what, text) => {
    const { folder, path } = await folderWithKey();
    await writeFile(path, text);
    await expect(readIdentity(folder)).rejects.toMatchObject({ code: 'identity/unreadable' });
  });
});
