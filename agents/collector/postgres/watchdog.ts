import { spawn } from 'node:child_process';
import type { Account } from './account.ts';
import { unrefStream } from './unref-stream.ts';

/**
 * What the watchdog runs: it waits for a line. None comes before the pipe closes when Grundval has ended
 * without stopping the server; then it asks the server for a fast shutdown and removes the folder of its
 * socket, which the server has emptied by then.
 */
const script = `
if read -r _; then exit; fi
kill -INT "$1" || exit
while kill -0 "$1"; do sleep 1; done
rmdir "$2"
`;

/**
 * Sets a shell of about 1 MB beside a server, which ends the server when this process ends without doing
 * so itself, by kill -9 or a crash. Without it such an end would leave a server that nobody stops; a new
 * start would find it, but often none comes. It lives in a session of its own, as the server does, so
 * that Ctrl-C at the terminal reaches neither.
 *
 * @returns what sends it away once the server has ended, and waits until it has gone
 */
export function watchOver(
  serverPid: number,
  runFolder: string,
  account: Account | null,
): () => Promise<void> {
  const shell = spawn('/bin/sh', ['-c', script, 'grundval-watchdog', String(serverPid), runFolder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  });
  // Without a watchdog, because there is no shell or somebody ended it, the server is what matters and runs.
  const gone = new Promise<void>((resolve) => {
    shell.once('exit', () => resolve());
    shell.once('error', () => resolve());
  });
  shell.stdin.on('error', () => shell.stdin.destroy());
  shell.unref();
  unrefStream(shell.stdin);
  return () => {
    shell.ref();
    shell.stdin.end('done\n');
    return gone;
  };
}
