import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findBinaries } from '#agents/collector/postgres/binaries.ts';
import { databaseUrl } from '#agents/collector/postgres/settings.ts';
import {
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from '#agents/collector/postgres/supervisor.ts';
import { GrundvalError } from '#model/error.ts';
import { findNormalUser, holdPostgres } from './holder.ts';
import { findWatchdog, listLiving, listServerProcesses, readServerPid } from './process-tree.ts';
import { canMount, mountSmallDisk } from './small-disk.ts';

vi.setConfig({ testTimeout: 60_000 });
const soon = { timeout: 20_000, interval: 50 };

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A folder that everybody may pass and that goes away with the test. */
async function temporaryFolder(name = 'grundval-data-'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), name));
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataFolder: string, more: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataFolder, log: silent, ...more });
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function ask(url: string | undefined, statement: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => undefined); // a server that is killed on purpose
  await client.connect();
  try {
    return Object.values((await client.query(statement)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function refusalOf(starting: Promise<unknown>): Promise<GrundvalError> {
  const outcome = await starting.then(
    () => 'it started',
    (error: unknown) => error,
  );
  if (outcome instanceof GrundvalError) return outcome;
  throw new Error(`a GrundvalError was expected, found: ${outcome}`);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

describe('a start', () => {
  test('on a new folder makes a Swedish, checked, durable database that no network reaches', async () => {
    const { url, version } = await start(join(await temporaryFolder(), 'not', 'yet', 'there'));
    expect(version).toMatch(/^18\./);
    expect(
      await ask(
        url,
        "SELECT string_agg(x, ' ' ORDER BY x) FROM unnest(string_to_array('ö å z ä a Å', ' ')) x",
      ),
    ).toBe('a z å Å ä ö');
    expect(
      await ask(
        url,
        `SELECT jsonb_object_agg(name, setting) FROM pg_settings WHERE name IN
           ('server_encoding', 'data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit',
            'listen_addresses', 'TimeZone')`,
      ),
    ).toEqual({
      server_encoding: 'UTF8',
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '',
      TimeZone: 'UTC',
    });
    expect(await ask(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toBe(false);
  });

  test('works in a folder with a long path, spaces, å, ä and ö, and keeps what was stored', async () => {
    const folder = join(
      await temporaryFolder(),
      'Örkelljunga kommun, IT-enhetens mätvärden '.repeat(4),
      'data',
    );
    expect(folder.length).toBeGreaterThan(170);
    const first = await start(folder);
    await ask(first.url, 'CREATE TABLE place AS SELECT 7 AS n');
    await first.stop();
    const second = await start(folder);
    expect(await ask(second.url, 'SELECT n FROM place')).toBe(7);
  });

  test('lets nobody but its own user and root pass to the socket and the files', async () => {
    const folder = await temporaryFolder();
    const { socketFolder } = await start(folder);
    for (const path of [socketFolder, join(folder, 'postgres')]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700);
    }
  });

  test('begins anew where an earlier one was killed while it made the database', async () => {
    const folder = await temporaryFolder();
    const killed = holdPostgres(folder);
    await vi.waitFor(async () => expect((await readdir(folder)).join()).toContain('postgres'), soon);
    await killed.end('SIGKILL');
    await mkdir(join(folder, 'postgres.new-left', 'base'), { recursive: true });
    await writeFile(join(folder, 'postgres.new-left', 'PG_VERSION'), '18\n');
    const { url } = await start(folder);
    expect(await ask(url, 'SELECT 1')).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['lock', 'postgres']);
  });

  test('builds the indexes anew where the rules of sorting have changed', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    const admin = databaseUrl(first.socketFolder, 'postgres', 'postgres');
    await ask(admin, "UPDATE pg_database SET datcollversion = '1' WHERE datname = 'grundval'");
    await first.stop();
    const warn = vi.fn();
    const second = await start(folder, { log: { ...silent, warn } });
    expect(warn.mock.calls.map(([, message]) => message)).toContain(
      'The rules of sorting have changed; the indexes were built anew',
    );
    expect(
      await ask(
        second.url,
        `SELECT datcollversion = pg_database_collation_actual_version(oid) FROM pg_database
          WHERE datname = 'grundval'`,
      ),
    ).toBe(true);
  });
});

describe('a stop', () => {
  test('leaves no process, no socket, no lock', async () => {
    const folder = await temporaryFolder();
    const postgres = await start(folder);
    const client = new pg.Client(postgres.url);
    client.on('error', () => undefined); // ended by the server
    await client.connect();
    const processes = listServerProcesses(await readServerPid(folder));
    expect(await listLiving(processes)).toEqual(processes);
    expect(processes.length).toBeGreaterThan(4);
    await Promise.all([postgres.stop(), postgres.stop()]);
    expect(await listLiving(processes)).toEqual([]);
    expect(await exists(postgres.socketFolder)).toBe(false);
    expect(await readdir(folder)).toEqual(['postgres']);
  });

  test('ends a server whose session does not react by an immediate shutdown', async () => {
    const folder = await temporaryFolder();
    const warn = vi.fn();
    const patience = { fastMs: 200, immediateMs: 20_000 };
    const postgres = await start(folder, { log: { ...silent, warn }, patience });
    const client = new pg.Client(postgres.url);
    client.on('error', () => undefined);
    await client.connect();
    const session = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
    const processes = listServerProcesses(await readServerPid(folder));
    process.kill(session, 'SIGSTOP');
    await postgres.stop();
    expect(warn.mock.calls).toContainEqual([
      expect.objectContaining({ way: 'immediate' }),
      'PostgreSQL did not stop in time and was ended',
    ]);
    expect(await listLiving(processes)).toEqual([]);
  });

  test('comes from the supervisor, not from Ctrl-C at the terminal', async () => {
    const holder = holdPostgres(await temporaryFolder());
    await holder.next();
    process.kill(-(holder.child.pid ?? 0), 'SIGINT'); // what a terminal does: the whole group
    expect(await holder.next()).toEqual({ answer: 'here' });
  });
});

describe('a second start on a folder', () => {
  test('is refused with the number of the one that runs, which goes on', async () => {
    const folder = await temporaryFolder();
    const { url } = await start(folder);
    const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
    expect(refusal.code).toBe('collector/data-folder-in-use');
    expect(refusal.message).toContain(`in use by a running Grundval (process ${process.pid})`);
    expect(refusal.hint).toContain('--data DIR');
    expect(await ask(url, 'SELECT 1')).toBe(1);
  });

  test('is refused where somebody else runs a server on the database', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    await first.stop();
    const cluster = join(folder, 'postgres');
    const { uid, gid } = await stat(cluster);
    const other = spawn((await findBinaries()).postgres, ['-D', cluster, '-k', cluster, '-h', ''], {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(process.geteuid?.() === 0 ? { uid, gid } : {}),
    });
    const ended = once(other, 'exit');
    onTestFinished(async () => {
      other.kill('SIGQUIT');
      await ended;
    });
    await vi.waitFor(() => readServerPid(folder), soon);
    const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
    expect(refusal.code).toBe('collector/data-folder-in-use');
    expect(refusal.message).toContain(`that Grundval did not start (process ${other.pid})`);
    expect(await listLiving([other.pid ?? 0])).toEqual([other.pid]);
    expect(await readdir(folder)).toEqual(['postgres']);
  });
});

describe('after kill -9', () => {
  test('of Grundval its server stops by itself and the next start finds all that was stored', async () => {
    const folder = await temporaryFolder();
    const killed = holdPostgres(folder);
    const { url, socketFolder = '' } = await killed.next();
    await ask(url, 'CREATE TABLE kept AS SELECT 3 AS n');
    const processes = listServerProcesses(await readServerPid(folder));
    await killed.end('SIGKILL');
    await vi.waitFor(async () => expect(await listLiving(processes)).toEqual([]), soon);
    expect(await exists(socketFolder)).toBe(false);
    expect(await ask((await start(folder)).url, 'SELECT n FROM kept')).toBe(3);
  });

  test('of Grundval and its watchdog the next start ends the server left behind', async () => {
    const folder = await temporaryFolder();
    const killed = holdPostgres(folder);
    const { url, socketFolder = '' } = await killed.next();
    await ask(url, 'CREATE TABLE kept AS SELECT 4 AS n');
    const left = await readServerPid(folder);
    for (const watchdog of findWatchdog(left)) process.kill(watchdog, 'SIGKILL');
    await killed.end('SIGKILL');
    const next = await start(folder);
    expect(await ask(next.url, 'SELECT n FROM kept')).toBe(4);
    expect(await listLiving([left])).toEqual([]);
    expect(await readServerPid(folder)).not.toBe(left);
    expect(await exists(socketFolder)).toBe(false);
  });

  test('of the server it is started again at the same address', async () => {
    const folder = await temporaryFolder();
    const { url, stop } = await start(folder);
    await ask(url, 'CREATE TABLE kept AS SELECT 5 AS n');
    const first = await readServerPid(folder);
    process.kill(first, 'SIGKILL');
    await vi.waitFor(async () => expect(await ask(url, 'SELECT n FROM kept')).toBe(5), soon);
    const second = await readServerPid(folder);
    expect(second).not.toBe(first);
    await stop();
    expect(await listLiving([first, second])).toEqual([]);
  });

  test('of everything a number that another program has by now does not hinder the next start', async () => {
    const folder = await temporaryFolder();
    await (await start(folder)).stop();
    const { uid, gid } = await stat(join(folder, 'postgres'));
    const owner = process.geteuid?.() === 0 ? { uid, gid } : {};
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore', cwd: '/', ...owner });
    onTestFinished(() => void stranger.kill());
    const path = join(folder, 'postgres', 'postmaster.pid');
    const lines = [
      stranger.pid,
      join(folder, 'postgres'),
      1_700_000_000,
      5432,
      '/tmp/gone',
      '',
      5432001,
      'ready',
    ];
    await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 });
    await chown(path, uid, gid);
    expect(await ask((await start(folder)).url, 'SELECT 1')).toBe(1);
    expect(await listLiving([stranger.pid ?? 0])).toEqual([stranger.pid]);
  });
});

