import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../bin', import.meta.url));

/** A project with the launchers alone, asked by a Node that says it is an older one. */
async function launchWithOldNode(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const root = await mkdtemp(join(tmpdir(), 'grundval-launch-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(bin, join(root, 'bin'), { recursive: true });
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  const old = join(root, 'old-node.cjs');
  await writeFile(
    old,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });",
  );
  const launch = () =>
    spawnSync(process.execPath, ['--require', old, join(root, 'bin/grundval'), ...words], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', ...env },
    });
  return { root, launch };
}

describe('the launcher on a Node that is too old', () => {
  it.each([
    [['--lang', 'sv'], {}, /^grundval: Grundval behöver Node 24; .*20\.20\.2.*\n {2}Gör så här: npm install/],
    [['--lang=sv'], { LANG: 'C' }, /Gör så här/],
    [[], { LANG: 'sv_SE.UTF-8' }, /Gör så här/],
    [
      ['check', '--lang', 'en'],
      { LANG: 'sv_SE.UTF-8' },
      /^grundval: Grundval needs Node 24; .*\n {2}Try: npm/,
    ],
    [[], {}, /Try: npm install/],
  ] as const)('says with %j and %j what to do, and exits with 2', async (words, env, sentence) => {
    const { launch } = await launchWithOldNode(words, env);
    const { status, stderr, stdout } = launch();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  it.skipIf(process.platform === 'win32')(
    "hands over to the project's own Node, with the same words and exit status (not on Windows)",
    async () => {
      const { root, launch } = await launchWithOldNode(['check', 'a b']);
      const own = join(root, 'node_modules/node/bin');
      await mkdir(own, { recursive: true });
      await writeFile(join(own, 'node'), '#!/bin/sh\nshift\nprintf "%s|" "$@"\nexit 7\n', { mode: 0o755 });
      expect(launch()).toMatchObject({ status: 7, stdout: 'check|a b|' });
    },
  );

  it.skipIf(process.platform === 'win32')(
    "says so where the project's own Node cannot be run (not on Windows)",
    async () => {
      const { root, launch } = await launchWithOldNode([]);
      const own = join(root, 'node_modules/node/bin');
      await mkdir(own, { recursive: true });
      await writeFile(join(own, 'node'), '');
      const { status, stderr } = launch();
      expect(status).toBe(2);
      expect(stderr).toMatch(/Could not start the project's own Node .*\n {2}Try: npm rebuild node/);
    },
  );
});
