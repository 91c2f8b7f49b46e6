import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { listRunIds } from '#runbooks/store/run-folder.ts';
import { hasSshd, startTestSshd, type TestSshd } from '../../runbooks/engine/transport/test-sshd.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const launcher = join(root, 'bin/grundval');
// There root's steps would be units of this machine's own systemd, which the twin is none of.
const hasSystemdAsRoot = existsSync('/run/systemd/system') && userInfo().uid === 0;

/** Whether runs can be made on real servers of SSH here. */
export const canRunOnLoopback = process.platform === 'linux' && hasSshd && !hasSystemdAsRoot;
/** What the name of a skipped test says. */
export const whySkipped = canRunOnLoopback
  ? ''
  : ' (skipped: needs Linux with openssh-server, and no systemd as root)';

/** How a command of grundval ended, and all that it printed. */
export interface Ended {
  readonly status: number | null;
  readonly printed: string;
}

/** A command of grundval that was started. */
interface Begun {
  readonly child: ChildProcess;
  /** All that it has printed so far. */
  readonly printed: () => string;
  readonly ended: Promise<unknown>;
}

/** The example on addresses of loopback, where one sshd is all its servers, and grundval is a process of its own. */
export interface LoopbackPlatform {
  readonly base: string;
  readonly declaration: string;
  readonly sshd: TestSshd;
  /** Starts a command. */
  begin(args: readonly string[]): Begun;
  grundval(...args: readonly string[]): Promise<Ended>;
  /** Sets settings under `operations` of grundval.yaml, in place of those that were set before. */
  declareOperations(settings: object): Promise<void>;
  /** The same command, which must succeed. */
  must(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts one, with an account whose known_hosts file is empty.
 *
 * @param more variables that commands of grundval have in their environment
 */
export async function startLoopbackPlatform(
  more: Readonly<Record<string, string>> = {},
): Promise<LoopbackPlatform> {
  const base = await mkdtemp(join(tmpdir(), 'grundval-loopback-'));
  await chmod(base, 0o755);
  for (const folder of ['home/.ssh', 'twin', 'data']) await mkdir(join(base, folder), { recursive: true });
  await writeFile(join(base, 'twin/seconds'), '0\n');
  await writeFile(join(base, 'twin/restarts'), '');
  const programs = join(root, 'tests/twins/host-programs');
  const sshd = await startTestSshd({
    address: '0.0.0.0',
    settings: [
      `SetEnv HOME=${join(base, 'home')} TWIN=${join(base, 'twin')} PATH=${programs}:/usr/local/bin:/usr/bin:/bin`,
    ],
  });
  await cp(sshd.keyFile, join(base, 'home/.ssh/id_ed25519'));
  const declaration = join(base, 'declaration');
  await cp(join(root, 'examples/orkelljunga'), declaration, {
    recursive: true,
    filter: (path) => !path.includes('.grundval'),
  });
  for (const name of await readdir(declaration, { recursive: true })) {
    if (!name.endsWith('.yaml')) continue;
    const path = join(declaration, name);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('10.12.', '127.12.'));
  }
  const path = join(declaration, 'grundval.yaml');
  const plain = await readFile(path, 'utf8');
  const running: ChildProcess[] = [];
  function begin(args: readonly string[]): Begun {
    const { SSH_AUTH_SOCK: _agent, GRUNDVAL_KEY: _key, ...env } = process.env;
    const child = spawn(process.execPath, [launcher, ...args, '--lang', 'en'], {
      cwd: declaration,
      env: { ...env, ...more, HOME: join(base, 'home') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        printed += part;
      });
    }
    return { child, printed: () => printed, ended: once(child, 'close') };
  }
  async function grundval(...args: readonly string[]): Promise<Ended> {
    const { child, printed, ended } = begin(args);
    await ended;
    return { status: child.exitCode, printed: printed() };
  }
  return {
    base,
    declaration,
    sshd,
    begin,
    grundval,
    async must(...args) {
      const { status, printed } = await grundval(...args);
      if (status !== 0) throw new Error(`grundval ${args.join(' ')} ended with ${status}: ${printed}`);
      return printed;
    },
    declareOperations(settings) {
      const document = parseDocument(plain);
      for (const [name, value] of Object.entries(settings)) document.setIn(['operations', name], value);
      return writeFile(path, document.toString());
    },
    async stop() {
      for (const child of running) {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      }
      await sshd.stop();
      await removeSteps(declaration);
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** What steps of root have left on this machine, of the runs of one declaration. */
async function removeSteps(declaration: string): Promise<void> {
  if (userInfo().uid !== 0) return;
  const steps = '/var/lib/grundval/steps';
  const runs = await listRunIds(join(declaration, '.grundval/runs'));
  for (const name of await readdir(steps).catch(() => [])) {
    if (runs.some((id) => name.startsWith(`grundval-${id.slice(0, 40)}`)))
      await rm(join(steps, name), { recursive: true, force: true });
  }
}
