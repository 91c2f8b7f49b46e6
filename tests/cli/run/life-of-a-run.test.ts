import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listRunIds } from '#runbooks/store/run-folder.ts';
import {
  canRunOnLoopback,
  type LoopbackPlatform,
  startLoopbackPlatform,
  whySkipped,
} from './loopback-platform.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let platform: LoopbackPlatform;
let base: string;
const declaration = () => platform.declaration;
const twin = (name: string) => join(base, 'twin', name);
const begin = (args: readonly string[]) => platform.begin(args);
const grundval = (...args: readonly string[]) => platform.grundval(...args);

const restarts = async () => (await readFile(twin('restarts'), 'utf8')).split('\n').filter(Boolean);
const plan = (...more: readonly string[]) =>
  grundval(
    ...['run', 'restart-service', '--service', 'webbplats', '--unit', 'nginx.service', '--plan'],
    ...['--key', 'technician.pem', '--data', join(base, 'data'), ...more],
  );
const technician = ['--key', 'technician.pem', '--data'] as const;

async function approved(): Promise<void> {
  expect((await plan()).status).toBe(0);
  await grundval('runs', 'approve', 'latest', '--as', 'role:it-chef', '--key', 'it-chef.pem');
}

/** Command lines of this machine's processes that have these words in them. */
async function commandsWith(words: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.map((line) => line.replaceAll('\0', ' ').trim()).filter((line) => line === words);
}

beforeAll(async () => {
  if (!canRunOnLoopback) return;
  platform = await startLoopbackPlatform();
  base = platform.base;
  await chmod(join(base, 'data'), 0o755);
  const { user, port, hostKey } = platform.sshd;
  const hostKeys = ['webbplats-webb-1', 'webbplats-webb-2'].map((device) => ({ device, keys: [hostKey] }));
  await platform.declareOperations({ sshUser: user, sshPort: port, hostKeys });
});
afterAll(() => platform?.stop());

