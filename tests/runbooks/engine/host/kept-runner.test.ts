import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import type { StepEnd, StepRequest } from '#runbooks/engine/host/step-runner.ts';
import { unitName } from '#runbooks/engine/host/unit-name.ts';
import type { Connection, RemoteCommand } from '#runbooks/engine/transport/transport.ts';
import { createLocalHost, type LocalHost } from './local-connection.ts';

let host: LocalHost;
beforeAll(() => {
  host = createLocalHost();
});
afterAll(() => host.remove());

let number = 0;
function request(
  argv: RemoteCommand['argv'],
  more: Partial<RemoteCommand> & { timeoutSeconds?: number } = {},
) {
  const { timeoutSeconds = 30, ...rest } = more;
  number += 1;
  return { unit: unitName('k1', 'local', `step-${number}`), command: { argv, ...rest }, timeoutSeconds };
}

interface Seen {
  readonly end: StepEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly started: readonly string[];
}

async function follow(
  how: 'start' | 'attach',
  connection: Connection,
  step: StepRequest,
  signal = new AbortController().signal,
): Promise<Seen> {
  const said = { stdout: '', stderr: '' };
  const started: string[] = [];
  const end = await keptRunner[how](connection, step, {
    signal,
    onOutput: ({ stream, text }) => {
      said[stream] += text;
    },
    onStarted: async (unit) => {
      started.push(unit);
    },
  });
  return { end, ...said, started };
}
const start = (step: StepRequest, connection: Connection = host.connect()) =>
  follow('start', connection, step);
const attach = (step: StepRequest, connection: Connection = host.connect()) =>
  follow('attach', connection, step);
const inHome = (name: string) => join(host.home, name);

async function until(isSo: () => boolean) {
  for (let n = 0; n < 400 && !isSo(); n += 1) await sleep(25);
  expect(isSo()).toBe(true);
}

