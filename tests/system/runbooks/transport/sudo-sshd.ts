import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestSshd, type TestSshd } from '../../../runbooks/engine/transport/test-sshd.ts';

/** Whether sudo can be tried here without touching the accounts of this machine; said in the name of what is skipped. */
export const hasSudo =
  existsSync('/usr/bin/sudo') &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'true']).status === 0 &&
  spawnSync('openssl', ['version']).status === 0;

/** As Debian's own sudoers has it. */
const securePath = 'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"';

/** A real sshd with a user of its own and a real sudo, whose accounts exist in its namespace only. */
export interface SudoSshd extends TestSshd {
  /** What sudo has written down, one line a try. */
  readSudoLog(): string;
  /** Folder that is its /etc. */
  readonly etc: string;
}

export interface SudoSshdOptions {
  readonly address?: string;
  /** Accounts besides the user's, each with a password that nobody knows. */
  readonly accounts?: readonly string[];
}

/**
 * @param rules lines of sudoers; the user is `operator` with the password `hemligt`. Its whole /etc is a copy, in the
 *   folder `etc` of the place it tells, and its /var/lib is empty.
 */
export async function startSudoSshd(
  rules: readonly string[],
  { address = '127.0.0.1', accounts = [] }: SudoSshdOptions = {},
): Promise<SudoSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'grundval-sudo-'));
  const path = (name: string) => join(folder, name);
  const hashed = (password: string) =>
    spawnSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).stdout.trim();
  mkdirSync(path('home'));
  spawnSync('cp', ['-a', '/etc', path('etc')]);
  const add = (name: string, lines: readonly string[], mode: number) => {
    const file = path(`etc/${name}`);
    writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n${lines.join('\n')}\n`, { mode });
  };
  const users = ['operator', ...accounts].map((name, at) => ({ name, id: 7777 + at }));
  const home = path('home');
  add(
    'passwd',
    users.map(({ name, id }) => `${name}:x:${id}:${id}::${home}:/bin/sh`),
    0o644,
  );
  add(
    'group',
    users.map(({ name, id }) => `${name}:x:${id}:`),
    0o644,
  );
  const shadow = users.map(({ name }) => {
    const password = hashed(name === 'operator' ? 'hemligt' : randomUUID());
    return `${name}:${password}:19700:0:99999:7:::`;
  });
  add('shadow', shadow, 0o640);
  rmSync(path('etc/sudoers'), { force: true });
  writeFileSync(
    path('etc/sudoers'),
    `Defaults logfile=${path('sudo.log')}, log_allowed, log_denied\n${securePath}\nroot ALL=(ALL:ALL) ALL\n${rules.join('\n')}\n`,
    { mode: 0o440 },
  );
  spawnSync('chmod', ['755', folder]);
  const script = `mount --bind ${path('etc')} /etc && mount -t tmpfs tmpfs /var/lib && exec "$@"`;
  const sshd = await startTestSshd({
    within: ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh'],
    user: 'operator',
    address,
  });
  // The user it lets in must reach the file that says so; the keys beside it stay closed.
  spawnSync('chmod', ['711', sshd.folder]);
  return {
    ...sshd,
    etc: path('etc'),
    readSudoLog: () => (existsSync(path('sudo.log')) ? readFileSync(path('sudo.log'), 'utf8') : ''),
    async stop() {
      await sshd.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