describe('a folder that cannot be used is refused in one sentence with its remedy:', () => {
  test('a file', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, '');
    const refusal = await refusalOf(startPostgres({ dataFolder: path, log: silent }));
    expect(refusal.code).toBe('collector/data-folder-no-folder');
    const below = await refusalOf(startPostgres({ dataFolder: join(path, 'below'), log: silent }));
    expect(below.code).toBe('collector/data-folder-no-folder');
  });

  test('one with other files where the database would be', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'budget.xlsx'), '');
    const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
    expect(refusal.code).toBe('collector/data-folder-foreign');
    expect(await readdir(folder)).toEqual(['postgres']);
  });

  test('one with the database of another major version', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
    expect(refusal.code).toBe('collector/postgres-version');
    expect(refusal.message).toContain('is of PostgreSQL 17, and this Grundval brings PostgreSQL 18');
  });

  const mounts = canMount();
  test.skipIf(!mounts)(
    'a disk too small for a database (needs root and mount), of which nothing is left',
    async () => {
      const { folder } = mountSmallDisk(16);
      const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
      expect(refusal.code).toBe('collector/disk-full');
      expect(refusal.message).toContain(`The disk that holds ${folder} is full`);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test.skipIf(!mounts)('a disk that has become full since (needs root and mount)', async () => {
    const { folder } = mountSmallDisk(128);
    await (await start(folder)).stop();
    execFileSync('sh', [
      '-c',
      'dd if=/dev/zero of="$1" bs=64k 2>/dev/null || true',
      'sh',
      join(folder, 'filler'),
    ]);
    const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
    expect(refusal.code).toBe('collector/disk-full');
    await rm(join(folder, 'filler'));
    expect(await ask((await start(folder)).url, 'SELECT 1')).toBe(1);
  });

  test.skipIf(!mounts)('a disk that can only be read (needs root and mount)', async () => {
    const { folder, makeReadOnly } = mountSmallDisk(16);
    makeReadOnly();
    const refusal = await refusalOf(startPostgres({ dataFolder: folder, log: silent }));
    expect(refusal.code).toBe('collector/disk-read-only');
  });

  test.skipIf(!mounts)('a machine without room in /dev/shm (needs root and mount)', async () => {
    const script =
      'mount -t tmpfs -o size=4k tmpfs /dev/shm && dd if=/dev/zero of=/dev/shm/x 2>/dev/null; exec "$@"';
    const holder = holdPostgres(await temporaryFolder(), ['unshare', '--mount', 'sh', '-c', script, 'sh']);
    expect(await holder.next()).toMatchObject({
      code: 'collector/shared-memory-full',
      hint: expect.stringContaining('--shm-size'),
    });
  });
});

