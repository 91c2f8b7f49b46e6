import { expect, test } from 'vitest';
import { parseProc, parsePs, readProcess } from '#agents/collector/postgres/process-table.ts';

const stat = (name: string, state: string) =>
  `4711 (${name}) ${state} 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 9 10`;

test('the start is read whatever the name of the program holds', () => {
  for (const name of ['postgres', 'a b', 'x) Z 1 (y', '((']) {
    expect(parseProc(stat(name, 'S'), 'postgres\0-D\0/srv/å ä\0', 'boot\n', '/srv')).toEqual({
      startedAt: 'boot 987654',
      command: 'postgres -D /srv/å ä',
      workingFolder: '/srv',
    });
  }
});

test('a process that has ended and awaits its parent counts as none', () => {
  expect(parseProc(stat('postgres', 'Z'), '', 'boot', null)).toBeNull();
  expect(parsePs('Z+   Tue Nov 24 20:22:40 2026     (postgres)\n')).toBeNull();
});

test('a line of ps is read as the same facts', () => {
  expect(parsePs('Ss   Tue Nov  3 09:02:04 2026     /opt/pg/bin/postgres -D /srv/x\n')).toEqual({
    startedAt: 'Tue Nov  3 09:02:04 2026',
    command: '/opt/pg/bin/postgres -D /srv/x',
    workingFolder: null,
  });
});

test('this process is found by its number with its folder, by ps as well', async () => {
  const facts = await readProcess(process.pid);
  expect(facts).toEqual(await readProcess(process.pid));
  expect(facts?.command).toContain('node');
  if (process.platform === 'linux') expect(facts?.workingFolder).toBe(process.cwd());
  expect((await readProcess(process.pid, 'darwin'))?.command).toContain('node');
});

test('a number that nobody has is null', async () => {
  expect(await readProcess(2 ** 30)).toBeNull();
  expect(await readProcess(2 ** 22 + 1, 'darwin')).toBeNull();
});
