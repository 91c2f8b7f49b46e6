import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { toEvent } from '#runbooks/engine/journal/event.ts';
import { readJournal } from '#runbooks/engine/journal/read.ts';
import { sampleEvents, steadyClock } from './sample.ts';

let folder = '';
let lines: readonly string[] = [];
const events = sampleEvents(5);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-read-'));
  const path = join(folder, 'whole.jsonl');
  const journal = await openJournal(path, { clock: steadyClock() });
  await Promise.all(events.map((event) => journal.append(event)));
  await journal.close();
  lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string | Buffer) {
  const path = join(folder, 'tried.jsonl');
  await writeFile(path, text);
  const read = [];
  for await (const entry of readJournal(path)) read.push(toEvent(path, entry));
  return read;
}

const join2 = (given: readonly string[]) => `${given.join('\n')}\n`;

/** The failure of reading a text, as somebody who reads Swedish is told. */
async function failure(text: string | Buffer): Promise<GrundvalError> {
  const error = await read(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof GrundvalError)) throw new Error('it was read as if nothing were wrong');
  return inLanguage(error, 'sv');
}

describe('reading a journal', () => {
  it('gives the events as they were appended', async () => {
    expect(await read(join2(lines))).toEqual(events);
  });

  it('leaves out an unfinished last line', async () => {
    expect(await read(`${join2(lines.slice(0, 4))}${lines[4]?.slice(0, 50)}`)).toEqual(events.slice(0, 4));
  });

  it('says which line is edited, with both hashes', async () => {
    const edited = lines.map((line, at) => (at === 3 ? line.replace('å ä ö', 'å ä å') : line));
    const error = await failure(join2(edited));
    expect(error.code).toBe('journal/damaged');
    expect(error.message).toMatch(
      /^Rad 4 i .*tried\.jsonl är ändrad: .*Väntat: [0-9a-f]{64}\. Funnet: [0-9a-f]{64}\.$/,
    );
    expect(error.hint).toContain('Rör inte filen');
  });

  it('says where lines are missing, swapped or out of place', async () => {
    const without = await failure(join2(lines.filter((_, at) => at !== 2)));
    expect(without.message).toMatch(/^Rad 3 .* fel löpnummer.*Väntat: 2\. Funnet: 3\./);
    const [a = '', b = '', c = '', ...rest] = lines;
    expect((await failure(join2([a, c, b, ...rest]))).message).toMatch(/^Rad 2 .* fel löpnummer/);
    expect((await failure(join2([b, c]))).message).toMatch(/^Rad 1 .*Väntat: 0\. Funnet: 1\./);
  });

  it('takes only the very bytes that are written: no white space, no other order, no broken UTF-8', async () => {
    const [first = '', ...rest] = lines;
    const spaced = JSON.stringify(JSON.parse(first), null, 1).replaceAll('\n', '');
    expect((await failure(join2([spaced, ...rest]))).message).toMatch(/^Rad 1 .* ingen rad i en journal/);
    const { seq, at, ...others } = JSON.parse(first) as { seq: number; at: string };
    expect((await failure(join2([JSON.stringify({ ...others, at, seq }), ...rest]))).message).toMatch(
      /^Rad 1/,
    );
    const latin1 = Buffer.from(join2(lines), 'latin1');
    expect((await failure(latin1)).message).toMatch(/^Rad 1 .* ingen rad/);
  });

  it('does not keep a line without an end in memory', async () => {
    const path = join(folder, 'endless.jsonl');
    await writeFile(path, join2(lines.slice(0, 1)));
    for (let part = 0; part < 20; part += 1) await appendFile(path, 'x'.repeat(1024 * 1024));
    await appendFile(path, '\n');
    const iterator = readJournal(path);
    expect((await iterator.next()).done).toBe(false);
    await expect(iterator.next()).rejects.toMatchObject({ code: 'journal/damaged', details: { line: 2 } });
  });

  it('says where there is no file, and where there is nothing in it', async () => {
    const missing = readJournal(join(folder, 'nowhere.jsonl'));
    await expect(missing.next()).rejects.toMatchObject({ code: 'journal/cannot-open' });
    expect((await failure('')).code).toBe('journal/empty');
  });
});
