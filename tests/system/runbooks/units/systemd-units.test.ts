import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import type { StepEnd, StepRequest } from '#runbooks/engine/host/step-runner.ts';
import { unitName } from '#runbooks/engine/host/unit-name.ts';
import type { Connection, RemoteCommand } from '#runbooks/engine/transport/transport.ts';
import { type Machine, noMachine, startMachine } from '../machine/start-machine.ts';

let machine: Machine;
let number = 0;

function request(argv: RemoteCommand['argv'], timeoutSeconds = 120): StepRequest {
  number += 1;
  return {
    unit: unitName('k1', 'maskin', `steg-${number}`),
    command: { argv, asRoot: true },
    timeoutSeconds,
  };
}

async function follow(
  how: 'start' | 'attach',
  connection: Connection,
  step: StepRequest,
  signal = new AbortController().signal,
): Promise<{ end: StepEnd; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const onOutput = ({ stream, text }: { stream: 'stdout' | 'stderr'; text: string }) => {
    said[stream] += text;
  };
  const end = await keptRunner[how](connection, step, { signal, onOutput, onStarted: async () => undefined });
  return { end, ...said };
}

/** What a command on the machine says; run beside the steps, as root. */
async function ask(...argv: [string, ...string[]]): Promise<string> {
  let text = '';
  await machine.connect().run(
    { argv, asRoot: true },
    {
      timeoutSeconds: 60,
      signal: new AbortController().signal,
      onOutput: (chunk) => {
        text += chunk.text;
      },
    },
  );
  return text.trim();
}

async function until(isSo: () => Promise<boolean>) {
  for (let n = 0; n < 60; n += 1) {
    if (await isSo()) return;
    await sleep(500);
  }
  throw new Error('it did not come about');
}
/** Processes whose program is `sleep 301`, `302` or `303`. */
async function countSleepers(): Promise<number> {
  const text = await ask(
    'sh',
    '-c',
    'for p in /proc/[0-9]*; do tr "\\0" " " <"$p/cmdline"; echo; done 2>/dev/null',
  );
  return text.split('\n').filter((line) => /^sleep 30[123] $/.test(line)).length;
}
const isActive = async (unit: string) => (await ask('systemctl', 'is-active', unit)) === 'active';

describe.skipIf(noMachine !== null)(
  `steps as units of systemd, in a virtual machine (${noMachine ?? 'QEMU'})`,
  () => {
    beforeAll(async () => {
      machine = await startMachine();
      await machine.untilUp();
    }, 1_200_000);
    afterAll(() => machine?.stop());

    it('run in a cgroup of their own, and tell what they said and how they ended', async () => {
      const step = request(['sh', '-c', 'cat /proc/self/cgroup; echo fel åäö >&2; exit 7']);
      const seen = await follow('start', await machine.open(), step);
      expect(seen.end).toEqual({ kind: 'exit', code: 7 });
      expect(seen.stdout).toContain(`/system.slice/${step.unit}.service`);
      expect(seen.stderr).toBe('fel åäö\n');
      expect(await follow('attach', await machine.open(), step)).toEqual(seen);
      expect(await ask('systemctl', 'list-units', '--all', '--no-legend', `${step.unit}*`)).toBe('');
    });

    it('take no variable of systemd for one of theirs', async () => {
      const odd = ['$HOME', '$' + '{HOME}', '%n', '$$', "it's", '\\x41', '', 'ny\nrad'];
      const step = request(['printf', '%s|', ...odd]);
      expect((await follow('start', await machine.open(), step)).stdout).toBe(`${odd.join('|')}|`);
    });

    it('go on when the line is cut and the controller is dead, and are found again by name', async () => {
      const step = request(['sh', '-c', 'echo före; sleep 8; echo efter']);
      const connection = await machine.open();
      const first = follow('start', connection, step);
      await until(() => isActive(`${step.unit}.service`));
      await connection.lose();
      expect((await first).end.kind).toBe('lost');
      expect(await isActive(`${step.unit}.service`)).toBe(true);
      expect(await follow('attach', await machine.open(), step)).toMatchObject({
        end: { kind: 'exit', code: 0 },
        stdout: 'före\nefter\n',
      });
    });

    it('die as one when cancelled: also what has left its process group, its session and its parent', async () => {
      const step = request([
        'sh',
        '-c',
        'setsid sh -c "trap \'\' TERM HUP; exec sleep 301" & setsid sleep 302 & sleep 303',
      ]);
      const cancel = new AbortController();
      const run = follow('start', await machine.open(), step, cancel.signal);
      await until(async () => (await countSleepers()) === 3);
      cancel.abort();
      expect((await run).end).toEqual({ kind: 'cancelled', stopped: true });
      expect(await countSleepers()).toBe(0);
      expect((await follow('attach', await machine.open(), step)).end).toEqual({
        kind: 'cancelled',
        stopped: true,
      });
    });

    it('end by their own time limit, and say so', async () => {
      const step = request(['sleep', '100'], 2);
      expect((await follow('start', await machine.open(), step)).end).toEqual({
        kind: 'timeout',
        stopped: true,
      });
    });

    it('say which signal ended them from outside, and never that it went well', async () => {
      const step = request(['sleep', '100']);
      const run = follow('start', await machine.open(), step);
      await until(() => isActive(`${step.unit}.service`));
      await ask('systemctl', 'kill', '--signal=KILL', `${step.unit}.service`);
      expect((await run).end).toEqual({ kind: 'signal', signal: 'SIGKILL' });
    });

    it('are gone, not done, after a restart in the middle; their records outlive it', async () => {
      const over = request(['echo', 'klart']);
      await follow('start', await machine.open(), over);
      const step = request(['sh', '-c', 'sync; echo b >/proc/sysrq-trigger; sleep 60']);
      const run = follow('start', await machine.open(), step);
      expect((await run).end.kind).toBe('lost');
      await machine.untilUp();
      expect((await follow('attach', await machine.open(), step)).end).toEqual({
        kind: 'gone',
        why: 'the host was restarted while it ran',
        mayRun: false,
      });
      expect(await follow('attach', await machine.open(), over)).toMatchObject({
        end: { kind: 'exit', code: 0 },
        stdout: 'klart\n',
      });
    }, 600_000);
  },
);
