import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '#runbooks/engine/transport/transport.ts';

/** The test's own computer as a host, with nobody's rights and a home that is thrown away; nothing is run as root. */
export interface LocalHost {
  readonly home: string;
  /** A new way to it; lost when `lose` is called, as far as the controller can see. */
  connect(): Connection & { lose(): void };
  remove(): void;
}

const nobody = 65_534;

/** Steps are kept in its home. */
export function createLocalHost(): LocalHost {
  const home = mkdtempSync(join(tmpdir(), 'grundval-host-'));
  const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (asNobody.uid !== undefined) chownSync(home, nobody, nobody);
  return {
    home,
    connect: () => {
      const lost = new AbortController();
      return {
        host: {
          id: 'local',
          address: 'localhost',
          port: 22,
          user: 'nobody',
          system: 'linux',
          hostKeys: [],
          jumps: [],
        },
        lose: () => lost.abort(),
        close: async () => lost.abort(),
        run: (command, { signal, onOutput }) =>
          new Promise((resolve, reject) => {
            if (command.asRoot === true) {
              resolve({
                kind: 'refused',
                reason: 'sudo-not-allowed',
                message: 'nothing is run as root here',
              });
              return;
            }
            if (lost.signal.aborted) {
              resolve({ kind: 'lost', reason: 'closed' });
              return;
            }
            const [program, ...args] = command.argv;
            const child = spawn(program, args, {
              cwd: command.folder ?? home,
              env: { PATH: process.env['PATH'], HOME: home, ...command.environment },
              detached: true,
              ...asNobody,
            });
            const kill = () => {
              if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
            };
            signal.addEventListener('abort', kill, { once: true });
            lost.signal.addEventListener(
              'abort',
              () => resolve({ kind: 'lost', reason: 'the line was cut' }),
              {
                once: true,
              },
            );
            for (const stream of ['stdout', 'stderr'] as const) {
              child[stream]
                .setEncoding('utf8')
                .on('data', (text: string) => void onOutput?.({ stream, text }));
            }
            child.stdin.on('error', () => undefined).end(command.stdin ?? '');
            child.on('error', reject);
            child.on('close', (code, killedBy) => {
              signal.removeEventListener('abort', kill);
              if (signal.aborted) resolve({ kind: 'cancelled', stopped: true });
              else if (code !== null) resolve({ kind: 'exit', code });
              else resolve({ kind: 'signal', signal: killedBy ?? 'SIGKILL' });
            });
          }),
      };
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
