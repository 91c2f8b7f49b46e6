import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  runAddress,
  runHostAddress,
  runJournalAddress,
  runOutputAddress,
} from '#agents/collector/views/address.ts';
import { noTrust } from '#runbooks/engine/journal/trusted-keys.ts';
import { verifyJournal } from '#runbooks/engine/journal/verify-file.ts';
import { builtApp } from './built-app.ts';
import { type BuiltRun, buildRun, hashOf } from './built-runs.ts';
import { builtNow } from './built-store.ts';
import { hostileOutput, runningOver, someRunIds, someRuns } from './some-runs.ts';

const app = await builtApp({ devices: [], results: [] });
const read = async (path: string, lang = 'sv', of = app) => {
  const response = await of.request(path, { headers: { cookie: `lang=${lang}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
const over = (runs: readonly BuiltRun[], now = builtNow) => builtApp({ devices: [], results: [], runs, now });
/** A section of a page, from its heading on. */
const section = (body: string, id: string) => {
  const from = body.indexOf(`<h2 id="${id}"`);
  return body.slice(from, body.indexOf('</section>', from));
};
/** Commands of a page, as somebody copies them. */
const commands = (body: string) =>
  [...body.matchAll(/<code class="command">(.*?)<\/code>/g)].map(([, text = '']) =>
    text.replaceAll(/<[^>]+>/g, '').replaceAll('&quot;', '"'),
  );

describe('Körningar', () => {
  it('says first what waits, each with the command that brings it on', async () => {
    const { body } = await read('/korningar');
    expect(commands(body)).toEqual([
      `grundval runs decide ${someRunIds.waiting} --host raindance-db-1 --step upgrade --is done --key FIL`,
      `grundval runs resume ${someRunIds.waiting} --key FIL`,
      `grundval runs approve ${someRunIds.planned} --as role:it-chef --key FIL`,
      `grundval runs start ${someRunIds.planned} --key FIL`,
      `grundval runs review ${someRunIds.emergency} --text "TEXT" --key FIL`,
    ]);
    expect(body.indexOf('Väntar på någon</h2>')).toBeLessThan(body.indexOf('Pågår nu</h2>'));
    expect(body).toContain('2\u00a0körningar pågår, 3\u00a0väntar på någon');
    expect(body).toContain('Granskning försenad');
  });

  it('does not call a look overdue before its time', async () => {
    const early = await over(someRuns, new Date('2026-11-23T12:00:00Z'));
    const { body } = await read('/korningar', 'sv', early);
    expect(body).toContain('Granskning återstår');
    expect(body).not.toContain('Granskning försenad');
  });

  it('shows each host of what goes on as a shape with its word, a line for each batch', async () => {
    const { body } = await read('/korningar');
    expect(body).toContain('<span class="heard">treserva-app-3: misslyckad</span>');
    expect(body).toContain('<span class="heard">treserva-app-5: inte påbörjad</span>');
    expect(body).toContain('3 av 12 servrar klara, omgång 2 av 3');
    expect(body).toMatch(/1.misslyckad<.*1.pågår<.*8.inte påbörjade<.*2.ändrade</s);
    // Only what somebody has to look at is a link.
    expect(body).toContain(`href="${runHostAddress(someRunIds.running, 'treserva-app-3')}"`);
    expect(body).not.toContain(`href="${runHostAddress(someRunIds.running, 'treserva-app-5')}"`);
  });

  it('keeps a run in sight that has just ended', async () => {
    const just = await over(someRuns, new Date('2026-11-22T08:05:00Z'));
    const { body } = await read('/korningar', 'sv', just);
    expect(body.slice(body.indexOf('Pågår nu'), body.indexOf('id="historik"'))).toContain(
      someRunIds.succeeded,
    );
  });

  it('lists what is over with who approved it and what its journal is worth', async () => {
    const history = section((await read('/korningar')).body, 'historik');
    expect(history).toContain('Visar 1–4 av 4 avslutade');
    const row = (run: string) => history.split('<tr>').find((line) => line.includes(run)) ?? '';
    expect(row(someRunIds.succeeded)).toMatch(/directory:1.*directory:2.*Verifierad/s);
    expect(row(someRunIds.failed)).toMatch(/Misslyckades.*1.misslyckad.*Hel, inte bevisad/s);
    expect(row(someRunIds.broken)).toContain('class="status finding"');
    expect(row(someRunIds.emergency)).toContain('<span class="muted">ingen</span>');
  });

  it.each([
    ['procedur=restore-test', [someRunIds.succeeded]],
    ['utfall=failed', [someRunIds.failed]],
    ['server=treserva-db-1', [someRunIds.succeeded]],
    [
      'tjanst=treserva&dagar=7&utfall=succeeded',
      [someRunIds.emergency, someRunIds.succeeded, someRunIds.broken],
    ],
    ['dagar=1', []],
    ['tjanst=raindance', []],
  ])('narrows the history by %s, on the page and in its files', async (query, expected) => {
    const rows = JSON.parse((await read(`/korningar.json?${query}`)).body) as { readonly run: string }[];
    expect(rows.map(({ run }) => run)).toEqual(expected);
    const { body } = await read(`/korningar?${query}`);
    const history = section(body, 'historik');
    for (const run of Object.values(someRunIds)) {
      expect(history.includes(`href="${runAddress(run)}"`), run).toBe((expected as string[]).includes(run));
    }
    expect(history).toContain(`href="/korningar.csv?`);
    if (expected.length === 0) expect(history).toContain('Ta bort ett villkor eller rensa filtret.');
  });

  it('calls no run a success that its journal does not prove', async () => {
    const { body } = await read(runAddress(someRunIds.broken));
    expect(body).toMatch(/<span class="status not-measured">(?:(?!<\/span>).)*Lyckades, obevisat<\/span>/s);
    expect((await read(runAddress(someRunIds.succeeded))).body).toMatch(
      /<span class="status met">(?:(?!<\/span>).)*Lyckades<\/span>/s,
    );
  });

  it('takes no notice of values that no field can have', async () => {
    expect((await read('/korningar?utfall=hemligt&dagar=9999&sida=-1')).body).toContain('Visar 1–4 av 4');
  });

  it('pages with counts and keeps the filter', async () => {
    const [template] = someRuns.filter(({ detail }) => detail.row.run === someRunIds.succeeded);
    if (template === undefined) throw new Error('no run');
    const many = Array.from({ length: 60 }, (_, index) => {
      const run = `2026-11-22-0900-restore-test-${String(index).padStart(4, '0')}`;
      return { ...template, detail: { ...template.detail, row: { ...template.detail.row, run } } };
    });
    const app60 = await over(many);
    const first = await read('/korningar?procedur=restore-test', 'sv', app60);
    expect(first.body).toContain('Visar 1–50 av 60 avslutade');
    expect(first.body).toContain('href="/korningar?procedur=restore-test&amp;sida=2"');
    expect((await read('/korningar?sida=2', 'sv', app60)).body).toContain('Visar 51–60 av 60');
  });

  it('is exported as CSV with times in UTC', async () => {
    const { headers, body } = await read('/korningar.csv?procedur=restore-test');
    expect(headers.get('content-disposition')).toContain('korningar.csv');
    expect(body).toContain(
      `${someRunIds.succeeded};restore-test;produktion;standard;ÄR-2026-1187;directory:1`,
    );
    expect(body).toContain('2026-11-22T08:00:00.000Z');
  });

  it('says why it is empty and how a run is begun', async () => {
    const { body } = await read('/korningar', 'sv', await over([]));
    expect(body).toContain('0\u00a0körningar pågår');
    expect(body).toContain('En körning planeras och genomförs i terminalen');
    expect(body).toContain('grundval runs ship all');
    expect(body).not.toContain('Väntar på någon');
  });

  it('is in English too', async () => {
    const { body } = await read('/korningar', 'en');
    expect(body).toContain('Waiting for somebody');
    expect(commands(body)[0]).toContain('--key FILE');
    expect(body).not.toMatch(/Väntar|Omgång|servrar klara/);
  });
});

