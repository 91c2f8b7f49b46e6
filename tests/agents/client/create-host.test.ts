import { chmod, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHost } from '#agents/client/create-host.ts';
import { temporaryFolder } from './temporary-folder.ts';

const host = createHost();
const isRoot = process.getuid?.() === 0;
const posix = describe.skipIf(process.platform === 'win32');

describe('files', () => {
  it('are read as UTF-8', async () => {
    const path = join(await temporaryFolder(), 'räksmörgås');
    await writeFile(path, 'Åsa Öberg\n');
    expect(await host.readText(path)).toBe('Åsa Öberg\n');
    expect(await host.readTextIfPresent(path)).toBe('Åsa Öberg\n');
  });

  it('that are missing are unsupported, with the path in the reason', async () => {
    const path = join(await temporaryFolder(), 'none');
    await expect(host.readText(path)).rejects.toMatchObject({
      name: 'SourceError',
      status: 'unsupported',
      message: `${path}: there is no such file`,
    });
    expect(await host.readTextIfPresent(path)).toBeNull();
    expect(await host.status(path)).toBeNull();
    expect(await host.readLink(path)).toBeNull();
    expect(await host.list(path)).toEqual([]);
  });

  it('below a file are missing too', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    expect(await host.readTextIfPresent(join(file, 'below'))).toBeNull();
    expect(await host.list(file)).toEqual([]);
  });

  it('that are folders are denied, not absent', async () => {
    const folder = await temporaryFolder();
    await expect(host.readText(folder)).rejects.toMatchObject({ status: 'denied' });
    await expect(host.readTextIfPresent(folder)).rejects.toMatchObject({ status: 'denied' });
  });

  it.skipIf(isRoot || process.platform === 'win32')(
    'that may not be read are denied (not as root, who may read all)',
    async () => {
      const path = join(await temporaryFolder(), 'secret');
      await writeFile(path, 'x');
      await chmod(path, 0);
      const denied = { status: 'denied', message: `${path}: permission denied` };
      await expect(host.readText(path)).rejects.toMatchObject(denied);
      await expect(host.readTextIfPresent(path)).rejects.toMatchObject(denied);
    },
  );

  it('tell their size, time and kind', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file');
    await writeFile(path, 'åäö');
    await utimes(path, new Date('2026-11-24T12:00:00Z'), new Date('2026-11-24T12:00:00Z'));
    expect(await host.status(path)).toEqual({
      modifiedAt: new Date('2026-11-24T12:00:00Z'),
      sizeBytes: 6,
      isDirectory: false,
    });
    expect((await host.status(folder))?.isDirectory).toBe(true);
  });

  it('are listed sorted, whatever the order on disk', async () => {
    const folder = await temporaryFolder();
    for (const name of ['sdb', 'nvme0n1', 'sda']) await mkdir(join(folder, name));
    expect(await host.list(folder)).toEqual(['nvme0n1', 'sda', 'sdb']);
  });

  it('give the target of a link, and null where they are none', async () => {
    const folder = await temporaryFolder();
    await symlink('../devices/virtual/net/lo', join(folder, 'lo'));
    await writeFile(join(folder, 'plain'), '');
    expect(await host.readLink(join(folder, 'lo'))).toBe('../devices/virtual/net/lo');
    expect(await host.readLink(join(folder, 'plain'))).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')(
    'in /proc that belong to nobody any more are unsupported',
    async () => {
      await expect(host.readText('/proc/4194305/status')).rejects.toMatchObject({ status: 'unsupported' });
    },
  );
});

describe('capacity', () => {
  it('has a size and a whole share of what is in use', async () => {
    const capacity = await host.capacity(await temporaryFolder());
    expect(capacity?.sizeBytes).toBeGreaterThan(0);
    expect(capacity?.usedPercent).toSatisfy((share: number) => Number.isInteger(share) && share <= 100);
  });

  it('is null where it cannot be read', async () => {
    expect(await host.capacity('/no/such/mount')).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')('is null where a file system has no blocks', async () => {
    expect(await host.capacity('/proc')).toBeNull();
  });
});

