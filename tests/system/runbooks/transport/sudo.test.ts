import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSudoGate } from '#runbooks/engine/transport/sudo/sudo-gate.ts';
import type { Connection, Transport } from '#runbooks/engine/transport/transport.ts';
import {
  gather,
  hostOf,
  mustConnect,
  type TransportKind,
  transportKinds,
} from '../../../runbooks/engine/transport/transport-kinds.ts';
import { hasSudo, type SudoSshd, startSudoSshd } from './sudo-sshd.ts';

const free = 'operator ALL=(ALL) NOPASSWD: ALL';
const asking = 'operator ALL=(ALL) ALL';

/** What every process of this machine was started with, and its environment: where a password must not be. */
function everythingOfProcesses(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) =>
      ['cmdline', 'environ'].map((file) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, 'latin1');
        } catch {
          return '';
        }
      }),
    )
    .join('\n');
}

describe.skipIf(!hasSudo).each(transportKinds)(
  '$name and a real sudo (Debian sudo, root, own namespaces)',
  (kind) => {
    const opened: { close(): Promise<void> }[] = [];
    const started: SudoSshd[] = [];
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      for (const one of started.splice(0)) await one.stop();
    });

    /** Hosts that let in the same key, and a transport whose gate gives this password. */
    async function start(
      rules: readonly string[],
      password: string | null,
      { create }: TransportKind = kind,
    ) {
      let asked = 0;
      const sudo = createSudoGate(async () => {
        asked += 1;
        return password;
      });
      const hosts: SudoSshd[] = [];
      const connections: Connection[] = [];
      const transports: Transport[] = [];
      for (const rule of rules) {
        const host = await startSudoSshd([rule]);
        started.push(host);
        hosts.push(host);
        const transport = await create({ keyFile: host.keyFile, sudo });
        opened.push(transport);
        transports.push(transport);
        connections.push(await mustConnect(transport, hostOf(host)));
      }
      const run = (at: number, argv: [string, ...string[]], options = {}) => {
        const connection = connections[at];
        if (connection === undefined) throw new Error('no such host');
        return gather((runOptions) => connection.run({ argv, asRoot: true }, runOptions), options);
      };
      return { hosts, run, asked: () => asked };
    }
    const tries = (host: SudoSshd | undefined) =>
      host?.readSudoLog().match(/incorrect password attempt/g)?.length ?? 0;

    it('needs no password where none is asked for', async () => {
      const { run, asked } = await start([free], 'hemligt');
      expect(await run(0, ['id', '-u'])).toEqual({
        end: { kind: 'exit', code: 0 },
        stdout: '0\n',
        stderr: '',
      });
      expect(asked()).toBe(0);
    });

    it('gives the password once it is asked for, and asks the person once a run', async () => {
      const { run, asked } = await start([asking, asking], 'hemligt');
      const results = await Promise.all([run(0, ['id', '-u']), run(1, ['id', '-u']), run(0, ['id', '-u'])]);
      expect(results.map(({ end, stdout, stderr }) => [end.kind, stdout, stderr])).toEqual(
        Array(3).fill(['exit', '0\n', '']),
      );
      expect(asked()).toBe(1);
    });

    it('never shows the password to another process, nor to the command', async () => {
      const { run, hosts } = await start([asking], 'hemligt');
      let seen = '';
      // It waits until it was looked at: what it prints of its environment says "ready" once more (SUDO_COMMAND), after its end.
      const looked = join(mkdtempSync(join(tmpdir(), 'grundval-looked-')), 'looked');
      const waits = `echo ready; until [ -e ${looked} ]; do sleep 0.1; done; env; cat`;
      const { stdout } = await run(0, ['sh', '-c', waits], {
        onOutput: () => {
          if (seen !== '') return;
          seen = everythingOfProcesses();
          writeFileSync(looked, '');
        },
      });
      rmSync(dirname(looked), { recursive: true });
      expect(seen).toContain(looked);
      expect(seen).not.toContain('hemligt');
      expect(stdout).not.toContain('hemligt');
      expect(hosts[0]?.readSudoLog()).not.toContain('hemligt');
    });

    it('tries a wrong password on one host, once, and on no other', async () => {
      const { run, hosts } = await start([asking, asking, asking], 'fel');
      const results = await Promise.all([0, 1, 2].map((at) => run(at, ['id', '-u'])));
      expect(results.map(({ end }) => end)).toEqual(
        Array(3).fill(expect.objectContaining({ kind: 'refused', reason: 'sudo-password' })),
      );
      // Whichever came first.
      const before = hosts.map(tries);
      expect(before.toSorted()).toEqual([0, 0, 1]);
      expect(hosts.map((host) => host.readSudoLog()).join('')).toContain('1 incorrect password attempt');
      expect((await run(1, ['id', '-u'])).end.kind).toBe('refused');
      expect(hosts.map(tries)).toEqual(before);
    });

    it('says so where there is no password', async () => {
      const { run, hosts } = await start([asking], null);
      expect((await run(0, ['id', '-u'])).end).toMatchObject({ kind: 'refused', reason: 'sudo-password' });
      expect(tries(hosts[0])).toBe(0);
    });

    it('says so where the user may not', async () => {
      const { run } = await start(['operator ALL=(ALL) /bin/no-such'], 'hemligt');
      expect((await run(0, ['id', '-u'])).end).toMatchObject({ kind: 'refused', reason: 'sudo-not-allowed' });
    });

    it.each([
      ['without a password', free],
      ['with a password', asking],
    ])('stops what runs as root, with its children, %s', async (_how, rule) => {
      const { run } = await start([rule], 'hemligt');
      const cancel = new AbortController();
      const marker = `grundval-root-${process.pid}-${Math.random()}`;
      const { end } = await run(0, ['sh', '-c', 'sleep 300 & echo ready; wait', marker], {
        signal: cancel.signal,
        onOutput: () => cancel.abort(),
      });
      expect(end).toEqual({ kind: 'cancelled', stopped: true });
      expect(everythingOfProcesses()).not.toContain(marker);
    });
  },
);