describe('one run', () => {
  it('shows whom it touches, in which batches, and what is done, folded', async () => {
    const plan = section((await read(runAddress(someRunIds.running))).body, 'plan');
    expect(plan).toContain('minst 210, högst 260');
    expect(plan).toContain('Användare inte räknade för Katalog och inloggning');
    expect(plan).toContain('3\u00a0omgångar, med så här många servrar: 1, 3, 8');
    expect(plan).toMatch(/12.servrar ändras/);
    expect(plan.match(/Uppgradera säkerhetspaket/g)).toHaveLength(1);
    expect(plan).toContain('om det behövs');
  });

  it('says what each approval is worth', async () => {
    const approvals = async (run: string) => section((await read(runAddress(run))).body, 'godkannanden');
    expect(await approvals(someRunIds.succeeded)).toMatch(
      /directory:2.*Läst planen.*IT-chef.*Håller<\/span>/s,
    );
    expect(await approvals(someRunIds.running)).toContain('Inte prövat');
    const emergency = await approvals(someRunIds.emergency);
    expect(emergency).toContain('har inte tittat, och tiden är ute');
    expect(emergency).toContain('inte inskriven');
  });

  it('says that a chain is whole, and where it is broken exactly where', async () => {
    const journal = async (run: string) => section((await read(runAddress(run))).body, 'journal');
    expect(await journal(someRunIds.succeeded)).toContain('Verifierad: hashkedjan är hel');
    expect(await journal(someRunIds.failed)).toContain('vem som skrev den är inte bevisat');
    const broken = await journal(someRunIds.broken);
    expect(broken).toContain('class="verdict status finding"');
    expect(broken).toMatch(/Rad 6 är ändrad.*Väntat: [0-9a-f]{64}.*Funnet: [0-9a-f]{64}/s);
    expect(await journal(someRunIds.running)).toContain('Inte prövad än');
    expect(await journal(someRunIds.planned)).toContain('Körningen har inte börjat');
  });

  it('leads from evidence to the control that reads it', async () => {
    const evidence = section((await read(runAddress(someRunIds.succeeded))).body, 'underlag');
    expect(evidence).toMatch(/restore-test.*href="\/kontroller\/GV-28"/s);
    expect(evidence).toContain('href="/kontroller/GV-35"');
    expect(evidence).toContain('&quot;measuredRtoSeconds&quot;: 1260');
  });

  it('shows what hosts said as text, whatever it looks like', async () => {
    for (const path of [
      runAddress(someRunIds.failed),
      runHostAddress(someRunIds.failed, 'treserva-app-2'),
      runJournalAddress(someRunIds.succeeded),
      runAddress(someRunIds.succeeded),
    ]) {
      expect((await read(path)).body, path).not.toMatch(/<script>|<img|<b>klart/);
    }
    const { body } = await read(runHostAddress(someRunIds.failed, 'treserva-app-2'));
    expect(body).toContain('&lt;script&gt;alert(&quot;utdata&quot;)&lt;/script&gt;');
  });

  it('gives a whole output as plain text that no browser takes for anything else', async () => {
    const path = runOutputAddress(someRunIds.failed, hashOf(hostileOutput));
    const { headers, body } = await read(path);
    expect(body).toBe(hostileOutput);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toMatch(/^inline/);
    expect((await read(runOutputAddress(someRunIds.failed, '0'.repeat(64)))).status).toBe(404);
    expect((await read(`${runAddress(someRunIds.failed)}/utdata/${'g'.repeat(64)}`)).status).toBe(404);
  });

  it('has a large output saved, and shows its beginning and its end', async () => {
    const text = Array.from({ length: 90_000 }, (_, line) => `rad ${line} av många\n`).join('');
    const outline = runningOver(2);
    const events = outline.events.map((event) =>
      event.kind === 'done' ? { ...event, body: { ...event.body, outputSha256: hashOf(text) } } : event,
    );
    const large = await over([await buildRun({ ...outline, events, outputs: [text] })]);
    const { headers, body } = await read(runOutputAddress(outline.run, hashOf(text)), 'sv', large);
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(body).toBe(text);
    const page = await read(runAddress(outline.run), 'sv', large);
    expect(page.body).toContain('rad 0 av många');
    expect(page.body).toContain('rad 89999 av många');
    expect(page.body).toMatch(/… 89.968 rader \(.*\) visas inte …/);
    expect(page.body.length).toBeLessThan(60_000);
  });

  it('says of an output that was not sent where it is', async () => {
    const outputs = section((await read(runAddress(someRunIds.broken))).body, 'utdata');
    expect(outputs).toContain('Utdatan finns på datorn som kör');
  });

  it('has a journal of sentences with the line as it stands', async () => {
    const { body } = await read(runJournalAddress(someRunIds.emergency));
    expect(body).toContain('Akut: började utan godkännande. Någon annan granskar senast 2026-11-24 02:14.');
    expect(body).toContain('Omgång 1 började: treserva-app-1.');
    expect(body).toContain('Steget upgrade är gjort på treserva-app-1.');
    expect(body).toContain('&quot;kind&quot;:&quot;opened&quot;');
    const one = await read(runJournalAddress(someRunIds.running, { host: 'treserva-app-3' }));
    expect(one.body).toContain('4 poster om treserva-app-3');
    expect(one.body).not.toContain('på treserva-app-4');
    expect((await read(runJournalAddress(someRunIds.planned))).body).toContain('ingen post finns');
  });

  it('has a journal as a file that grundval runs verify takes, and finds broken where it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grundval-jsonl-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const verdictOf = async (run: string) => {
      const { headers, body } = await read(runJournalAddress(run, { file: true }));
      expect(headers.get('content-disposition')).toBe(`attachment; filename="${run}.jsonl"`);
      const path = join(folder, `${run}.jsonl`);
      await writeFile(path, body);
      return verifyJournal(path, { trust: noTrust, outside: [] }, new AbortController().signal);
    };
    expect(await verdictOf(someRunIds.succeeded)).toMatchObject({ verdict: 'whole', entries: 11 });
    expect(await verdictOf(someRunIds.broken)).toMatchObject({ verdict: 'broken', faults: [{ line: 6 }] });
    expect((await read(runJournalAddress(someRunIds.planned, { file: true }))).status).toBe(404);
  });

  it('draws two hundred hosts, batch by batch, with each in the table', async () => {
    const { run, ...outline } = runningOver(200);
    const big = await over([await buildRun({ run, ...outline })]);
    const { body } = await read(runAddress(run), 'sv', big);
    expect(body).toContain('21 av 200 servrar klara');
    const hosts = section(body, 'servrar');
    expect(hosts.match(/class="lane-name"/g)).toHaveLength(3);
    expect(hosts.match(/<th scope="row"/g)).toHaveLength(200);
    expect(section(body, 'plan')).toContain('Vilka servrar');
  });

  it('follows only a run that something more is expected of', async () => {
    expect((await read(runAddress(someRunIds.running))).body).toContain('<script src="/assets/live.');
    expect((await read(runAddress(someRunIds.succeeded))).body).not.toContain('<script');
  });

  it('does not take the pages beside it for runs', async () => {
    expect((await read('/korningar/procedurer')).status).toBe(200);
    for (const path of [
      runAddress('finns-inte'),
      `${runAddress('finns-inte')}/journal`,
      `${runAddress('finns-inte')}/handelser`,
      runHostAddress(someRunIds.running, 'finns-inte'),
      runHostAddress('finns-inte', 'treserva-app-1'),
    ]) {
      expect((await read(path)).status, path).toBe(404);
    }
  });
});

describe('pages of what runs are made on', () => {
  it('name the latest of a service, and lead to the others', async () => {
    const { body } = await read('/tjanster/treserva');
    const runs = section(body, 'korningar');
    expect(runs.match(/<li>/g)).toHaveLength(3);
    expect(runs).toContain('href="/korningar?tjanst=treserva"');
    expect(section((await read('/tjanster/webbplats')).body, 'korningar')).toContain('Ingen körning');
  });
});
