import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, parsePublicKey } from '#runbooks/engine/transport/host-keys/public-key.ts';
import { startTestSshd, type TestSshd } from '../../runbooks/engine/transport/test-sshd.ts';
import {
  canRunOnLoopback,
  type LoopbackPlatform,
  startLoopbackPlatform,
  whySkipped,
} from '../run/loopback-platform.ts';
import { type ChangingServer, startChangingServer } from './changing-server.ts';

const hasScript = existsSync('/usr/bin/script');
let platform: LoopbackPlatform;
let impostor: TestSshd;
let server: ChangingServer;

const printOf = (key: string) => {
  const parsed = parsePublicKey(key);
  if (parsed === null) throw new Error(`${key} is no key`);
  return fingerprint(parsed);
};
const own = () => printOf(platform.sshd.hostKey);
const knownHosts = () => join(platform.base, 'home/.ssh/known_hosts');
const log = () => join(platform.declaration, '.grundval/trust-log.jsonl');
const textOf = (path: string) => readFile(path, 'utf8').catch(() => null);
const declare = async (more: object = {}) => {
  await platform.declareOperations({ sshUser: platform.sshd.user, sshPort: server.port, ...more });
  // The example has findings on purpose: 1.
  await platform.grundval('check', '.');
};

beforeAll(async () => {
  if (!canRunOnLoopback) return;
  [platform, impostor] = await Promise.all([startLoopbackPlatform(), startTestSshd()]);
  server = await startChangingServer(platform.sshd.port);
  await declare();
  await platform.must('keys', 'new', '--holder', 'directory:ork-0012', '--out', 'technician.pem');
}, 180_000);
afterEach(async () => {
  if (!canRunOnLoopback) return;
  server.behind = platform.sshd.port;
  for (const file of [knownHosts(), log()]) await rm(file, { force: true });
});
afterAll(async () => {
  await server?.close();
  await impostor?.stop();
  await platform?.stop();
});

/** What is told, also where no server could be read and the command therefore fails. */
async function planWith(targets: string, ...more: readonly string[]): Promise<string> {
  const { printed } = await platform.grundval(
    ...['run', 'restart-service', '--targets', targets, '--unit', 'nginx.service', '--plan'],
    ...['--key', 'technician.pem', '--data', join(platform.base, 'data'), ...more],
  );
  return printed;
}
const trust = (...words: readonly string[]) => platform.grundval('hosts', 'trust', ...words);
/** The command that was printed, as its words. */
const toldCommand = (printed: string) =>
  /^ +grundval (hosts trust .*--fingerprint .*)$/m.exec(printed)?.[1]?.split(' ') ?? [];
const refusal = (sentence: string) => ({ status: 2, printed: expect.stringContaining(sentence) });

