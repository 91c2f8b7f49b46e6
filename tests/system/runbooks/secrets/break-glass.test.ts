import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRunIds } from '#runbooks/store/run-folder.ts';
import {
  canRunOnLoopback,
  type LoopbackPlatform,
  startLoopbackPlatform,
} from '../../../cli/run/loopback-platform.ts';
import { hasSudo, type SudoSshd, startSudoSshd } from '../transport/sudo-sshd.ts';
import { atTerminal, hasTerminal } from './terminal.ts';

const canRun = canRunOnLoopback && hasSudo && hasTerminal;
const why = canRun ? '' : ' (skipped: needs root, sshd, sudo and script)';
const launcher = fileURLToPath(new URL('../../../../bin/grundval', import.meta.url));

const secrets = { first: 'Gunghast-och-33-kantareller', second: 'Sju-sorters-kakor-i-kassaskapet' };
let platform: LoopbackPlatform;
let host: SudoSshd;

beforeAll(async () => {
  if (!canRun) return;
  platform = await startLoopbackPlatform();
  host = await startSudoSshd(['operator ALL=(ALL) ALL'], { address: '0.0.0.0', accounts: ['nodkonto'] });
  await cp(host.keyFile, join(platform.base, 'home/.ssh/id_ed25519'));
  const devices = ['webbplats-webb-1', 'webbplats-webb-2'];
  const hostKeys = devices.map((device) => ({ device, keys: [host.hostKey] }));
  await platform.declareOperations({ sshUser: 'operator', sshPort: host.port, hostKeys });
  await platform.grundval('check', '.');
  await platform.must('keys', 'new', '--holder', 'directory:ork-0012', '--out', 'technician.pem');
  await platform.must('keys', 'new', '--holder', 'directory:ork-0010', '--out', 'it-chef.pem');
  for (const [name, secret] of Object.entries(secrets)) await writeSecret(name, secret);
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await host?.stop();
});

async function writeSecret(name: string, secret: string, mode = 0o600): Promise<void> {
  const path = join(platform.declaration, `${name}.txt`);
  await writeFile(path, `${secret}\n`);
  await chmod(path, mode);
}

const data = () => ['--data', join(platform.base, 'data')];
const rotate = (...more: readonly string[]) => [
  ...['run', 'rotate-break-glass-account', '--targets', 'webbplats-webb-1', '--account', 'nodkonto'],
  ...['--key', 'technician.pem', ...data(), ...more],
];
/** A command at a terminal, where the technician knows the password of sudo. */
const sit = (args: readonly string[], answer = 'hemligt') => {
  const { SSH_AUTH_SOCK: _agent, ...env } = process.env;
  return atTerminal([process.execPath, launcher, ...args, '--lang', 'en'], {
    cwd: platform.declaration,
    env: { ...env, HOME: join(platform.base, 'home') },
    question: 'Password for sudo on the servers:',
    answer,
  });
};

/** Whether the account on the host has this password. */
async function hasPassword(password: string): Promise<boolean> {
  const shadow = await readFile(join(host.etc, 'shadow'), 'utf8');
  const [, hashed = ''] = /^nodkonto:([^:]+):/m.exec(shadow) ?? [];
  return /^\$6\$/.test(hashed)
    ? opensslHash(password, hashed.split('$')[2] ?? '') === hashed
    : yescryptHolds(password, hashed);
}

const opensslHash = (password: string, salt: string) =>
  spawnSync('openssl', ['passwd', '-6', '-salt', salt, password], { encoding: 'utf8' }).stdout.trim();
const yescryptHolds = (password: string, hashed: string) =>
  spawnSync('perl', ['-e', 'print crypt($ARGV[0], $ARGV[1])', password, hashed], { encoding: 'utf8' })
    .stdout === hashed;

/** Everything that is kept of the newest run, unpacked. */
async function everythingOfRun(): Promise<string> {
  const runs = join(platform.declaration, '.grundval/runs');
  const [latest = ''] = await listRunIds(runs);
  const names = await readdir(join(runs, latest), { recursive: true, withFileTypes: true });
  const texts = names
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
    });
  expect(texts.length).toBeGreaterThan(4);
  return texts.join('\n');
}

