import { spawnSync } from 'node:child_process';
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

/** A real sshd with a user of its own and a real sudo, whose accounts exist in its namespace only. */
export interface SudoSshd extends TestSshd {
  /** What sudo has written down, one line a try. */
  readSudoLog(): string;
}

/** @param rules lines of sudoers; the user is `operator` with the password `hemligt` */
export async function startSudoSshd(rules: readonly string[]): Promise<SudoSshd> {
  const folder = mkdtempSync(join(tmpdir(), 'grundval-sudo-'));
  const path = (name: string) => join(folder, name);
  const password = spawnSync('openssl', ['passwd', '-6', 'hemligt'], { encoding: 'utf8' }).stdout.trim();
  mkdirSync(path('home'));
  writeFileSync(
    path('passwd'),
    `${readFileSync('/etc/passwd', 'utf8').trimEnd()}\noperator:x:7777:7777::${path('home')}:/bin/sh\n`,
  );
  writeFileSync(path('group'), `${readFileSync('/etc/group', 'utf8').trimEnd()}\noperator:x:7777:\n`);
  writeFileSync(
    path('shadow'),
    `${readFileSync('/etc/shadow', 'utf8').trimEnd()}\noperator:${password}:19700:0:99999:7:::\n`,
    { mode: 0o600 },
  );
  writeFileSync(
    path('sudoers'),
    `Defaults logfile=${path('sudo.log')}, log_allowed, log_denied\nroot ALL=(ALL:ALL) ALL\n${rules.join('\n')}\n`,
    { mode: 0o440 },
  );
  spawnSync('chmod', ['755', folder]);
  const mounts = [
    ['passwd', '/etc/passwd'],
    ['group', '/etc/group'],
    ['shadow', '/etc/shadow'],
    ['sudoers', '/etc/sudoers'],
  ].map(([from = '', to]) => `mount --bind ${path(from)} ${to}`);
  const script = `${mounts.join(' && ')} && exec "$@"`;
  const sshd = await startTestSshd({
    within: ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh'],
    user: 'operator',
  });
  // The user it lets in must reach the file that says so; the keys beside it stay closed.
  spawnSync('chmod', ['711', sshd.folder]);
  return {
    ...sshd,
    readSudoLog: () => (existsSync(path('sudo.log')) ? readFileSync(path('sudo.log'), 'utf8') : ''),
    async stop() {
      await sshd.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
