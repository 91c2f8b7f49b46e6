import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJsonFile, readRebuildable, writeFileAtomically } from '#agents/client/state/atomic-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const Schema = z.strictObject({ count: z.int() });

describe('a file of the state folder', () => {
  it('is replaced whole and leaves nothing beside it', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file.json');
    await writeFileAtomically(path, '{"count":1}');
    await writeFileAtomically(path, '{"count":2}');
    expect(await readFile(path, 'utf8')).toBe('{"count":2}');
    expect(await readdir(folder)).toEqual(['file.json']);
  });

  it('says in one sentence why it cannot be written', async () => {
    await expect(writeFileAtomically('/proc/grundval/file.json', '')).rejects.toMatchObject({
      code: 'state/unwritable',
      message: expect.stringMatching(/^Cannot write \/proc\/grundval\/file\.json: .+\.$/),
    });
  });

  it('is null where there is none', async () => {
    expect(await readJsonFile(join(await temporaryFolder(), 'none.json'), Schema)).toBeNull();
  });

  it.each(['', '{', 'null', '{"count":"1"}', '{"count":1,"more":2}'])(
    'is refused as damaged when it holds %j',
    async (text) => {
      const path = join(await temporaryFolder(), 'file.json');
      await writeFile(path, text);
      await expect(readJsonFile(path, Schema)).rejects.toMatchObject({
        code: 'state/damaged',
        hint: `Remove ${path} and run again.`,
      });
    },
  );

  it('is told and made anew where the next run can', async () => {
    const path = join(await temporaryFolder(), 'file.json');
    await writeFile(path, 'half a fi');
    const warnings: string[] = [];
    expect(await readRebuildable(path, Schema, (sentence) => warnings.push(sentence))).toBeNull();
    expect(warnings).toEqual([expect.stringContaining(`${path} is damaged`)]);
  });
});
