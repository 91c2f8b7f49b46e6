import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** The daemon of Debian's openssh-server. */
const sshdPath = '/usr/sbin/sshd';

/** Whether a real sshd can be started here; said in the name of what is skipped without it. */
export const hasSshd = existsSync(sshdPath) && existsSync('/usr/bin/ssh-keygen');

/** A real sshd on loopback with keys and settings of its own, in a temporary folder. */
export interface TestSshd {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Its public key, as in known_hosts. */
  readonly hostKey: string;
  /** Private key that it lets in. */
  readonly keyFile: string;
  readonly folder: string;
  readonly process: ChildProcess;
  readLog(): string;
  stop(): Promise<void>;
}

export interface TestSshdOptions {
  readonly address?: string;
  /** Lines that go before ours in sshd_config, where the first counts. */
  readonly settings?: readonly string[];
  /** Program and arguments before those of sshd: to start it within something. */
  readonly within?: readonly string[];
  readonly user?: string;
}

/** Makes a pair of keys; the private one is encrypted where a passphrase is given. */
export function makeKey(file: string, passphrase = '', type = 'ed25519'): string {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ').trim();
}

export async function startTestSshd(options: TestSshdOptions = {}): Promise<TestSshd> {
  const { address = '127.0.0.1', settings = [], within = [], user = userInfo().username } = options;
  const folder = mkdtempSync(join(tmpdir(), 'grundval-sshd-'));
  const hostKey = makeKey(join(folder, 'host_key'));
  const keyFile = join(folder, 'user_key');
  writeFileSync(join(folder, 'authorized_keys'), `${makeKey(keyFile)}\n`);
  const port = await findFreePort(address);
  writeFileSync(
    join(folder, 'sshd_config'),
    [
      ...settings,
      // Else the shell reads the .bashrc of whoever runs the tests, which may print anything and take its time.
      `SetEnv HOME=${folder}`,
      `ListenAddress ${address}`,
      `Port ${port}`,
      `HostKey ${join(folder, 'host_key')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'LogLevel VERBOSE',
      'Subsystem sftp internal-sftp',
    ].join('\n'),
  );
  // Where sshd separates its privileges; Debian's unit makes it, and nobody else does.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const log = join(folder, 'log');
  const [program = sshdPath, ...args] = [
    ...within,
    sshdPath,
    '-D',
    '-E',
    log,
    '-f',
    join(folder, 'sshd_config'),
  ];
  const child = spawn(program, args, { stdio: 'ignore' });
  const readLog = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  await waitForPort(address, port, () => {
    if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}: ${readLog()}`);
  });
  return {
    address,
    port,
    user,
    hostKey,
    keyFile,
    folder,
    process: child,
    readLog,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill();
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findFreePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, address, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function waitForPort(address: string, port: number, check: () => void): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    check();
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port }, () => resolve(true)).once('error', () =>
        resolve(false),
      );
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on ${address} port ${port}`);
}