describe('users:', () => {
  const root = process.geteuid?.() === 0;
  test.skipIf(!root)('root runs the server as a service account (needs root)', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o700); // as mktemp makes it; root's own, so it is opened for passing
    const { account } = await start(folder);
    expect(['postgres', 'nobody']).toContain(account?.name);
    expect((await stat(join(folder, 'postgres'))).uid).toBe(account?.uid);
  });

  test.skipIf(!root)('root is told where the service account cannot pass (needs root)', async () => {
    const closed = await temporaryFolder();
    await chmod(closed, 0o700);
    const refusal = await refusalOf(startPostgres({ dataFolder: join(closed, 'data'), log: silent }));
    expect(refusal.code).toBe('collector/data-folder-unreachable');
    expect(refusal.message).toContain(`may not pass ${closed} to ${closed}/data`);
    expect(refusal.hint).toContain('/var/lib/grundval');
  });

  const normalUser = findNormalUser();
  test.skipIf(normalUser === null)(
    'a normal user runs the server itself (needs root, to become one)',
    async () => {
      const folder = await temporaryFolder();
      await chown(folder, 65_534, 65_534);
      const holder = holdPostgres(folder, normalUser ?? []);
      const { url, account, socketFolder = '' } = await holder.next();
      expect(account).toBeNull();
      expect(await ask(url, 'SELECT 1')).toBe(1);
      const processes = listServerProcesses(await readServerPid(folder));
      await holder.end('SIGTERM');
      expect(await listLiving(processes)).toEqual([]);
      expect(await exists(socketFolder)).toBe(false);
    },
  );

  test.skipIf(normalUser === null)(
    'a normal user may not write in a folder of root (needs root, to become one)',
    async () => {
      const holder = holdPostgres(await temporaryFolder(), normalUser ?? []);
      expect(await holder.next()).toMatchObject({ code: 'collector/data-folder-unwritable' });
    },
  );

  test.skipIf(normalUser === null)(
    "a normal user does not take root's database over (needs root, to become one)",
    async () => {
      const folder = await temporaryFolder();
      await (await start(folder)).stop();
      await chmod(folder, 0o777);
      const { code } = await holdPostgres(folder, normalUser ?? []).next();
      expect(['collector/data-folder-foreign', 'collector/data-folder-unwritable']).toContain(code);
    },
  );
});
