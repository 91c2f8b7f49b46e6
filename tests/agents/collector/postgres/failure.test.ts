import { expect, test } from 'vitest';
import { explainFailure } from '#agents/collector/postgres/failure.ts';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';

const attempt = { sv: 'PostgreSQL kunde inte startas', en: 'PostgreSQL could not be started' };
const itFailed = { sv: 'Det gick inte', en: 'It failed' };

test.each([
  // What PostgreSQL 18 and Node 24 print.
  ['initdb: error: could not write to file "x/pg_wal/xlogtemp.9": No space left on device', 'disk-full'],
  ['ENOSPC: no space left on device, write', 'disk-full'],
  ['EDQUOT: disk quota exceeded, write', 'disk-full'],
  ['FATAL:  could not create lock file "postmaster.pid": Read-only file system', 'disk-read-only'],
  ["EROFS: read-only file system, open '/x/lock'", 'disk-read-only'],
  ["EACCES: permission denied, mkdir '/root/x'", 'data-folder-unwritable'],
  ["EEXIST: file already exists, mkdir '/x'", 'data-folder-no-folder'],
  ["ENOTDIR: not a directory, mkdir '/x/y'", 'data-folder-no-folder'],
  [
    'FATAL:  could not resize shared memory segment "/PostgreSQL.1" to 1048576 bytes: No space left on device',
    'shared-memory-full',
  ],
  ['FATAL:  could not open shared memory segment "/PostgreSQL.1": Permission denied', 'shared-memory-full'],
  ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'data-folder-in-use'],
  ['FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 10', 'disk-full'],
  ['spawn /x/bin/postgres EACCES', 'postgres-binaries'],
  ['spawn /x/bin/postgres ENOENT', 'postgres-binaries'],
  [
    '/x/postgres: error while loading shared libraries: libz.so.1: cannot open shared object file',
    'postgres-binaries',
  ],
])('%s', (said, code) => {
  const error = explainFailure(attempt, new Error(said), '/srv/grundval');
  expect(error.code).toBe(`collector/${code}`);
  expect(error.message).toMatch(/^PostgreSQL could not be started: .*\.$/);
  expect(error.hint).toBeTruthy();
  expect(inLanguage(error, 'sv').message).toMatch(/^PostgreSQL kunde inte startas: .*\.$/);
});

test('what nothing explains is quoted, its end where it is long', () => {
  const error = explainFailure(itFailed, new Error(`${'x'.repeat(9_000)} the cause`), '/srv/grundval');
  expect(error.code).toBe('collector/postgres-failed');
  expect(error.message).toMatch(/^It failed: x+ the cause$/);
  expect(error.message.length).toBeLessThan(700);
});

test('what is explained already stays as it is', () => {
  const known = new GrundvalError('collector/postgres-version', 'The database is of PostgreSQL 17.');
  expect(explainFailure(itFailed, known, '/srv/grundval')).toBe(known);
});
