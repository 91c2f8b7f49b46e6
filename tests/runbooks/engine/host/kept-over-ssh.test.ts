import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import type { StepEnd, StepRequest } from '#runbooks/engine/host/step-runner.ts';
import { unitName } from '#runbooks/engine/host/unit-name.ts';
import type { Connection, RemoteCommand, Transport } from '#runbooks/engine/transport/transport.ts';
import { hasSshd, startTestSshd, type TestSshd } from '../transport/test-sshd.ts';
import { hostOf, mustConnect, transportKinds } from '../transport/transport-kinds.ts';

const isRoot = process.getuid?.() === 0;
/** Root's records would lie in /var/lib; here that is an empty folder that only the sshd of the test sees. */
const ownVarLib = isRoot
  ? ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /var/lib && exec "$@"', 'sh']
  : [];
const canHide =
  !isRoot || spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/var/lib']).status === 0;
const isPossible = hasSshd && canHide && !existsSync('/run/systemd/system');

describe.skipIf(!isPossible).each(transportKinds)(
  'a step that a host keeps without systemd, over $name to a real sshd',
  ({ create }) => {
    let sshd: TestSshd;
    let transports: Transport[] = [];
    let number = 0;

    beforeAll(async () => {
      sshd = await startTestSshd({ within: ownVarLib });
    });
    afterAll(async () => {
      await Promise.all(transports.map((transport) => transport.close()));
      transports = [];
      await sshd?.stop();
    });

    async function connect(): Promise<Connection & { readonly over: Transport }> {
      const transport = await create({ keyFile: sshd.keyFile });
      transports.push(transport);
      return { ...(await mustConnect(transport, hostOf(sshd))), over: transport };
    }

    function request(argv: RemoteCommand['argv']): StepRequest {
      number += 1;
      return { unit: unitName('k1', 'sshd', `steg-${number}`), command: { argv }, timeoutSeconds: 60 };
    }

    async function follow(
      how: 'start' | 'attach',
      connection: Connection,
      step: StepRequest,
      signal = new AbortController().signal,
    ): Promise<{ end: StepEnd; stdout: string }> {
      let stdout = '';
      const end = await keptRunner[how](connection, step, {
        signal,
        onStarted: async () => undefined,
        onOutput: (chunk) => {
          if (chunk.stream === 'stdout') stdout += chunk.text;
        },
      });
      return { end, stdout };
    }

    async function until(isSo: () => boolean) {
      for (let n = 0; n < 400 && !isSo(); n += 1) await sleep(25);
      expect(isSo()).toBe(true);
    }

    it('tells what it said and how it ended', async () => {
      const step = request(['sh', '-c', 'echo åäö; exit 4']);
      expect(await follow('start', await connect(), step)).toEqual({
        end: { kind: 'exit', code: 4 },
        stdout: 'åäö\n',
      });
    });

    it('goes on when its controller is gone, and is found by the next one', async () => {
      const began = join(sshd.folder, 'began');
      const go = join(sshd.folder, 'go');
      const step = request([
        'sh',
        '-c',
        'echo en; touch "$0"; while [ ! -e "$1" ]; do sleep 0.05; done; echo två',
        began,
        go,
      ]);
      const first = await connect();
      const left = follow('start', first, step);
      await until(() => existsSync(began));
      await first.over.close();
      expect((await left).end.kind).toBe('lost');
      const found = follow('attach', await connect(), step);
      writeFileSync(go, '');
      expect(await found).toEqual({ end: { kind: 'exit', code: 0 }, stdout: 'en\ntvå\n' });
    });

    it('dies as one when it is cancelled', async () => {
      const pids = join(sshd.folder, 'pids');
      const step = request(['sh', '-c', 'sleep 60 & echo "$$ $!" >"$0"; wait', pids]);
      const cancel = new AbortController();
      const run = follow('start', await connect(), step, cancel.signal);
      await until(() => existsSync(pids) && readFileSync(pids, 'utf8') !== '');
      cancel.abort();
      // Whether it had begun to be followed or not: it was seen to be gone.
      expect((await run).end).toEqual({ kind: 'cancelled', stopped: true });
      const isGone = (pid: string) =>
        !existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
      await until(() => readFileSync(pids, 'utf8').trim().split(' ').every(isGone));
    });
  },
);
