import { expect, test } from 'vitest';
import { judgeLeftover, parsePidFile } from '#agents/collector/postgres/leftover.ts';

const cluster = '/srv/grundval/postgres';
const ours = `/opt/pg/bin/postgres -D ${cluster} -c listen_addresses= -c cluster_name=grundval`;
const process = (command: string, workingFolder: string | null) => ({
  startedAt: 'b 1',
  command,
  workingFolder,
});

test('a postmaster.pid tells the number and the folder of the socket', () => {
  const file = `4711\n${cluster}\n1795552064\n5432\n/tmp/grundval-AbCdEf\n\n  5432001    131072\nready   \n`;
  expect(parsePidFile(file)).toEqual({ pid: 4711, socketFolder: '/tmp/grundval-AbCdEf' });
  expect(parsePidFile(`-4711\n${cluster}\n`)).toEqual({ pid: 4711, socketFolder: null });
});

test.each(['', '\n', 'x', '0\n', '1\n', '4711.5\n'])('%j names nobody', (file) => {
  expect(parsePidFile(file)).toBeNull();
});

test('a server that works in the cluster is ours by its name, and foreign without it', () => {
  expect(judgeLeftover(process(ours, cluster), cluster)).toBe('ours');
  expect(judgeLeftover(process('/usr/lib/postgresql/18/bin/postgres -D .', cluster), cluster)).toBe(
    'foreign',
  );
});

test('a server of ours on another folder, another program and no program are nobody we know', () => {
  expect(judgeLeftover(process(ours, '/srv/other/postgres'), cluster)).toBe('none');
  expect(judgeLeftover(process('/usr/bin/vim', '/home/anna'), cluster)).toBe('none');
  expect(judgeLeftover(null, cluster)).toBe('none');
});

test('where the system does not tell the folder the command does', () => {
  expect(judgeLeftover(process(ours, null), cluster)).toBe('ours');
  expect(judgeLeftover(process(ours, null), '/srv/grundval')).toBe('none');
});
