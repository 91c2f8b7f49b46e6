import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildAgent } from '#agents/client/bundle.ts';
import { agentVersion } from '#agents/client/version.ts';
import { sectionNames } from '#model/report/sections/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const launcher = join(project, 'bin/grundval-agent');

/** A Node on this machine that is too old to run the project, by which the launcher is tried; null where there is none. */
const oldNode =
  ['/usr/bin/node', '/usr/local/bin/node'].find(
    (path) =>
      existsSync(path) && Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'])) < 24,
  ) ?? null;

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function start(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const [program = '', ...args] = command;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const surroundings = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8', ...env };
  execFile(program, args, { env: surroundings }, (error, stdout, stderr) =>
    resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  return promise;
}

const agent = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  start([process.execPath, launcher, ...args], env);

/** A trace of the program's own lines is for its makers; a person gets a sentence. */
const hasTrace = ({ stdout, stderr }: Outcome) => /^\s+at .+:\d+:\d+/m.test(stdout + stderr);

const swedish = { LANG: 'sv_SE.UTF-8' };

describe('grundval-agent', () => {
  it.each([
    ['--help', {}, 'reports the state of this device'],
    ['help', {}, 'Exit status'],
    ['help', swedish, 'rapporterar enhetens tillstånd'],
    ['-h', swedish, 'Slutstatus'],
  ])('%s under %j tells how it is used', async (word, env, words) => {
    const outcome = await agent([word], env);
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(outcome.stdout).toContain(words);
  });

  it.each(['--version', '-v', 'version'])('%s tells its version and nothing else', async (word) => {
    expect(await agent([word])).toEqual({ exitCode: 0, stdout: `${agentVersion}\n`, stderr: '' });
  });

  it.each([
    ['an unknown command', ['rnu'], 'There is no command "rnu".'],
    ['an unknown flag', ['run', '--fast'], '--fast'],
    ['a flag of another command', ['status', '--force'], '--force means nothing to "status".'],
    ['a word too many', ['run', 'now'], '"now" after "run"'],
    ['an unknown language', ['status', '--lang', 'xx'], '--lang has the value "xx"'],
    ['an unknown profile', ['explain', '--profile', 'boss'], '--profile has the value "boss"'],
    ['an address that is none', ['enrol', '--server', 'ftp://x'], 'ftp'],
    ['an enrolment without an address', ['enrol'], 'Which collector?'],
    ['an enrolment without a token', ['enrol', '--server', 'http://127.0.0.1:9'], 'token'],
    ['settings that are missing', ['status', '--config', '/nonexistent.json'], '/nonexistent.json'],
  ])('ends with 2 and one clear sentence for %s', async (_what, args, words) => {
    const outcome = await agent([...args, '--state', join(await temporaryFolder(), 'state')]);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain(words);
    expect(hasTrace(outcome)).toBe(false);
  });

  it('ends with 2 for settings that are wrong, and says which', async () => {
    const config = join(await temporaryFolder(), 'agent.json');
    await writeFile(config, '{ "server": 7, "colour": "red" }');
    const outcome = await agent(['status', '--config', config]);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toMatch(/server: .+; .*colour/);
  });

  it.each([
    [{}, 'not enrolled'],
    [swedish, 'inte ansluten'],
  ])('ends status with 1 before the enrolment, told under %j', async (env, words) => {
    const outcome = await agent(['status', '--state', await temporaryFolder()], env);
    expect(outcome).toMatchObject({ exitCode: 1, stderr: '' });
    expect(outcome.stdout).toContain(words);
  });

  it('ends run with 1 before the enrolment, with the next command as a hint', async () => {
    const outcome = await agent(['run', '--state', await temporaryFolder()]);
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
    expect(outcome.stderr).toContain('grundval-agent enrol --server');
    expect(hasTrace(outcome)).toBe(false);
  });

  it('ends enrol with 1 where nobody listens', async () => {
    const outcome = await agent(
      ['enrol', '--server', 'http://127.0.0.1:9', '--state', join(await temporaryFolder(), 'state')],
      { GRUNDVAL_ENROLMENT_TOKEN: 'a-token-of-some-length' },
    );
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain('nothing listens there');
    expect(hasTrace(outcome)).toBe(false);
  });

  it('speaks the language it is told over that of the surroundings', async () => {
    const outcome = await agent(['status', '--lang', 'en', '--state', await temporaryFolder()], swedish);
    expect(outcome.stdout).toContain('not enrolled');
  });
});

describe.skipIf(process.platform !== 'linux')('grundval-agent explain', () => {
  it('shows every section of the profile in the language of the reader, and sends and keeps nothing', async () => {
    const state = join(await temporaryFolder(), 'state');
    const [english, swedishText, json] = await Promise.all([
      agent(['explain', '--profile', 'pupil', '--state', state]),
      agent(['explain', '--profile', 'pupil', '--state', state], swedish),
      agent(['explain', '--profile', 'server', '--json', '--state', state]),
    ]);
    for (const outcome of [english, swedishText, json]) expect(outcome.exitCode).toBe(0);
    expect(english.stdout).toContain('Nothing has been sent now.');
    expect(swedishText.stdout).toMatch(/uppdateringar/i);
    const explanation = JSON.parse(json.stdout) as { report: { sections: Record<string, unknown> } };
    expect(Object.keys(explanation.report.sections).sort()).toEqual([...sectionNames].sort());
    expect(existsSync(state)).toBe(false);
  }, 60_000);

  it('may be read only in part', async () => {
    const state = join(await temporaryFolder(), 'state');
    const child = spawn(process.execPath, [launcher, 'explain', '--profile', 'server', '--state', state], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.destroy();
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  }, 60_000);
});

const oldNodeTitle = `by a Node that is too old${oldNode === null ? ' (skipped: there is none on this machine)' : ''}`;

describe.skipIf(oldNode === null)(oldNodeTitle, () => {
  it('hands over to the project’s own, with arguments, language, output and exit status', async () => {
    const state = await temporaryFolder();
    expect(await start([oldNode ?? '', launcher, 'version'])).toMatchObject({
      exitCode: 0,
      stdout: `${agentVersion}\n`,
    });
    const status = await start([oldNode ?? '', launcher, 'status', '--state', state], swedish);
    expect(status).toMatchObject({ exitCode: 1, stderr: '' });
    expect(status.stdout).toContain('inte ansluten');
    expect((await start([oldNode ?? '', launcher, 'rnu'])).exitCode).toBe(2);
  });
});

describe('the bundle', () => {
  it('is one file that runs with nothing beside it and carries the script of Windows', async () => {
    const bundle = join(await temporaryFolder(), 'grundval-agent.mjs');
    await buildAgent(bundle);
    expect(await start([process.execPath, bundle, 'version'])).toMatchObject({
      exitCode: 0,
      stdout: `${agentVersion}\n`,
    });
    const status = await start([process.execPath, bundle, 'status', '--state', await temporaryFolder()]);
    expect(status).toMatchObject({ exitCode: 1, stderr: '' });
    expect(await readFile(bundle, 'utf8')).toContain('Win32_EncryptableVolume');
  });
});

describe('the packaging', () => {
  const packaging = new URL('../../../agents/client/packaging/', import.meta.url);

  it('starts Node alike on Linux and Windows', async () => {
    const unit = await readFile(new URL('systemd/grundval-agent.service', packaging), 'utf8');
    const task = await readFile(new URL('windows/install-task.ps1', packaging), 'utf8');
    const flags = /^ExecStart=\S+ ((?:--\S+ )+)/m.exec(unit)?.[1] ?? 'none';
    expect(task).toContain(`-Argument "${flags}`);
    for (const text of [unit, task]) expect(text).toContain('run --if-due');
  });
});
