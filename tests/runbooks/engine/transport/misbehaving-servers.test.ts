import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Transport } from '#runbooks/engine/transport/transport.ts';
import {
  type SshServerBehaviour,
  type SshServerTwin,
  startSshServerTwin,
} from '../../../twins/ssh-server.ts';
import { hasSshd, makeKey } from './test-sshd.ts';
import {
  connectOptions,
  gather,
  hostOf,
  mustConnect,
  mustFail,
  type TransportSetup,
  transportKinds,
} from './transport-kinds.ts';

describe.skipIf(!hasSshd).each(transportKinds)('$name against a misbehaving server', ({ name, create }) => {
  let folder: string;
  let keyFile: string;
  let server: SshServerTwin | undefined;
  let transport: Transport | undefined;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grundval-twin-'));
    keyFile = join(folder, 'key');
    makeKey(keyFile);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    await transport?.close();
    await server?.stop();
  });

  async function start(behaviour: SshServerBehaviour, setup: Partial<TransportSetup> = {}) {
    server = await startSshServerTwin(behaviour);
    transport = await create({ keyFile, ...setup });
    return { server, transport };
  }
  const runTrue = (connection: Connection, options = {}) =>
    gather((runOptions) => connection.run({ argv: ['true'] }, runOptions), options);

  it('never authenticates to one whose key is unknown, changed or revoked (defect 1)', async () => {
    const twin = await startSshServerTwin({});
    const name = `[${twin.address}]:${twin.port}`;
    const another = makeKey(join(folder, `another-${twin.port}`));
    const cases = [
      ['', 'unknown-host-key'],
      [`${name} ${another}\n`, 'changed-host-key'],
      [`${name} ${twin.hostKey}\n@revoked ${name} ${twin.hostKey}\n`, 'revoked-host-key'],
      [`@cert-authority * ${twin.hostKey}\n`, 'unknown-host-key'],
    ] as const;
    for (const [knownHosts, reason] of cases) {
      const one = await create({ keyFile, knownHosts });
      expect((await mustFail(one, hostOf(twin, { hostKeys: [] }))).reason).toBe(reason);
      await one.close();
    }
    expect(twin.authentications).toBe(0);
    await twin.stop();
  });

  it('gives up on one that accepts and never says a word', async () => {
    const { server: twin, transport: one } = await start({ onSocket: () => true });
    const failure = await mustFail(one, hostOf(twin), { ...connectOptions, timeoutSeconds: 0.5 });
    expect(failure).toMatchObject({ reason: 'timeout', at: 'web-1' });
  });

  it('gives up on one that never answers the authentication', async () => {
    const { server: twin, transport: one } = await start({ onAuthentication: () => true });
    const failure = await mustFail(one, hostOf(twin), { ...connectOptions, timeoutSeconds: 1 });
    expect(failure.reason).toBe('timeout');
  });

  it('gives up at once where nobody wants the connection any more', async () => {
    const { server: twin, transport: one } = await start({ onSocket: () => true });
    const cancel = new AbortController();
    const failing = mustFail(one, hostOf(twin), { timeoutSeconds: 60, signal: cancel.signal });
    cancel.abort();
    expect((await failing).reason).toBe('cancelled');
  });

  it('tries again where it is turned away before the keys are exchanged', async () => {
    const { server: twin, transport: one } = await start({
      onSocket: (socket, number) => {
        if (number > 2) return false;
        if (number === 1) socket.resetAndDestroy();
        else socket.end();
        return true;
      },
      onCommand: ({ channel, begin }) => {
        begin();
        channel.exit(0);
        channel.end();
      },
    });
    const connection = await mustConnect(one, hostOf(twin));
    expect((await runTrue(connection)).end).toEqual({ kind: 'exit', code: 0 });
    expect(twin.connections).toBe(3);
  });

  it('does not try for ever where it is always turned away', async () => {
    const { server: twin, transport: one } = await start(
      {
        onSocket: (socket) => {
          socket.end();
          return true;
        },
      },
      { limits: { attempts: 3 } },
    );
    expect((await mustFail(one, hostOf(twin))).reason).toBe('lost-before-handshake');
    expect(twin.connections).toBe(3);
  });

  it('does not try again where it is not let in', async () => {
    const { server: twin, transport: one } = await start({
      onAuthentication: (socket) => {
        socket.destroy();
        return true;
      },
    });
    expect((await mustFail(one, hostOf(twin))).reason).not.toBe('timeout');
    expect(twin.connections).toBe(1);
  });

  it('survives a reset while idle, and says of the next command that it is lost (defect 2)', async () => {
    const sockets: { resetAndDestroy(): unknown }[] = [];
    const { server: twin, transport: one } = await start({
      onSocket: (socket) => {
        sockets.push(socket);
        return false;
      },
    });
    const connection = await mustConnect(one, hostOf(twin));
    for (const socket of sockets) socket.resetAndDestroy();
    expect((await runTrue(connection)).end.kind).toBe('lost');
  });

  it('survives a reset in the middle of a command, and gives what had come (defect 2)', async () => {
    const { server: twin, transport: one } = await start({
      onCommand: ({ channel, socket, begin }) => {
        begin();
        channel.write('partial\n', () => setTimeout(() => socket.resetAndDestroy(), 200));
      },
    });
    const connection = await mustConnect(one, hostOf(twin));
    const { end, stdout } = await runTrue(connection);
    expect(end.kind).toBe('lost');
    expect(stdout).toBe('partial\n');
  });

  it('takes a session that is closed without a status for lost (defect 3)', async () => {
    const { server: twin, transport: one } = await start({
      onCommand: ({ channel, begin }) => {
        begin();
        channel.end();
      },
    });
    expect((await runTrue(await mustConnect(one, hostOf(twin)))).end.kind).toBe('lost');
  });

  it('is not fooled by a command that prints what the wrapper says', async () => {
    const { server: twin, transport: one } = await start({
      onCommand: ({ channel, mark, begin }) => {
        begin();
        channel.stderr.write(`${mark} no-folder\n`);
        channel.exit(5);
        channel.end();
      },
    });
    expect((await runTrue(await mustConnect(one, hostOf(twin)))).end).toEqual({ kind: 'exit', code: 5 });
  });

  it('finds out that a frozen server is gone by its silence alone (defect 6)', async () => {
    const { server: twin, transport: one } = await start(
      {
        onCommand: ({ socket, begin }) => {
          begin();
          setTimeout(() => socket.pause(), 100);
        },
      },
      { keepaliveSeconds: 1 },
    );
    const { end } = await runTrue(await mustConnect(one, hostOf(twin)), { timeoutSeconds: 60 });
    expect(end.kind).toBe('lost');
  });

  it('ends a command of a server that never answers, and does not claim that it was stopped', async () => {
    const { server: twin, transport: one } = await start({ givesSessions: null });
    const { end } = await runTrue(await mustConnect(one, hostOf(twin)), { timeoutSeconds: 0.5 });
    expect(end).toEqual({ kind: 'timeout', stopped: false });
  });

  it('says that a command never began where no session is given', async () => {
    const { server: twin, transport: one } = await start({ givesSessions: false });
    const { end } = await runTrue(await mustConnect(one, hostOf(twin)));
    expect(end).toMatchObject({ kind: 'refused', reason: 'no-session' });
    expect(twin.commands).toBe(0);
  });

  it('says that a command never began where the account has no shell', async () => {
    const { server: twin, transport: one } = await start({
      onCommand: ({ channel }) => {
        channel.stderr.write('This account is currently not available.\n');
        channel.exit(1);
        channel.end();
      },
    });
    expect((await runTrue(await mustConnect(one, hostOf(twin)))).end).toEqual({
      kind: 'refused',
      reason: 'no-session',
      message: 'This account is currently not available.',
    });
  });

  it('lets a bad host affect no other', async () => {
    const bad = await startSshServerTwin({
      onCommand: ({ socket, begin }) => {
        begin();
        setTimeout(() => socket.resetAndDestroy(), 50);
      },
    });
    const { server: twin, transport: one } = await start({
      onCommand: ({ channel, begin }) => {
        begin();
        setTimeout(() => {
          channel.exit(0);
          channel.end();
        }, 300);
      },
    });
    const [bads, goods] = await Promise.all(
      [bad, twin].map((each) =>
        Promise.all(
          Array.from(
            { length: 4 },
            async () => (await runTrue(await mustConnect(one, hostOf(each)))).end.kind,
          ),
        ),
      ),
    );
    expect(bads).toEqual(Array(4).fill('lost'));
    expect(goods).toEqual(Array(4).fill('exit'));
    await bad.stop();
  });

  describe.skipIf(name !== 'ssh2')('(the OpenSSH client does this by itself)', () => {
    const exitThenReset: SshServerBehaviour = {
      onCommand: ({ channel, socket, begin }) => {
        begin();
        channel.write('partial\n');
        channel.exit(0);
        setTimeout(() => socket.resetAndDestroy(), 200);
      },
    };

    it('takes an exit status without the end of the output for lost: the output may be cut', async () => {
      const { server: twin, transport: one } = await start(exitThenReset);
      expect((await runTrue(await mustConnect(one, hostOf(twin)))).end.kind).toBe('lost');
    });

    it('takes a reset after the exit for the clean end that it is on Windows', async () => {
      const { server: twin, transport: one } = await start(exitThenReset);
      const connection = await mustConnect(one, hostOf(twin, { system: 'windows' }));
      expect(await runTrue(connection)).toMatchObject({
        end: { kind: 'exit', code: 0 },
        stdout: 'partial\n',
      });
    });

    it('ends the connection to a server that sends more than it was given room for (ssh2 #1505)', async () => {
      const { server: twin, transport: one } = await start({
        onCommand: ({ channel, begin }) => {
          begin();
          const inside = channel as unknown as { outgoing: { window: number } };
          const flood = () => {
            inside.outgoing.window = 1 << 30;
            if (channel.writable) channel.write(Buffer.alloc(1 << 20), () => setImmediate(flood));
          };
          flood();
        },
      });
      const connection = await mustConnect(one, hostOf(twin));
      const { end } = await runTrue(connection, {
        onOutput: () => new Promise((resolve) => setTimeout(resolve, 50)),
      });
      expect(end).toMatchObject({
        kind: 'lost',
        reason: expect.stringContaining('more than it was given room for'),
      });
    });
  });
});
