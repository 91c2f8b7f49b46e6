import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { commands } from '#cli/commands/index.ts';
import { runsVerify } from '#cli/commands/runs-verify.ts';
import { findCommand } from '#cli/find-command.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { createSigningKey } from '#runbooks/engine/journal/signing-key.ts';
import { header, sampleEvents, steadyClock } from '../../runbooks/engine/journal/sample.ts';

let folder = '';
let head = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-runs-verify-'));
  const key = await createSigningKey(join(folder, 'key.pem'));
  const journal = await openJournal(join(folder, 'journal.jsonl'), { clock: steadyClock() });
  for (const event of sampleEvents(3)) head = (await journal.append(event)).hash;
  await sealJournal(journal, header.run, key);
  await journal.close();
  const trusted = {
    publicKey: key.publicKey,
    holder: 'asa.lind',
    uses: ['seal'],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: null,
  };
  await writeFile(
    join(folder, 'keys.json'),
    JSON.stringify({ schemaVersion: 1, keys: [trusted], timestampAuthorities: [] }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], lang: 'sv' | 'en' = 'sv') {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    lang,
    colour: false,
    now: () => new Date(),
    cwd: folder,
    signal: new AbortController().signal,
  };
  const status = await runsVerify.run(args, io);
  return { status, text: lines.join('\n').replace(/[\u00a0\u202f]/g, ' ') };
}

describe('grundval runs verify', () => {
  it('is found by its two words', () => {
    expect(findCommand(commands, ['runs', 'verify', 'x']).command).toBe(runsVerify);
  });

  it('answers first, then says what holds and what is not proved, in Swedish', async () => {
    const { status, text } = await run(['journal.jsonl', '--keys', 'keys.json']);
    expect(status).toBe(0);
    expect(text).toMatch(
      /^patch-servers · 2026-11-25-patch-servers-7f3a\n\nKEDJAN ÄR HEL\n11 poster, 2026-11-25 23:00 – /,
    );
    expect(text).toContain('Körningen är avslutad.');
    expect(text).toMatch(/rad 11, .*, asa\.lind: håller/);
    expect(text).toContain('Ingen förankring finns utanför IT-enheten.');
    expect(text).not.toContain('Vem som skrev journalen.');
  });

  it('knows no keys where none are given, and speaks English', async () => {
    const { status, text } = await run(['journal.jsonl'], 'en');
    expect(status).toBe(0);
    expect(text).toContain('No seal is made with a key that you trust (--keys).');
  });

  it('compares with a head or a message that is known from elsewhere', async () => {
    expect(await run(['journal.jsonl', '--head', head.toUpperCase()])).toMatchObject({
      status: 0,
      text: expect.stringContaining('(--head) finns i kedjan'),
    });
    const message = `Till registrator\n\nrun ${header.run}\nseq 9\nhead ${head}\nsent x\n`;
    await writeFile(join(folder, 'filed.eml'), message);
    expect((await run(['journal.jsonl', '--message', 'filed.eml'])).status).toBe(0);
    await writeFile(join(folder, 'filed.eml'), message.replace('seq 9', 'seq 8'));
    expect((await run(['journal.jsonl', '--message', 'filed.eml'])).status).toBe(1);
    await writeFile(join(folder, 'empty.eml'), 'Hej');
    await expect(run(['journal.jsonl', '--message', 'empty.eml'])).rejects.toMatchObject({
      code: 'runs/no-head',
    });
    await expect(run(['journal.jsonl', '--message', 'none.eml'])).rejects.toMatchObject({
      code: 'runs/message-unreadable',
    });
    await expect(run(['journal.jsonl', '--head', 'abc'])).rejects.toMatchObject({ code: 'usage/flag-value' });
  });

  it('ends with 1 and the line where the chain is broken', async () => {
    const text = await readFile(join(folder, 'journal.jsonl'), 'utf8');
    await writeFile(join(folder, 'edited.jsonl'), text.replace('"outcome":"changed"', '"outcome":"skipped"'));
    const edited = await run(['edited.jsonl']);
    expect(edited.status).toBe(1);
    expect(edited.text).toContain('JOURNALEN GÅR INTE ATT LITA PÅ');
    expect(edited.text).toMatch(/Rad 9 är ändrad: .*\n {2}Väntat: [0-9a-f]{64}\n {2}Funnet: [0-9a-f]{64}/);
    const json = await run(['edited.jsonl', '--format', 'json']);
    expect(json.status).toBe(1);
    expect(JSON.parse(json.text)).toMatchObject({
      verdict: 'broken',
      faults: [{ line: 9, kind: 'content' }],
    });
  });

  it('does not let a journal steer the terminal', async () => {
    const clearScreen = '\u001b[2J';
    const text = await readFile(join(folder, 'journal.jsonl'), 'utf8');
    await writeFile(join(folder, 'hostile.jsonl'), `${clearScreen}${text}`);
    expect((await run(['hostile.jsonl'])).text).not.toContain('\u001b');
  });

  it('says what cannot be read; the caller ends with 2', async () => {
    await expect(run(['nowhere.jsonl'])).rejects.toMatchObject({ code: 'journal/cannot-open' });
    await expect(run(['.'])).rejects.toMatchObject({ code: 'journal/cannot-open' });
    await writeFile(join(folder, 'nothing.jsonl'), '');
    await expect(run(['nothing.jsonl'])).rejects.toMatchObject({ code: 'journal/empty' });
    await expect(run([])).rejects.toMatchObject({ code: 'usage/missing-argument' });
  });
});