posix('commands', () => {
  const node = process.execPath;

  it('run without a shell: what looks like one is only text', async () => {
    const { stdout } = await host.run('echo', ['$(id)', '; ls', '"å"'], { timeoutSeconds: 10 });
    expect(stdout).toBe('$(id) ; ls "å"\n');
  });

  it('have an environment of their own', async () => {
    const { stdout } = await host.run('env', [], { timeoutSeconds: 10 });
    const names = stdout.trimEnd().split('\n').sort();
    expect(names).toEqual(['LC_ALL=C', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin']);
  });

  it('start in the root folder and read nothing from us', async () => {
    expect((await host.run('pwd', [], { timeoutSeconds: 10 })).stdout).toBe('/\n');
    expect((await host.run('cat', [], { timeoutSeconds: 10 })).stdout).toBe('');
  });

  it('that do not exist are unsupported', async () => {
    await expect(host.run('no-such-program', [], { timeoutSeconds: 10 })).rejects.toMatchObject({
      status: 'unsupported',
      message: 'no-such-program: there is no such program',
    });
  });

  it.skipIf(isRoot)('that may not be run are denied (not as root)', async () => {
    const path = join(await temporaryFolder(), 'program');
    await writeFile(path, '#!/bin/sh\n');
    await chmod(path, 0o600);
    await expect(host.run(path, [], { timeoutSeconds: 10 })).rejects.toMatchObject({ status: 'denied' });
  });

  it('that fail are denied, with the last line of what they complained about', async () => {
    const fail = ['-e', 'console.error("first\\nlast line"); process.exit(3)'];
    await expect(host.run(node, fail, { timeoutSeconds: 10 })).rejects.toMatchObject({
      status: 'denied',
      message: `${node}: ended with 3: last line`,
    });
  });

  it('answer by an exit code that the caller expects', async () => {
    const answer = ['-e', 'console.log("two updates"); process.exit(100)'];
    const output = await host.run(node, answer, { timeoutSeconds: 10, exitCodes: [0, 100] });
    expect(output).toEqual({ exitCode: 100, stdout: 'two updates\n', stderr: '' });
  });

  it('that end by a signal are denied, whatever codes are expected', async () => {
    const kill = ['-e', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60000)'];
    await expect(host.run(node, kill, { timeoutSeconds: 10 })).rejects.toMatchObject({
      status: 'denied',
      message: `${node}: ended by SIGTERM`,
    });
  });

  it('that print more than is wanted are stopped', async () => {
    const options = { timeoutSeconds: 10, maximumBytes: 1000 };
    await expect(host.run('yes', [], options)).rejects.toMatchObject({
      status: 'denied',
      message: 'yes: more than 1000 bytes of output',
    });
  });

  it.skipIf(process.platform !== 'linux')('that hang are killed with their children', async () => {
    const pids = join(await temporaryFolder(), 'pids');
    const script = 'sleep 60 & echo $$ $! > "$1"; wait';
    await expect(host.run('sh', ['-c', script, 'sh', pids], { timeoutSeconds: 0.5 })).rejects.toMatchObject({
      status: 'timeout',
      message: 'sh: no answer within 0.5 s',
    });
    const [parent = '', child = ''] = (await readFile(pids, 'utf8')).trim().split(' ');
    await expect.poll(() => isRunning(parent), { timeout: 5000 }).toBe(false);
    await expect.poll(() => isRunning(child), { timeout: 5000 }).toBe(false);
  });

  it('that leave a child with their output behind are not waited for beyond their time', async () => {
    const leave = host.run('sh', ['-c', 'setsid sleep 3 & exit 0'], { timeoutSeconds: 0.5 });
    await expect(leave).rejects.toMatchObject({ status: 'timeout' });
  });
});

/** A killed process nobody has waited for yet is no longer running, although it has a number. */
async function isRunning(pid: string): Promise<boolean> {
  expect(pid).toMatch(/^\d+$/);
  const stat = await host.readTextIfPresent(`/proc/${pid}/stat`).catch(() => null);
  return stat !== null && !/\) [ZX] /.test(stat);
}
