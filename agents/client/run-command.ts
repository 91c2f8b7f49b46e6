import { type ChildProcess, spawn } from 'node:child_process';
import { errorCode } from '#model/error-code.ts';
import { type CommandOptions, type CommandOutput, type Host, SourceError } from './host.ts';
import { systemReason } from './state/atomic-file.ts';

const mebibyte = 1024 * 1024;
const defaultMaximumBytes = 32 * mebibyte;

/** Where programs are looked for, whatever the caller's own PATH says: only folders that administrators write. */
const searchPaths: Readonly<Record<'posix' | 'windows', { readonly path: string; readonly folder: string }>> =
  {
    posix: { path: '/usr/sbin:/usr/bin:/sbin:/bin', folder: '/' },
    windows: {
      path: 'C:\\Windows\\System32;C:\\Windows;C:\\Windows\\System32\\Wbem;C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
      folder: 'C:\\Windows\\System32',
    },
  };

/**
 * A runner of programs without a shell, in an environment of its own. Each runs in a process group that its
 * time limit, its output limit or the end of this program ends as a whole: `apt-get` and its methods alike.
 */
export function createRunner(platform: NodeJS.Platform): Host['run'] {
  const { path, folder } = searchPaths[platform === 'win32' ? 'windows' : 'posix'];
  return async (program, args, options) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { LC_ALL: 'C', PATH: path },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: platform !== 'win32', // leader of a group of its own
      windowsHide: true,
    });
    const kill = () => killGroup(child, platform);
    process.once('exit', kill);
    // A program that ends before it has read everything says so by how it ends.
    child.stdin?.on('error', () => undefined).end(options.input);
    try {
      return await awaitOutput(child, program, options, kill);
    } finally {
      process.off('exit', kill);
    }
  };
}

function awaitOutput(
  child: ChildProcess,
  program: string,
  options: CommandOptions,
  kill: () => void,
): Promise<CommandOutput> {
  const { timeoutSeconds, exitCodes = [0], maximumBytes = defaultMaximumBytes } = options;
  const { promise, resolve, reject } = Promise.withResolvers<CommandOutput>();
  const stop = (error: SourceError) => {
    kill();
    // A descendant that left the group may still hold the pipes: it is not waited for.
    child.stdout?.destroy();
    child.stderr?.destroy();
    reject(error);
  };
  const timer = setTimeout(
    () => stop(new SourceError('timeout', `${program}: no answer within ${timeoutSeconds} s`)),
    timeoutSeconds * 1000,
  );
  let bytes = 0;
  const collect = (stream: ChildProcess['stdout']): (() => string) => {
    const chunks: Buffer[] = [];
    stream?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maximumBytes) chunks.push(chunk);
      else stop(new SourceError('denied', `${program}: more than ${maximumBytes} bytes of output`));
    });
    return () => Buffer.concat(chunks).toString('utf8');
  };
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.on('error', (error) => reject(startError(program, error)));
  child.on('close', (exitCode, signal) => {
    if (exitCode !== null && exitCodes.includes(exitCode)) {
      resolve({ exitCode, stdout: stdout(), stderr: stderr() });
    } else {
      const how = exitCode === null ? `ended by ${signal}` : `ended with ${exitCode}`;
      reject(new SourceError('denied', [`${program}: ${how}`, ...lastLine(stderr())].join(': ')));
    }
  });
  return promise.finally(() => clearTimeout(timer));
}

function startError(program: string, error: Error): SourceError {
  return errorCode(error) === 'ENOENT'
    ? new SourceError('unsupported', `${program}: there is no such program`)
    : new SourceError('denied', `${program}: ${systemReason(error)}`);
}

/** Programs say what went wrong last; all of it would be more than a reason holds. */
function lastLine(text: string): string[] {
  const line = text.trimEnd().split('\n').at(-1)?.trim().slice(0, 300) ?? '';
  return line === '' ? [] : [line];
}

function killGroup({ pid }: ChildProcess, platform: NodeJS.Platform): void {
  if (pid === undefined) return;
  if (platform === 'win32') {
    const options = { stdio: 'ignore', windowsHide: true } as const;
    spawn('C:\\Windows\\System32\\taskkill.exe', ['/T', '/F', '/PID', String(pid)], options).on(
      'error',
      () => undefined, // the process tree ended by itself
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: ended by itself; EPERM: it has become somebody else's, and is theirs to end.
    if (errorCode(error) !== 'ESRCH' && errorCode(error) !== 'EPERM') throw error;
  }
}