const ways = ['ssh2', 'openssh'] as const;
describe.runIf(canRunOnLoopback).each(ways)(
  `an unknown host key, over %s${whySkipped}`,
  { timeout: 180_000 },
  (way) => {
    const by = way === 'openssh' ? ['--transport', way] : [];
    const plan = (targets: string) => planWith(targets, ...by);

    it('is told with the command that trusts it, which believes that key only, and notes who did', async () => {
      const seen = impostor.readLog().length;
      const told = await plan('webbplats-webb-1');
      const at = /Unknown host key: webbplats-webb-1 \((\[127\.12\.[\d.]+\]:\d+)\) shows (.*)/.exec(told);
      expect(at?.[2]).toBe(`ssh-ed25519 ${own()}`);
      expect(told).toContain('Not reached  webbplats-webb-1');
      const command = toldCommand(told);
      expect(command).toEqual(['hosts', 'trust', 'webbplats-webb-1', '--fingerprint', own(), ...by]);

      server.behind = impostor.port;
      expect(await platform.grundval(...command)).toEqual(
        refusal(`webbplats-webb-1 now shows ssh-ed25519 ${printOf(impostor.hostKey)}, expected ${own()}`),
      );
      expect([await textOf(knownHosts()), await textOf(log())]).toEqual([null, null]);

      server.behind = platform.sshd.port;
      const trusted = await platform.grundval(...command, '--key', 'technician.pem', '--grounds', 'console');
      expect(trusted).toEqual({ status: 0, printed: expect.stringContaining('by directory:ork-0012') });
      expect(await textOf(knownHosts())).toBe(`${at?.[1]} ${platform.sshd.hostKey}\n`);
      expect(JSON.parse((await textOf(log())) ?? '')).toEqual({
        schemaVersion: 1,
        kind: 'host-key-trusted',
        ...{ device: 'webbplats-webb-1', host: at?.[1], key: platform.sshd.hostKey, fingerprint: own() },
        ...{ by: 'directory:ork-0012', grounds: 'console', into: knownHosts() },
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      });
      const planned = await plan('webbplats-webb-1');
      expect(planned).toContain('Changes  webbplats-webb-1 (1)');
      expect(planned).not.toContain('host key');
      expect(await platform.grundval(...command)).toEqual({
        status: 0,
        printed: expect.stringContaining('trusted already'),
      });

      server.behind = impostor.port;
      const changed = await plan('webbplats-webb-1');
      expect(changed).toContain('A changed or revoked key may mean that somebody else answers');
      expect(toldCommand(changed)).toEqual([]);
      const before = [await textOf(knownHosts()), await textOf(log())];
      const offered = ['webbplats-webb-1', '--fingerprint', printOf(impostor.hostKey), ...by];
      expect(await trust(...offered)).toEqual(refusal('Do not log in. Find out why it was changed'));
      expect([await textOf(knownHosts()), await textOf(log())]).toEqual(before);
      expect(impostor.readLog().slice(seen)).not.toMatch(/publickey/);
    });

    it('is not trusted where it is revoked', async () => {
      await writeFile(knownHosts(), `@revoked * ${platform.sshd.hostKey}`);
      expect(await trust('webbplats-webb-1', '--fingerprint', own(), ...by)).toEqual(refusal('revoked'));
      expect(await textOf(knownHosts())).toBe(`@revoked * ${platform.sshd.hostKey}`);
    });

    it('of a bastion is told once for all behind it, and trusted by itself', async () => {
      const { address, port, hostKey, user } = impostor;
      await declare({
        bastions: [{ id: 'hoppet', address, port, user, platformSites: ['moln-1'] }],
        hostKeys: ['webbplats-webb-1', 'webbplats-webb-2'].map((device) => ({
          device,
          keys: [platform.sshd.hostKey],
        })),
      });
      await writeFile(join(impostor.folder, 'authorized_keys'), await readOwnKey());
      const told = await plan('service:webbplats');
      expect(told.match(/Unknown host key/g)).toHaveLength(1);
      const command = ['hosts', 'trust', 'hoppet', '--fingerprint', printOf(hostKey), ...by];
      expect(toldCommand(told)).toEqual(command);
      const beyond = await trust('webbplats-webb-1', '--fingerprint', own(), ...by);
      expect(beyond).toEqual(refusal('On the way to webbplats-webb-1, hoppet shows an unknown key'));
      expect(beyond.printed).toContain(command.join(' '));
      // What is in known_hosts stays, also where its last line was not ended.
      await writeFile(knownHosts(), `other.example ${hostKey}`);
      expect((await platform.grundval(...command)).status).toBe(0);
      expect(await textOf(knownHosts())).toBe(`other.example ${hostKey}\n[${address}]:${port} ${hostKey}\n`);
      expect(await plan('service:webbplats')).toContain('Changes  webbplats-webb-[1-2] (2)');
      await declare({ bastions: [{ id: 'hoppet', address, port, user, platformSites: ['moln-1'] }] });
      expect(toldCommand(await plan('webbplats-webb-1'))).toContain('webbplats-webb-1');
      expect((await trust('webbplats-webb-1', '--fingerprint', own(), ...by)).status).toBe(0);
      await declare();
    });
  },
);