describe.runIf(canRunOnLoopback)(`a run from plan to collector${whySkipped}`, { timeout: 180_000 }, () => {
  it('is made as the documents say, on real servers of SSH, killed half-way and gone on with', async () => {
    const commands = await documented('README.md');
    expect(await documented('README.sv.md')).toEqual(commands);
    for (const [at, line] of commands.entries()) {
      const [, ...words] = line.split(/\s+/);
      const args = await expand(words.slice(1));
      if (words.join(' ').startsWith('grundval runs start')) {
        await writeFile(twin('seconds'), '4\n');
        const controller = begin(args);
        await vi.waitFor(async () => expect(await restarts()).toHaveLength(1), { timeout: 60_000 });
        controller.child.kill('SIGKILL');
        await controller.ended;
        continue;
      }
      const collector = line.includes('runs ship') ? await startCollector() : null;
      const { status, printed } = await grundval(...args);
      expect([line, status, at > 0 ? printed : ''], printed).toEqual([
        line,
        expectedStatus(line),
        at > 0 ? printed : '',
      ]);
      if (line.includes('--plan')) {
        expect(await restarts()).toEqual([]);
        expect(printed).toContain('webbplats-webb-[1-2] (2)');
        expect(printed).toContain('systemctl restart -- nginx.service');
      }
      if (line.includes('runs resume')) expect(await restarts()).toHaveLength(2);
      if (collector !== null) {
        expect(printed).toContain('The chain holds and is proved.');
        await collector.stop();
      }
    }
    expect(new Set(await restarts()).size).toBe(2);
  });

  it('is refused to whoever asked for it, where the role is held by another, and once the plan is another', async () => {
    await writeFile(twin('seconds'), '0\n');
    const before = await restarts();
    expect((await plan()).status).toBe(0);
    const own = await grundval(
      'runs',
      'approve',
      'latest',
      '--as',
      'role:it-chef',
      '--key',
      'technician.pem',
    );
    expect([own.status, own.printed]).toEqual([2, expect.stringContaining('does not hold the role')]);
    const early = await grundval('runs', 'start', 'latest', ...technician, join(base, 'data'));
    expect([early.status, early.printed]).toEqual([2, expect.stringContaining('is not approved')]);
    expect(
      (await grundval('runs', 'approve', 'latest', '--as', 'role:it-chef', '--key', 'it-chef.pem')).status,
    ).toBe(0);
    const [latest = ''] = await listRunIds(join(declaration(), '.grundval/runs'));
    const path = join(declaration(), '.grundval/runs', latest, 'plan.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('directory:ork-0012', 'directory:ork-0013'));
    const edited = await grundval('runs', 'start', latest, ...technician, join(base, 'data'));
    expect([edited.status, edited.printed]).toEqual([2, expect.stringContaining('cannot be believed')]);
    await writeFile(path, text);
    expect(await restarts()).toEqual(before);
  });

  it('is refused everywhere without a word that says so, and for names that are none', async () => {
    for (const [targets, sentence] of [
      ['service:webplats', 'Did you mean'],
      ['webbplats-webb-1,!webbplats-webb-1', 'No server to run'],
      ['role:*,!image:*', 'No server to run'],
    ] as const) {
      const { status, printed } = await grundval(
        ...['run', 'restart-service', '--unit', 'nginx.service', '--targets', targets, '--plan'],
        ...['--key', 'technician.pem'],
      );
      expect([targets, status, printed]).toEqual([targets, 2, expect.stringContaining(sentence)]);
    }
    const all = await grundval(
      ...['run', 'restart-service', '--unit', 'nginx.service', '--plan', '--key', 'technician.pem'],
    );
    expect([all.status, all.printed]).toEqual([2, expect.stringContaining('--all')]);
  });

  it('begins nothing new after the first Ctrl-C, and is told as stopped', async () => {
    await approved();
    await writeFile(twin('seconds'), '2\n');
    const before = (await restarts()).length;
    const controller = begin(['runs', 'start', 'latest', ...technician, join(base, 'data')]);
    await vi.waitFor(async () => expect(await restarts()).toHaveLength(before + 1), { timeout: 60_000 });
    controller.child.kill('SIGINT');
    await controller.ended;
    expect([controller.child.exitCode, await restarts()]).toEqual([4, expect.any(Array)]);
    expect(await restarts()).toHaveLength(before + 1);
    const { printed } = await grundval('runs', 'show', 'latest');
    expect(printed).toContain('stopped: 1 changed of 2');
  });

  it('waits when somebody pauses it at another terminal, until it is resumed', async () => {
    await approved();
    await writeFile(twin('seconds'), '1\n');
    const before = (await restarts()).length;
    const controller = begin(['runs', 'start', 'latest', ...technician, join(base, 'data')]);
    await vi.waitFor(async () => expect(await restarts()).toHaveLength(before + 1), { timeout: 60_000 });
    expect((await grundval('runs', 'pause', 'latest', '--key', 'it-chef.pem')).status).toBe(0);
    const paused = expect.stringContaining('paused: 1 changed of 2');
    await vi.waitFor(async () => expect((await grundval('runs', 'show', 'latest')).printed).toEqual(paused), {
      timeout: 60_000,
    });
    expect(await restarts()).toHaveLength(before + 1);
    const resumed = await grundval('runs', 'resume', 'latest', ...technician, join(base, 'data'));
    expect([resumed.status, resumed.printed]).toEqual([0, expect.stringContaining('goes on where it runs')]);
    await controller.ended;
    expect([controller.child.exitCode, (await restarts()).length]).toEqual([0, before + 2]);
  });

  it('stops what runs on the servers at the second Ctrl-C', async () => {
    await approved();
    await writeFile(twin('seconds'), '7391\n');
    const before = (await restarts()).length;
    const controller = begin(['runs', 'start', 'latest', ...technician, join(base, 'data')]);
    await vi.waitFor(async () => expect(await restarts()).toHaveLength(before + 1), { timeout: 60_000 });
    await vi.waitFor(async () => expect(await commandsWith('sleep 7391')).toHaveLength(1));
    controller.child.kill('SIGINT');
    // What comes within two seconds is an echo of the same wish.
    await new Promise((resolve) => setTimeout(resolve, 2200));
    controller.child.kill('SIGINT');
    await controller.ended;
    expect([controller.child.exitCode, await commandsWith('sleep 7391')]).toEqual([5, []]);
    expect(await restarts()).toHaveLength(before + 1);
  });

  it('is tried again for what failed, once somebody has put it right', async () => {
    await approved();
    await writeFile(twin('seconds'), '0\n');
    await writeFile(twin('fails'), '');
    const failed = await grundval('runs', 'start', 'latest', ...technician, join(base, 'data'));
    expect([failed.status, failed.printed]).toEqual([1, expect.stringContaining('runs retry-failed')]);
    await rm(twin('fails'));
    const resumed = await grundval('runs', 'resume', 'latest', ...technician, join(base, 'data'));
    expect([resumed.status, resumed.printed]).toEqual([2, expect.stringContaining('has ended')]);
    const again = await grundval('runs', 'retry-failed', 'latest', ...technician, join(base, 'data'));
    expect([again.status, again.printed]).toEqual([0, expect.any(String)]);
    expect((await grundval('runs', 'show', 'latest')).printed).toContain('done: 2 changed of 2');
  });

  it('runs at once in an emergency, which somebody else looks at afterwards', async () => {
    await writeFile(twin('seconds'), '0\n');
    const emergency = await grundval(
      ...['run', 'restart-service', '--targets', 'webbplats-webb-1', '--unit', 'nginx.service'],
      ...['--emergency', '--reason', 'the web site hangs', ...technician, join(base, 'data')],
    );
    expect([emergency.status, emergency.printed]).toEqual([0, expect.stringContaining('Emergency')]);
    expect((await grundval('runs', 'list')).printed).toContain('somebody else looks before');
    const own = await grundval('runs', 'review', 'latest', '--key', 'technician.pem');
    expect([own.status, own.printed]).toEqual([2, expect.stringContaining('cannot be the second person')]);
    const other = await grundval(
      ...['runs', 'review', 'latest', '--text', 'It had to be done.', '--key', 'it-chef.pem'],
    );
    expect([other.status, other.printed]).toEqual([0, expect.any(String)]);
    expect((await grundval('runs', 'list')).printed).not.toContain('somebody else looks before');
  });
});

/** Commands of the documents' section about procedures, in their order. */
async function documented(name: string): Promise<readonly string[]> {
  const text = await readFile(join(root, name), 'utf8');
  const section = /^## (?:Procedures|Procedurer)$([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
  const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** Words as a shell would give them, and the collector's data folder where one is spoken to. */
async function expand(words: readonly string[]): Promise<readonly string[]> {
  const [latest = ''] = await listRunIds(join(declaration(), '.grundval/runs'));
  const given = words.map((word) => word.replace('.grundval/runs/*/', `.grundval/runs/${latest}/`));
  const speaks = /^(run |runs (start|resume|ship))/.test(words.join(' '));
  return speaks ? [...given, '--data', join(base, 'data')] : given;
}

/** The example has findings on purpose. */
const expectedStatus = (line: string): number => (line.includes('grundval check') ? 1 : 0);

async function startCollector() {
  const ready = join(base, 'data', 'ready.json');
  const data = join(base, 'data');
  const started = begin([
    ...['start', declaration(), '--data', data, '--ready-file', ready, '--port', '0', '--no-agent'],
  ]);
  await vi.waitFor(
    async () => {
      if (started.child.exitCode !== null) throw new Error(`ended: ${started.printed()}`);
      return JSON.parse(await readFile(ready, 'utf8'));
    },
    { timeout: 90_000, interval: 100 },
  );
  return {
    stop: async () => {
      started.child.kill('SIGTERM');
      await started.ended;
    },
  };
}
