import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const launcher = join(root, 'bin/grundval');

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly dataFolder: string;
  /** Everything printed so far, both streams. */
  readonly printed: () => string;
  readonly ended: Promise<number | null>;
  /** As `ended`, without waiting for its output to be read. */
  readonly exited: Promise<number | null>;
}

/** Runs `grundval start` on the example, in a folder of its own, until it says that it is ready. */
async function start(options: { dataFolder?: string; words?: readonly string[] } = {}): Promise<Started> {
  const dataFolder = options.dataFolder ?? (await temporaryFolder());
  const readyFile = join(dataFolder, 'ready.json');
  await rm(readyFile, { force: true });
  const running = run([
    '--data',
    dataFolder,
    '--ready-file',
    readyFile,
    '--port',
    '0',
    ...(options.words ?? []),
  ]);
  const ready = await vi.waitFor(
    async () => {
      if (running.child.exitCode !== null) throw new Error(`ended: ${running.printed()}`);
      return JSON.parse(await readFile(readyFile, 'utf8')) as { url: string; token: string };
    },
    { timeout: 60_000, interval: 100 },
  );
  return { ...running, ...ready, dataFolder };
}

function run(words: readonly string[], lang: readonly string[] = ['--lang', 'en']) {
  const child = spawn(process.execPath, [launcher, 'start', 'examples/orkelljunga', ...lang, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  });
  return { child, printed: () => text, ended, exited };
}

/** A folder that the database's own account reaches, too. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-start-'));
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Processes whose command line names the folder. */
async function processesOf(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(folder)).map((line) => line.replaceAll('\0', ' '));
}

async function api(started: Started, path: string): Promise<Response> {
  return fetch(new URL(path, started.url), { headers: { authorization: `Bearer ${started.token}` } });
}

describe.runIf(process.platform === 'linux')('grundval start', () => {
  it('shows this machine with its inventory, and stops without leaving anything running', {
    timeout: 120_000,
  }, async () => {
    const started = await start();
    expect((await stat(join(started.dataFolder, 'ready.json'))).mode & 0o777).toBe(0o600);
    expect((await fetch(new URL('/readyz', started.url))).status).toBe(200);
    expect((await fetch(new URL('/api/v1/devices', started.url))).status).toBe(401);
    const list = (await (await api(started, '/api/v1/devices?knownBy=agent')).json()) as {
      total: number;
      items: { name: string; operatingSystem: string | null }[];
    };
    expect(list.total).toBe(1);
    expect(list.items[0]?.operatingSystem).toEqual(expect.any(String));
    expect(started.printed()).toMatch(/\/login\/\S+/);

    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
    expect(await processesOf(started.dataFolder)).toEqual([]);
    expect(await readdir(started.dataFolder)).not.toContain('ready.json');
  });

  it('refuses a second start on the same folder and a taken port, each with a remedy', {
    timeout: 120_000,
  }, async () => {
    const started = await start();
    const second = run(['--data', started.dataFolder, '--port', '0']);
    expect(await second.ended).toBe(2);
    expect(second.printed()).toMatch(/Try: /);
    expect(second.printed()).not.toMatch(/ at .*\.ts:\d+/);

    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const onTaken = run(['--data', await temporaryFolder(), '--port', String(port)]);
    expect(await onTaken.ended).toBe(2);
    expect(onTaken.printed()).toContain(String(port));
    expect(onTaken.printed()).toMatch(/Try: .*--port/);
    expect((await api(started, '/api/v1/devices')).status).toBe(200);
  });

  it('starts again after it was killed, as the same device, with nothing left of the killed one', {
    timeout: 120_000,
  }, async () => {
    const first = await start();
    const before = await (await api(first, '/api/v1/devices?knownBy=agent')).json();
    first.child.kill('SIGKILL');
    await first.ended;
    const again = await start({ dataFolder: first.dataFolder });
    const after = await (await api(again, '/api/v1/devices?knownBy=agent')).json();
    expect(ids(after)).toEqual(ids(before));
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    expect(await processesOf(first.dataFolder)).toEqual([]);
  });

  it('stops in good order when it is asked to on the way up', { timeout: 120_000 }, async () => {
    const dataFolder = await temporaryFolder();
    const readyFile = join(dataFolder, 'ready.json');
    const early = run(['--data', dataFolder, '--port', '0', '--ready-file', readyFile]);
    await vi.waitFor(() => expect(early.printed()).toContain('Declaration'), { timeout: 60_000 });
    early.child.kill('SIGTERM');
    expect(await early.ended).toBe(0);
    expect(early.printed()).toContain('Everything has stopped.');
    expect(early.printed()).not.toContain('/login/');
    expect(await processesOf(dataFolder)).toEqual([]);
    expect(await readdir(dataFolder)).not.toContain('ready.json');
  });

  it('stops in good order after whoever read its output has left', { timeout: 120_000 }, async () => {
    const started = await start();
    started.child.stdout?.destroy();
    started.child.stderr?.destroy();
    started.child.kill('SIGHUP');
    started.child.kill('SIGHUP');
    expect(await started.exited).toBe(0);
    expect(await processesOf(started.dataFolder)).toEqual([]);
    const left = await readdir(started.dataFolder);
    expect(left.filter((name) => /lock|\.json$/.test(name))).toEqual([]);
  });

  it.each([
    [['--port', 'http'], /--port/],
    [['--port', '70000'], /--port/],
    [['--database', 'mysql://secret@host/x'], /no address of a PostgreSQL/],
    [['--ready-file', '/no/such/folder/ready.json'], /no such folder/],
    [['--ready-file', tmpdir()], /it is a folder/],
  ])('refuses %j before anything is started', async (words, sentence) => {
    const dataFolder = await temporaryFolder();
    const refused = run(['--data', dataFolder, ...words]);
    expect(await refused.ended).toBe(2);
    expect(refused.printed()).toMatch(sentence);
    expect(refused.printed()).not.toContain('secret');
    expect(await readdir(dataFolder)).toEqual([]);
  });

  it('says in Swedish what is wrong, where Swedish is spoken', async () => {
    const refused = run(['--data', await temporaryFolder(), '--ready-file', tmpdir(), '--lang', 'sv'], []);
    expect(await refused.ended).toBe(2);
    expect(refused.printed()).toMatch(/Kan inte skriva .*: det är en mapp\.\n {2}Gör så här: Ange en fil/);
  });
});

const ids = (list: unknown): readonly string[] =>
  (list as { items: { id: string }[] }).items.map(({ id }) => id);