describe.runIf(canRunOnLoopback)(`grundval hosts trust${whySkipped}`, { timeout: 180_000 }, () => {
  it('refuses where nobody is at a terminal, with the fingerprint to compare', async () => {
    const { status, printed } = await trust('webbplats-webb-1');
    expect(status).toBe(2);
    expect(printed).toContain('nobody is at a terminal');
    expect(printed).toContain(`grundval hosts trust webbplats-webb-1 --fingerprint ${own()}`);
    expect(await textOf(knownHosts())).toBeNull();
  });

  it('prints what to declare, which is believed once it stands there', async () => {
    const { status, printed } = await trust('webbplats-webb-1', '--fingerprint', own(), '--declare');
    expect([status, printed]).toEqual([
      0,
      `operations:\n  hostKeys:\n    - { device: webbplats-webb-1, keys: ["${platform.sshd.hostKey}"] }\n`,
    ]);
    expect(await textOf(knownHosts())).toBeNull();
    expect(JSON.parse((await textOf(log())) ?? '')).toMatchObject({ into: 'declaration' });
    expect(JSON.parse((await textOf(log())) ?? '').by).toMatch(/^account:.+@.+/);
    await declare({ hostKeys: [{ device: 'webbplats-webb-1', keys: [platform.sshd.hostKey] }] });
    expect(await planWith('webbplats-webb-1')).toContain('Changes  webbplats-webb-1 (1)');
    await declare();
  });

  it('says which names there are, what a fingerprint is, and who does not answer', async () => {
    expect(await trust('webplats-webb-1')).toEqual(refusal('Did you mean webbplats-webb-1?'));
    expect(await trust('webbplats-webb-1', '--fingerprint', 'MD5:aa')).toEqual(refusal('43 characters'));
    server.behind = 9;
    expect(await trust('webbplats-webb-1')).toEqual(refusal('No key is seen'));
  });

  it('writes to the file that was named, and nothing where its log cannot be written', async () => {
    const file = join(platform.base, 'own known hosts');
    await writeFile(file, '');
    const told = await planWith('webbplats-webb-1', '--known-hosts', file);
    expect(told).toContain(`--fingerprint ${own()} --known-hosts '${file}'`);
    const named = ['webbplats-webb-1', '--fingerprint', own(), '--known-hosts', file];
    await rm(log(), { force: true });
    await mkdir(log());
    expect(await trust(...named)).toEqual(refusal('trust-log.jsonl cannot be written'));
    expect(await textOf(file)).toBe('');
    await rm(log(), { recursive: true });
    expect((await trust(...named)).status).toBe(0);
    expect(await textOf(file)).toContain(platform.sshd.hostKey);
  });

  it.runIf(hasScript)(
    'asks whoever sits at a terminal, and sees to it that nobody else answers meanwhile',
    async () => {
      const no = await atTerminal(async () => 'nej');
      expect(no).toContain('was not confirmed');
      const caught = await atTerminal(async () => {
        server.behind = impostor.port;
        return 'yes';
      });
      expect(caught).toContain(`now shows ${printOf(impostor.hostKey)}, expected ${own()}`);
      expect([await textOf(knownHosts()), await textOf(log())]).toEqual([null, null]);
      server.behind = platform.sshd.port;
      const yes = await atTerminal(async () => own().slice(-4));
      expect(yes).toContain('Trusted: webbplats-webb-1');
      expect(await textOf(knownHosts())).toContain(platform.sshd.hostKey);
    },
  );
});

async function readOwnKey(): Promise<string> {
  return readFile(`${platform.sshd.keyFile}.pub`, 'utf8');
}

/** The command at a terminal of its own, and what a person answers there. */
async function atTerminal(answer: () => Promise<string>): Promise<string> {
  const launcher = join(import.meta.dirname, '../../../bin/grundval');
  const line = `'${process.execPath}' '${launcher}' hosts trust webbplats-webb-1 --lang en`;
  const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
    cwd: platform.declaration,
    env: { ...process.env, HOME: join(platform.base, 'home'), SSH_AUTH_SOCK: '', GRUNDVAL_KEY: '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let printed = '';
  let hasAnswered = false;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
    if (hasAnswered || !printed.includes('to trust it:')) return;
    hasAnswered = true;
    void answer().then((text) => child.stdin.write(`${text}\n`));
  });
  await once(child, 'close');
  return printed;
}
