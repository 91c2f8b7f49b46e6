import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readBase } from '#cli/check/read-base.ts';

const example = resolve(import.meta.dirname, '../../../examples/orkelljunga');
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A repository with the example in a folder of it, committed once. */
async function repository(): Promise<{
  readonly folder: string;
  readonly git: (...args: string[]) => string;
}> {
  const top = await mkdtemp(join(tmpdir(), 'grundval-base-test-'));
  folders.push(top);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', top, '-c', 'user.name=Prov', '-c', 'user.email=prov@example.org', ...args], {
      encoding: 'utf8',
    });
  git('init', '--quiet');
  const folder = join(top, 'kommunen');
  await cp(example, folder, { recursive: true });
  git('add', '.');
  git('commit', '--quiet', '--message', 'Först');
  return { folder, git };
}

describe('an earlier revision of a declaration', () => {
  it('is read as it was, whatever the folder and the index hold now', async () => {
    const { folder, git } = await repository();
    const path = join(folder, 'services/castor.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('name: Castor', 'name: Ett annat'));
    git('add', '.');
    const staged = git('diff', '--cached', '--stat');
    const { commit, read } = await readBase(folder, 'HEAD');
    expect(commit).toBe(git('rev-parse', 'HEAD').trim());
    if ('missing' in read) throw new Error(read.missing.en);
    expect(read.declaration.services.find(({ id }) => id === 'castor')?.name).toBe('Castor');
    expect(git('diff', '--cached', '--stat')).toBe(staged);
  });

  it('that had mistakes, or no declaration, is said to be nothing to compare with', async () => {
    const { folder, git } = await repository();
    await writeFile(join(folder, 'services/castor.yaml'), 'id: castor\n');
    git('commit', '--quiet', '--all', '--message', 'Trasig');
    const broken = git('rev-parse', 'HEAD').trim();
    git('rm', '-r', '--quiet', 'kommunen');
    git('commit', '--quiet', '--message', 'Borta');
    await cp(example, folder, { recursive: true });
    expect((await readBase(folder, broken)).read).toMatchObject({
      missing: { en: expect.stringContaining('had mistakes') },
    });
    expect((await readBase(folder, 'HEAD')).read).toMatchObject({
      missing: { en: 'The declaration was not there then.' },
    });
  });

  it('that nobody knows is refused, and so is a folder without history', async () => {
    const { folder } = await repository();
    await expect(readBase(folder, 'origin/main')).rejects.toMatchObject({ code: 'check/unknown-revision' });
    await expect(readBase(folder, '--output=/x')).rejects.toMatchObject({ code: 'check/unknown-revision' });
    const bare = await mkdtemp(join(tmpdir(), 'grundval-bare-'));
    folders.push(bare);
    await expect(readBase(bare, 'HEAD')).rejects.toMatchObject({ code: 'check/no-repository' });
  });
});
