import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandEnd, Connection, HostAddress } from '#runbooks/engine/transport/transport.ts';

/** The simplest way to a machine of the tests: one `ssh` a command. */
export function sshConnection(host: HostAddress, key: string, folder: string): Connection {
  const known = join(folder, 'known_hosts');
  writeFileSync(known, host.hostKeys.map((one) => `[${host.address}]:${host.port} ${one}\n`).join(''));
  const lost = new AbortController();
  const options = [
    ...['-i', key, '-p', String(host.port), '-l', host.user, '-T'],
    ...['-o', `UserKnownHostsFile=${known}`, '-o', 'StrictHostKeyChecking=yes', '-o', 'BatchMode=yes'],
    ...['-o', 'ConnectTimeout=10', '-o', 'LogLevel=ERROR', '-o', 'IdentitiesOnly=yes'],
  ];
  return {
    host,
    close: async () => lost.abort(),
    run: ({ argv, asRoot, environment, folder: at, stdin }, { signal, timeoutSeconds, onOutput }) =>
      new Promise<CommandEnd>((resolve) => {
        if (lost.signal.aborted) {
          resolve({ kind: 'lost', reason: 'closed' });
          return;
        }
        const variables = Object.entries(environment ?? {}).map(([name, value]) => `${name}=${value}`);
        const words = [...(asRoot === true ? ['sudo', '-n', '--'] : []), 'env', ...variables, ...argv];
        const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
        const child = spawn('ssh', [
          ...options,
          host.address,
          at === undefined ? line : `cd '${at}' && ${line}`,
        ]);
        const cut = (end: CommandEnd) => () => {
          child.kill('SIGKILL');
          resolve(end);
        };
        const timer = setTimeout(cut({ kind: 'timeout', stopped: false }), timeoutSeconds * 1000);
        signal.addEventListener('abort', cut({ kind: 'cancelled', stopped: false }), { once: true });
        lost.signal.addEventListener('abort', cut({ kind: 'lost', reason: 'the line was cut' }), {
          once: true,
        });
        for (const stream of ['stdout', 'stderr'] as const) {
          child[stream].setEncoding('utf8').on('data', (text: string) => void onOutput?.({ stream, text }));
        }
        child.stdin.on('error', () => undefined).end(stdin ?? '');
        child.on('close', (code) => {
          clearTimeout(timer);
          if (code === null) resolve({ kind: 'signal', signal: 'SIGKILL' });
          else if (code === 255) resolve({ kind: 'lost', reason: 'ssh ended with 255' });
          else resolve({ kind: 'exit', code });
        });
      }),
  };
}