/** Sees whether a text is ever in the command line or the environment of a process, until it is told to stop. */
function watchProcesses(text: string) {
  let seen = 0;
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid) || pid === String(process.pid)) continue;
      for (const file of ['cmdline', 'environ']) {
        try {
          if (readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(text)) seen += 1;
        } catch {
          // It has ended.
        }
      }
    }
  }, 20);
  return () => {
    clearInterval(timer);
    return { seen, hasLooked: looks > 20 };
  };
}

describe.runIf(canRun)(`a secret of a run, over a real sudo${why}`, { timeout: 180_000 }, () => {
  it('is taken from a file that nobody else may read, and from no other', async () => {
    await writeSecret('open', secrets.first, 0o644);
    for (const args of [
      rotate('--password-file', 'open.txt', '--plan'),
      rotate('--password-file', 'missing.txt', '--plan'),
    ]) {
      const { status, printed } = await platform.grundval(...args);
      expect(status).toBe(2);
      expect(printed).toMatch(
        /open\.txt can be read by others[\s\S]*chmod 600 open\.txt|missing\.txt cannot be read/,
      );
      expect(printed).not.toContain(secrets.first);
    }
    const word = await platform.grundval(...rotate('--password', secrets.first, '--plan'));
    expect([word.status, word.printed]).toEqual([2, expect.not.stringContaining(secrets.first)]);
  });

  it('is set on the host and shown nowhere; the password of sudo is asked for once a command', async () => {
    const stop = watchProcesses(secrets.first);
    const plan = await sit(rotate('--password-file', 'first.txt', '--plan'));
    expect([plan.status, plan.asked, plan.printed]).toEqual([0, 1, expect.any(String)]);
    await platform.must('runs', 'approve', 'latest', '--as', 'role:it-chef', '--key', 'it-chef.pem');
    const start = ['runs', 'start', 'latest', '--key', 'technician.pem', ...data()];

    const without = await platform.grundval(...start);
    expect([without.status, without.printed]).toEqual([2, expect.stringContaining('password')]);
    await writeSecret('open', secrets.first, 0o640);
    const open = await platform.grundval(...start, '--secret', 'password=open.txt');
    expect([open.status, open.printed]).toEqual([2, expect.stringContaining('can be read by others')]);
    // Another secret than the approved plan was made with is another command.
    const other = await sit([...start, '--secret', 'password=second.txt']);
    expect(other.printed).toContain('is not in the approved plan');
    expect(await hasPassword(secrets.second)).toBe(false);

    const failed = await platform.grundval('runs', 'show', 'latest');
    const retry = ['runs', 'retry-failed', 'latest', '--key', 'technician.pem', ...data()];
    const started = await sit([...retry, '--secret', 'password=first.txt']);
    expect([started.status, started.asked, started.printed]).toEqual([0, 1, expect.any(String)]);
    expect(await hasPassword(secrets.first)).toBe(true);
    const shown = await platform.must('runs', 'show', 'latest', '--format', 'json');
    expect(shown).toContain('"$secret": "password"');
    expect(stop()).toEqual({ seen: 0, hasLooked: true });
    const told = [plan, other, failed, started].map(({ printed }) => printed).join('\n');
    for (const text of [told, shown, await everythingOfRun()])
      expect(text).not.toMatch(new RegExp(`${secrets.first}|${secrets.second}|hemligt`));
  });

  it('is set in an emergency too, where plan and run are one command and ask once', async () => {
    const urgent = await sit(rotate('--password-file', 'second.txt', '--emergency', '--reason', 'it leaked'));
    expect([urgent.status, urgent.asked, urgent.printed]).toEqual([0, 1, expect.any(String)]);
    expect(await hasPassword(secrets.second)).toBe(true);
    expect(`${urgent.printed}${await everythingOfRun()}`).not.toContain(secrets.second);
  });

  it('is not tried for on a second host where the password of sudo is wrong on the first', async () => {
    const before = host.readSudoLog().split('incorrect password').length;
    const [, , , , account, name, ...rest] = rotate('--password-file', 'first.txt', '--plan');
    const both = ['run', 'rotate-break-glass-account', '--service', 'webbplats', account, name, ...rest];
    const wrong = await sit(
      both.flatMap((word) => word ?? []),
      'fel',
    );
    expect([wrong.status, wrong.asked, wrong.printed]).toEqual([
      1,
      1,
      expect.stringContaining('Nothing can be planned: 2 servers could not be read.'),
    ]);
    expect(host.readSudoLog().split('incorrect password').length - before).toBe(1);
  });
});
