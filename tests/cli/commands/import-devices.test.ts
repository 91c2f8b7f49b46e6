import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { importDevices } from '#cli/commands/import-devices.ts';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';

let folder = '';
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-import-'));
  await writeFile(
    join(folder, 'skolan.csv'),
    'Datornamn;Serienummer;Elev\nEK-1;SYN1;Anna\nEK-2;1,2E+11;Bo\n',
  );
});
afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function run(args: readonly string[], lang: CommandIo['lang'] = 'sv') {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    lang,
    colour: false,
    now: () => new Date('2026-11-22T12:00:00Z'),
    cwd: folder,
    signal: new AbortController().signal,
  };
  // As the command line does with what a command throws (cli/failure.ts).
  const status = await importDevices.run(args, io).catch((error: unknown) => {
    throw error instanceof GrundvalError ? inLanguage(error, lang) : error;
  });
  return { status, text: lines.join('\n').replace(/[\u00a0\u202f]/g, ' ') };
}

/** A collector that answers one thing and remembers what it was sent. */
async function startCollector(
  status: number,
  answer: unknown,
): Promise<{ readonly requests: { url: string; token: string; body: string }[] }> {
  const requests: { url: string; token: string; body: string }[] = [];
  server = createServer((request: IncomingMessage, response) => {
    void buffer(request).then((body) => {
      requests.push({
        url: request.url ?? '',
        token: request.headers.authorization ?? '',
        body: body.toString(),
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await announce({ url: `http://127.0.0.1:${port}`, pid: process.pid, adminToken: 'hemlig' });
  return { requests };
}

const announce = (content: unknown): Promise<void> =>
  writeFile(join(folder, 'collector.json'), JSON.stringify(content));

const report = {
  schemaVersion: 1,
  source: 'csv:skolan',
  fileName: 'skolan.csv',
  rowsRead: 1234,
  taken: 1230,
  kinds: { client: 1230 },
  columns: [],
  complete: true,
  rejected: Array.from({ length: 8 }, (_, at) => ({
    line: at + 2,
    column: 'Serienummer',
    found: { sv: '"1E+9"', en: '"1E+9"' },
    expected: { sv: 'värdet', en: 'the value' },
  })),
  warnings: [{ sv: 'Varning.', en: 'Warning.' }],
  dropped: [{ name: 'Elev', reason: 'personal' }],
  leftOut: { personallyOwned: 2, disposed: 0, replaced: [], repeatedHeaders: 1, emptyRows: 0 },
  outcome: {
    kind: 'saved',
    created: 1200,
    linked: 30,
    updated: 0,
    unchanged: 0,
    noLongerListed: 4,
    heldBack: 0,
    conflicts: [{ line: 7, deviceId: 'x', name: 'EK-9', shared: ['uuid'], differing: ['serial'] }],
  },
};

describe('grundval import devices --check', () => {
  it('reads the file without a collector and changes nothing', async () => {
    const { status, text } = await run(['--from', 'csv', '--check', 'skolan.csv']);
    expect(status).toBe(0);
    expect(text).toContain('skolan.csv → källa csv:skolan');
    expect(text).toContain('2 rader lästa, 2 enheter med');
    expect(text).toContain('inget har ändrats');
    expect(text).toContain('rad 3, Serienummer: hittade "1,2E+11"');
    expect(text).toContain('personuppgifter: Elev');
    expect(text).not.toContain('Anna');
  });

  it('ends with 1 when it is strict and something cannot be taken', async () => {
    expect((await run(['--from', 'csv', '--check', '--strict', 'skolan.csv'])).status).toBe(1);
  });

  it('prints the whole report as JSON', async () => {
    const { text } = await run(['--from', 'csv', '--check', '--format', 'json', 'skolan.csv']);
    expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, taken: 2, outcome: { kind: 'checked' } });
  });

  it('says in the reader’s language what is wrong with the file', async () => {
    await writeFile(join(folder, 'sida.csv'), '<html><title>Logga in</title></html>');
    await expect(run(['--from', 'csv', '--check', 'sida.csv'])).rejects.toMatchObject({
      code: 'import/html',
      message: 'Filen är en webbsida ("Logga in"), en tabell väntades.',
    });
    await expect(run(['--from', 'csv', '--check', 'sida.csv'], 'en')).rejects.toThrow(
      'The file is a web page',
    );
  });

  it.each([
    [['skolan.csv'], 'usage/missing-flag'],
    [['--from', 'csv'], 'usage/missing-argument'],
    [['--from', 'excel', 'skolan.csv'], 'usage/flag-value'],
    [['--from', 'csv', '--source', 'Stora Listan', 'skolan.csv'], 'usage/flag-value'],
    [['--from', 'csv', '--columns', 'A=b', 'skolan.csv'], 'import/column-mapping'],
    [['--from', 'csv', 'finns-inte.csv'], 'import/unreadable'],
    [['--from', 'csv', '.'], 'import/unreadable'],
  ])('%j is refused with %s', async (args, code) => {
    await expect(run(args)).rejects.toMatchObject({ code });
  });
});

describe('grundval import devices', () => {
  const args = ['--from', 'csv', '--data', '.', 'skolan.csv'];

  it('sends the file as it is, with the token of the data folder, and prints what came of it', async () => {
    const { requests } = await startCollector(200, report);
    const { status, text } = await run(args);
    expect(status).toBe(0);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ token: 'Bearer hemlig', body: expect.stringMatching(/^Datornamn;/) });
    const query = new URL(requests[0]?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      from: 'csv',
      fileName: 'skolan.csv',
      strict: 'false',
      whole: 'false',
    });
    expect(text).toContain('1 234 rader lästa, 1 230 enheter med (1 230 datorer).');
    expect(text).toContain('1 200 nya');
    expect(text).toContain('4 finns inte längre i listan');
    expect(text).toContain('2 privatägda enheter (räknas bara)');
    expect(text).toContain('… och 3 till');
    expect(text).toContain('rad 7 liknar EK-9 (samma UUID, men olika serienummer)');
    expect(text).toContain('Varning.');
  });

  it('prints the report of a strict refusal and ends with 1', async () => {
    await startCollector(422, { title: 'Refused', report: { ...report, outcome: { kind: 'refused' } } });
    const { status, text } = await run([...args, '--strict'], 'en');
    expect(status).toBe(1);
    expect(text).toContain('Nothing was kept');
  });

  it('passes on what the collector refuses, in the reader’s language', async () => {
    await startCollector(400, {
      type: '/api/problems/import/html',
      title: 'The file is a web page.',
      detail: 'Log in.',
      sv: { message: 'Filen är en webbsida.', hint: 'Logga in.' },
    });
    await expect(run(args)).rejects.toMatchObject({
      code: 'import/html',
      message: 'Filen är en webbsida.',
      hint: 'Logga in.',
    });
  });

  it.each([
    ['no folder', async () => undefined],
    ['half a file', () => writeFile(join(folder, 'collector.json'), '{"url":')],
    [
      'a process that is gone',
      () => announce({ url: 'http://127.0.0.1:9', pid: 2 ** 22 + 1, adminToken: 'x' }),
    ],
    ['nobody who answers', () => announce({ url: 'http://127.0.0.1:9', pid: process.pid, adminToken: 'x' })],
  ])('says how to start the collector where there is %s', async (_, prepare) => {
    await prepare();
    await expect(run(args)).rejects.toMatchObject({
      code: 'cli/no-collector',
      hint: expect.stringContaining('npm start'),
    });
  });
});
