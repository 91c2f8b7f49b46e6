import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import type { JournalEntry } from '#runbooks/engine/journal/entry.ts';
import { type AppendFile, openAppendFile } from '#runbooks/engine/journal/journal-file.ts';
import { readJournal } from '#runbooks/engine/journal/read.ts';
import { header, sampleEvents, steadyClock } from './sample.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
const newPath = () => join(folder, `${++files}.jsonl`);
const clock = steadyClock();

async function readAll(path: string): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of readJournal(path)) entries.push(entry);
  return entries;
}

const step = (name: string) => ({ host: 'castor-app-1', step: name });
const intent = (name: string) =>
  ({
    kind: 'intent',
    body: { ...step(name), effect: 'change', commandHash: 'd'.repeat(64) },
  }) as const;
const attached = (unit: string) => ({ kind: 'attached', body: { ...step('upgrade'), unit } }) as const;

describe('a journal', () => {
  it('holds what was appended, in the order of the calls, each line with the hash of the one before', async () => {
    const path = newPath();
    const journal = await openJournal(path, { clock });
    const written = await Promise.all(sampleEvents(20).map((event) => journal.append(event)));
    await journal.close();
    expect(written.map(({ seq }) => seq)).toEqual(written.map((_, at) => at));
    expect(await readAll(path)).toEqual(written);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('goes on where it ended when it is opened again', async () => {
    const path = newPath();
    const first = await openJournal(path, { clock });
    const opened = await first.append({ kind: 'opened', body: header });
    await first.close();
    const again = await openJournal(path, { clock });
    expect(again.head()).toMatchObject({ seq: 0, hash: opened.hash });
    expect((await again.append(intent('upgrade'))).prev).toBe(opened.hash);
    await again.close();
    expect(await readAll(path)).toHaveLength(2);
  });

  it('records a clock that jumps backwards as it is', async () => {
    const path = newPath();
    const times = ['2026-11-25T22:00:00.000Z', '2026-11-25T21:00:00.000Z'];
    const journal = await openJournal(path, { clock: () => new Date(times.shift() ?? 0) });
    await journal.append({ kind: 'opened', body: header });
    await journal.append(intent('upgrade'));
    await journal.close();
    expect((await readAll(path)).map(({ at }) => at)).toEqual([
      '2026-11-25T22:00:00.000Z',
      '2026-11-25T21:00:00.000Z',
    ]);
  });

  it('refuses what cannot stand there, and values that JSON would change in silence', async () => {
    const path = newPath();
    const journal = await openJournal(path, { clock });
    await expect(journal.append(intent('upgrade'))).rejects.toMatchObject({ code: 'journal/order' });
    await journal.append({ kind: 'opened', body: header });
    await expect(journal.append({ kind: 'opened', body: header })).rejects.toMatchObject({
      code: 'journal/order',
    });
    const done = {
      kind: 'done',
      body: { ...step('a'), result: { n: Number.NaN }, outputSha256: null },
    } as const;
    await expect(journal.append(done)).rejects.toMatchObject({
      code: 'journal/body',
      message: expect.stringContaining('body.result.n'),
    });
    const large = { ...done, body: { ...done.body, result: 'x'.repeat(9_000_000) } };
    await expect(journal.append(large)).rejects.toMatchObject({ code: 'journal/body' });
    await journal.append({ kind: 'closed', body: { outcome: 'stopped', counts: {} as never } });
    await expect(journal.append(intent('upgrade'))).rejects.toMatchObject({ code: 'journal/order' });
    await journal.append({ kind: 'control', body: { action: 'reopen', by: 'asa.lind' } });
    await journal.append(intent('upgrade'));
    await journal.close();
    expect(await readAll(path)).toHaveLength(4);
  });

  it('says where the folder is not there', async () => {
    await expect(openJournal(join(folder, 'nowhere/journal.jsonl'), { clock })).rejects.toMatchObject({
      code: 'journal/cannot-open',
    });
  });
});

describe('two controllers on one run', () => {
  it('are one too many, until the first has closed', async () => {
    const path = newPath();
    const first = await openJournal(path, { clock });
    await expect(openJournal(path, { clock })).rejects.toMatchObject({
      code: 'journal/in-use',
      message: expect.stringContaining(String(process.pid)),
    });
    await first.close();
    await (await openJournal(path, { clock })).close();
  });

  it('are one where the other has died without a word', async () => {
    const path = newPath();
    const source = `
      const { openJournal } = await import('#runbooks/engine/journal/append.ts');
      const journal = await openJournal(${JSON.stringify(path)}, { clock: () => new Date() });
      await journal.append({ kind: 'opened', body: ${JSON.stringify(header)} });
      console.log('written');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(openJournal(path, { clock })).rejects.toMatchObject({ code: 'journal/in-use' });
    child.kill('SIGKILL');
    await once(child, 'close');
    const journal = await openJournal(path, { clock });
    expect(journal.head()?.seq).toBe(0);
    await journal.close();
  });

  it('are two where the lock names another computer: its processes cannot be seen', async () => {
    const path = newPath();
    const lock = { schemaVersion: 1, computer: 'jump-2', pid: 1, startedAt: 'x' };
    await writeFile(`${path}.lock`, JSON.stringify(lock));
    await expect(openJournal(path, { clock })).rejects.toMatchObject({
      code: 'journal/in-use',
      hint: expect.stringContaining(`remove ${path}.lock`),
    });
  });
});

describe('the last line of a journal whose writer was killed', () => {
  it('is cut off at any length, and nothing before it', async () => {
    const path = newPath();
    const journal = await openJournal(path, { clock });
    await Promise.all(
      sampleEvents(2)
        .slice(0, 4)
        .map((event) => journal.append(event)),
    );
    const kept = (await stat(path)).size;
    await journal.append(attached('grundval-1'));
    await journal.close();
    const whole = await readFile(path);
    for (let size = kept; size < whole.length - 1; size += 1) {
      await writeFile(path, whole.subarray(0, size));
      const again = await openJournal(path, { clock });
      expect(again.cutBytes).toBe(size - kept);
      await again.close();
      expect((await stat(path)).size).toBe(kept);
    }
  });

  it('is kept where it is whole and lacks its line break only', async () => {
    const path = newPath();
    const journal = await openJournal(path, { clock });
    await Promise.all(
      sampleEvents(1)
        .slice(0, 3)
        .map((event) => journal.append(event)),
    );
    await journal.close();
    const whole = await readFile(path);
    await truncate(path, whole.length - 1);
    const again = await openJournal(path, { clock });
    expect(again.cutBytes).toBe(0);
    await again.close();
    expect(await readFile(path)).toEqual(whole);
  });

  it('is damage where a line break follows it, and is left as it is', async () => {
    const path = newPath();
    const journal = await openJournal(path, { clock });
    await journal.append({ kind: 'opened', body: header });
    await journal.close();
    await appendFile(path, '{"at":"2026-\n');
    const before = await readFile(path);
    await expect(openJournal(path, { clock })).rejects.toMatchObject({
      code: 'journal/damaged',
      message: expect.stringContaining('Line 2'),
    });
    expect(await readFile(path)).toEqual(before);
  });
});

/** A disk that takes so many bytes more and then says why not. */
async function failingDisk(
  path: string,
  budget: { bytes: number; code: string; syncs: number },
): Promise<AppendFile> {
  const file = await openAppendFile(path);
  const fail = () => Object.assign(new Error(budget.code), { code: budget.code });
  return {
    ...file,
    async write(bytes) {
      const taken = bytes.subarray(0, Math.min(budget.bytes, bytes.length, 700));
      if (taken.length === 0) throw fail();
      budget.bytes -= taken.length;
      return file.write(taken);
    },
    async sync() {
      if (budget.syncs-- <= 0) throw fail();
      return file.sync();
    },
  };
}

describe('a disk that is full in the middle of a line', () => {
  it('leaves no half line, and the run goes on once there is room', async () => {
    const path = newPath();
    const budget = { bytes: 1000, code: 'ENOSPC', syncs: 100 };
    const journal = await openJournal(path, { clock, open: (at) => failingDisk(at, budget) });
    const opened = await journal.append({ kind: 'opened', body: header });
    const failure = { code: 'journal/full', details: { code: 'ENOSPC' } };
    await expect(journal.append(intent('upgrade'))).rejects.toMatchObject(failure);
    expect(await readAll(path)).toEqual([opened]);
    expect((await readFile(path, 'utf8')).endsWith('\n')).toBe(true);
    budget.bytes = 10_000;
    expect((await journal.append(intent('upgrade'))).prev).toBe(opened.hash);
    await journal.close();
    expect(await readAll(path)).toHaveLength(2);
  });

  it('is told as a failing disk where it is one, and nothing more is written after a failed sync', async () => {
    const path = newPath();
    const budget = { bytes: 10_000, code: 'EIO', syncs: 1 };
    const journal = await openJournal(path, { clock, open: (at) => failingDisk(at, budget) });
    await journal.append({ kind: 'opened', body: header });
    await expect(journal.append(intent('upgrade'))).rejects.toMatchObject({
      code: 'journal/full',
      message: expect.stringContaining('The disk fails (EIO)'),
    });
    budget.syncs = 100;
    await expect(journal.append(intent('upgrade'))).rejects.toMatchObject({ code: 'journal/full' });
    await journal.close();
  });

  it('never makes an acknowledged entry vanish nor a refused one appear, whenever it happens', async () => {
    let tried = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ bytes: fc.nat(3000), count: fc.integer({ min: 1, max: 5 }) }), { maxLength: 6 }),
        async (rounds) => {
          const path = newPath();
          const budget = { bytes: 1000, code: 'ENOSPC', syncs: 1000 };
          const journal = await openJournal(path, { clock, open: (at) => failingDisk(at, budget) });
          const acknowledged = [await journal.append({ kind: 'opened', body: header })];
          for (const { bytes, count } of rounds) {
            budget.bytes = bytes;
            const events = Array.from({ length: count }, (_, at) =>
              at % 2 === 0 ? attached(`unit-${at}`) : intent(`upgrade#${at}`),
            );
            for (const result of await Promise.allSettled(events.map((event) => journal.append(event)))) {
              tried += 1;
              if (result.status === 'fulfilled') acknowledged.push(result.value);
              else refused += 1;
            }
          }
          await journal.close();
          expect(await readAll(path)).toEqual(acknowledged);
          await rm(path);
        },
      ),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(20);
    expect(tried - refused).toBeGreaterThan(20);
  });
});

describe('entries on the disk', () => {
  it('are synced before an intent is acknowledged, with all before it in one go', async () => {
    const path = newPath();
    const calls: string[] = [];
    const journal = await openJournal(path, {
      clock,
      open: async (at) => {
        const file = await openAppendFile(at);
        return {
          ...file,
          write: async (bytes) => {
            const written = await file.write(bytes);
            calls.push(`write ${bytes.toString().split('\n').length - 1}`);
            return written;
          },
          sync: async () => {
            await file.sync();
            calls.push('sync');
          },
        };
      },
    });
    await journal.append({ kind: 'opened', body: header }).then(() => calls.push('opened'));
    await Promise.all([
      journal.append(attached('a')),
      journal.append(attached('b')),
      journal.append(intent('upgrade')).then(() => calls.push('intent')),
    ]);
    expect(calls).toEqual(['write 1', 'sync', 'opened', 'write 3', 'sync', 'intent']);
    await journal.close();
  });
});
