import { GrundvalError } from '#model/error.ts';

interface Cause {
  readonly pattern: RegExp;
  readonly code: string;
  readonly sentence: (folder: string) => string;
  readonly hint: string;
}

/** PostgreSQL and Node quote the same sentences of the C library, so one table reads both. First match counts. */
const causes: readonly Cause[] = [
  {
    pattern: /shared memory segment.*(no space left on device|no such file|permission denied|read-only)/i,
    code: 'collector/shared-memory-full',
    sentence: () => 'there is no room for shared memory in /dev/shm.',
    hint: 'Give the machine or container more of it; with Docker: --shm-size=256m',
  },
  {
    pattern: /no space left on device|disk quota exceeded/i,
    code: 'collector/disk-full',
    sentence: (folder) => `The disk that holds ${folder} is full.`,
    hint: 'Free some space (a new database needs about 60 MB), or choose a folder on another disk: --data DIR',
  },
  {
    pattern: /read-only file system/i,
    code: 'collector/disk-read-only',
    sentence: (folder) => `The disk that holds ${folder} can only be read.`,
    hint: 'Mount it for writing, or choose a folder on another disk: --data DIR',
  },
  {
    pattern: /permission denied|operation not permitted/i,
    code: 'collector/data-folder-unwritable',
    sentence: (folder) => `The user that runs Grundval may not write in ${folder}.`,
    hint: 'Choose a folder of your own: --data DIR, or let the owner of the folder start Grundval.',
  },
  {
    pattern: /spawn \S.* (EACCES|EPERM)/i,
    code: 'collector/postgres-binaries',
    sentence: () =>
      'its programs may not be run; the disk that holds node_modules forbids it (noexec), perhaps.',
    hint: 'Move Grundval to a disk that programs may run from, or use a server of your own: --database postgres://…',
  },
  {
    pattern: /spawn \S.* ENOENT|error while loading shared libraries|library not loaded/i,
    code: 'collector/postgres-binaries',
    sentence: () =>
      'this system lacks a library or the loader its programs need (Alpine Linux has another one).',
    hint: 'Run npm install again, use a system with glibc 2.27 or later, or a server of your own: --database postgres://…',
  },
  {
    pattern: /pre-existing shared memory block/i,
    code: 'collector/data-folder-in-use',
    sentence: (folder) => `parts of an earlier PostgreSQL still run on ${folder}.`,
    hint: 'Wait a moment and start again; should it stay so, end the processes "postgres: grundval" of that folder.',
  },
  {
    pattern: /not a directory|file already exists/i,
    code: 'collector/data-folder-no-folder',
    sentence: (folder) => `${folder} cannot be used as a folder: a part of the path is a file.`,
    hint: 'Choose another folder: --data DIR',
  },
];

/** Longest part of a program's output that a message carries, in characters; the end is what tells. */
const outputCharacters = 600;

/**
 * Makes of a failed file operation, or of what `initdb` or `postgres` printed, one sentence with its
 * remedy. What no known cause explains becomes `collector/postgres-failed` and quotes the output.
 */
export function explainFailure(attempt: string, reason: unknown, dataFolder: string): GrundvalError {
  if (reason instanceof GrundvalError) return reason;
  const text = (reason instanceof Error ? reason.message : String(reason)).trim();
  const cause = causes.find(({ pattern }) => pattern.test(text));
  const options = {
    details: { dataFolder, output: text.slice(-outputCharacters) },
    ...(reason instanceof Error ? { cause: reason } : {}),
  };
  if (cause !== undefined) {
    return new GrundvalError(cause.code, `${attempt}: ${cause.sentence(dataFolder)}`, {
      ...options,
      hint: cause.hint,
    });
  }
  const quoted = text === '' ? 'it printed nothing.' : text.slice(-outputCharacters);
  return new GrundvalError('collector/postgres-failed', `${attempt}: ${quoted}`, {
    ...options,
    hint: 'Try another folder (--data DIR), or use a PostgreSQL server of your own: --database postgres://…',
  });
}
