import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const port = 2222;

/** Real sshd on loopback, one a host, each with a key and an address of its own. */
export interface SshdFleet {
  readonly folder: string;
  readonly keyFile: string;
  readonly knownHostsFile: string;
  readonly port: number;
  readonly user: string;
  readonly addresses: readonly string[];
  /** One more, with the limits that sshd has by itself. */
  readonly bastion: string;
  stop(): void;
}

/** Starts them on 127.0.1.1 and following, and waits until all answer. */
export async function startSshdFleet(count: number): Promise<SshdFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'grundval-fleet-'));
  const path = (name: string) => join(folder, name);
  mkdirSync('/run/sshd', { recursive: true });
  const makeKey = (name: string) => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f', path(name)]);
    return readFileSync(path(`${name}.pub`), 'utf8')
      .split(' ')
      .slice(0, 2)
      .join(' ');
  };
  writeFileSync(path('authorized_keys'), makeKey('user_key'));
  const addresses = Array.from({ length: count }, (_, index) => `127.0.1.${index + 1}`);
  const bastion = '127.0.2.1';
  const children: ChildProcess[] = [];
  const knownHosts: string[] = [];
  for (const address of [...addresses, bastion]) {
    knownHosts.push(`[${address}]:${port} ${makeKey(`host_${address}`)}`);
    const config = path(`sshd_config_${address}`);
    writeFileSync(
      config,
      [
        `ListenAddress ${address}:${port}`,
        `HostKey ${path(`host_${address}`)}`,
        `AuthorizedKeysFile ${path('authorized_keys')}`,
        'PidFile none',
        'UsePAM no',
        'StrictModes no',
        'PasswordAuthentication no',
        'PermitRootLogin prohibit-password',
        'LogLevel QUIET',
        // Else the shell reads the .bashrc of whoever measures, which may take longer than everything else.
        `SetEnv HOME=${folder}`,
      ].join('\n'),
    );
    children.push(spawn('/usr/sbin/sshd', ['-D', '-f', config], { stdio: 'ignore' }));
  }
  writeFileSync(path('known_hosts'), `${knownHosts.join('\n')}\n`);
  const stop = () => {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const address of [...addresses, bastion]) await waitFor(address);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    folder,
    keyFile: path('user_key'),
    knownHostsFile: path('known_hosts'),
    port,
    user: userInfo().username,
    addresses,
    bastion,
    stop,
  };
}

async function waitFor(address: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port });
      socket.once('error', () => resolve(false));
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on ${address} port ${port}`);
}