describe('a step that the host keeps, where there is no systemd for it', () => {
  it('tells what the command said on each stream, and its exit code', async () => {
    const step = request(['sh', '-c', 'echo ut åäö; echo fel >&2; exit 3']);
    const seen = await start(step);
    expect(seen).toEqual({
      end: { kind: 'exit', code: 3 },
      stdout: 'ut åäö\n',
      stderr: 'fel\n',
      started: [step.unit],
    });
  });

  it('is told again, whole, to whoever attaches afterwards', async () => {
    const step = request(['sh', '-c', 'echo en; echo fel >&2']);
    const first = await start(step);
    expect(await attach(step)).toEqual({ ...first, started: [] });
  });

  it('hands over arguments, variables and input as they are, whatever a shell would make of them', async () => {
    const odd = [
      '$(touch x)',
      '`id`',
      "it's",
      '"',
      'a b',
      '$HOME',
      '*',
      '\\',
      'ö\nny rad',
      '',
      '-n',
      ';exit',
    ];
    const step = request(['sh', '-c', 'printf "%s|" "$@" "$ODD"; cat', 'sh', ...odd], {
      environment: { ODD: '$HOME "\'$(id)', LC_ALL: 'C' },
      stdin: new TextEncoder().encode('hemligt å\n'),
    });
    const seen = await start(step);
    expect(seen.stdout).toBe(`${[...odd, '$HOME "\'$(id)'].join('|')}|hemligt å\n`);
    expect(existsSync(inHome('.local/state/grundval/steps'))).toBe(true);
    expect(existsSync(inHome(`.local/state/grundval/steps/${step.unit}/stdin`))).toBe(false);
  });

  it('is begun once, however often it is asked for, also at the same time', async () => {
    const step = request(['sh', '-c', `echo x >>"$HOME/once"; sleep 0.3; cat "$HOME/once"`]);
    const all = await Promise.all([start(step), start(step), start(step)]);
    for (const { end, stdout } of all) expect([end, stdout]).toEqual([{ kind: 'exit', code: 0 }, 'x\n']);
    expect((await start(step)).stdout).toBe('x\n');
    expect(readFileSync(inHome('once'), 'utf8')).toBe('x\n');
  });

  it('goes on when the line is cut, and is found again by its name', async () => {
    const step = request([
      'sh',
      '-c',
      'echo före; touch "$HOME/began"; while [ ! -e "$HOME/go" ]; do sleep 0.05; done; echo efter',
    ]);
    const connection = host.connect();
    const first = start(step, connection);
    await until(() => existsSync(inHome('began')));
    connection.lose();
    expect((await first).end.kind).toBe('lost');
    const second = attach(step);
    await sleep(100);
    writeFileSync(inHome('go'), '');
    expect(await second).toMatchObject({ end: { kind: 'exit', code: 0 }, stdout: 'före\nefter\n' });
  });

  it('is never-begun to whoever attaches where nobody asked for it, and can be begun then', async () => {
    const step = request(['true']);
    expect((await attach(step)).end).toEqual({ kind: 'never-begun' });
    expect((await start(step)).end).toEqual({ kind: 'exit', code: 0 });
  });

  it('dies as one when it is cancelled, and says so to later controllers', async () => {
    const step = request([
      'sh',
      '-c',
      'echo $$ >"$HOME/a"; sh -c \'echo $$ >"$HOME/b"; sleep 60\' & sleep 60',
    ]);
    const cancel = new AbortController();
    const run = follow('start', host.connect(), step, cancel.signal);
    await until(() => existsSync(inHome('b')) && readFileSync(inHome('b'), 'utf8') !== '');
    cancel.abort();
    expect((await run).end).toEqual({ kind: 'cancelled', stopped: true });
    for (const name of ['a', 'b']) {
      const pid = readFileSync(inHome(name), 'utf8').trim();
      await until(
        () => !existsSync(`/proc/${pid}`) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z'),
      );
    }
    expect((await attach(step)).end).toEqual({ kind: 'cancelled', stopped: true });
  });

  it('is stopped by name from another connection, and a stop of what is over is true', async () => {
    const step = request(['sh', '-c', 'touch "$HOME/runs"; trap "" TERM; while :; do sleep 0.1; done']);
    const run = start(step);
    await until(() => existsSync(inHome('runs')));
    expect(await keptRunner.stop(host.connect(), step.unit)).toBe(true);
    expect((await run).end).toEqual({ kind: 'cancelled', stopped: true });
    expect(await keptRunner.stop(host.connect(), step.unit)).toBe(true);
  });

  it('does not claim to have stopped what root may have, where root cannot be asked', async () => {
    expect(await keptRunner.stop(host.connect(), 'grundval-k9-none-000000000000')).toBe(false);
  });

  it('ends on the host when its time is out, with nobody there to see', async () => {
    const step = request(['sleep', '60'], { timeoutSeconds: 1 });
    const connection = host.connect();
    const lost = start(step, connection);
    await sleep(300);
    connection.lose();
    await lost;
    expect((await attach(step)).end).toEqual({ kind: 'timeout', stopped: true });
  });

  it('says what was not there, and runs nothing', async () => {
    expect((await start(request(['touch', inHome('never')], { folder: '/no/such' }))).end).toMatchObject({
      kind: 'refused',
      reason: 'no-folder',
    });
    expect(existsSync(inHome('never'))).toBe(false);
    expect((await start(request(['no-such-program-åäö']))).end).toMatchObject({
      kind: 'refused',
      reason: 'no-program',
    });
  });

  it('is gone, not successful, where its keeper and its group were killed', async () => {
    const step = request(['sh', '-c', 'touch "$HOME/kept"; sleep 60']);
    const connection = host.connect();
    const run = start(step, connection);
    await until(() => existsSync(inHome('kept')));
    connection.lose();
    await run;
    const folder = inHome(`.local/state/grundval/steps/${step.unit}`);
    const keeper = Number(readFileSync(`${folder}/begun/keeper`, 'utf8').split(' ')[0]);
    const group = Number(readFileSync(`${folder}/group`, 'utf8'));
    process.kill(keeper, 'SIGKILL');
    process.kill(-group, 'SIGKILL');
    expect((await attach(step)).end).toMatchObject({ kind: 'gone', mayRun: true });
  });

  it('gives a lot of output in order and whole, over the borders of what is fetched at a time', async () => {
    const step = request(['sh', '-c', 'seq 1 120000; printf "%s" "slut ö"']);
    const { stdout, end } = await start(step);
    expect(end).toEqual({ kind: 'exit', code: 0 });
    expect(stdout).toBe(`${Array.from({ length: 120_000 }, (_, n) => n + 1).join('\n')}\nslut ö`);
  });
});
