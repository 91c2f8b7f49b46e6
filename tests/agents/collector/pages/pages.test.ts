import { beforeAll, describe, expect, it } from 'vitest';
import { readDeclaration } from '#model/declaration/load.ts';
import { builtApp, exampleFolder } from './built-app.ts';
import { buildDevices } from './built-devices.ts';
import { buildResults } from './built-results.ts';
import { builtNow } from './built-store.ts';
import { brokenFragments, crawl, type Visited } from './crawl.ts';

const devices = buildDevices(builtNow);
const some = [...devices.slice(0, 8), ...devices.slice(-2)];
const firstDevice = some[0]?.device.id ?? '';
const scriptedDevice = devices.find(({ device }) => device.name.startsWith('<script>'))?.device.id ?? '';

const app = await builtApp({ devices: some });
const read = async (path: string, lang: 'sv' | 'en' = 'sv') => {
  const response = await app.request(path, { headers: { cookie: `lang=${lang}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

describe('every page that can be reached', () => {
  const found = new Map<'sv' | 'en', ReadonlyMap<string, Visited>>();
  beforeAll(async () => {
    for (const lang of ['sv', 'en'] as const) {
      found.set(lang, await crawl(app, '/', { headers: { cookie: `lang=${lang}` } }));
    }
  });
  const pages = (lang: 'sv' | 'en') =>
    [...(found.get(lang) ?? [])].filter(([, { type }]) => type.startsWith('text/html'));

  it('answers, and every link on it leads somewhere', () => {
    for (const visited of found.values()) {
      expect(visited.size).toBeGreaterThan(100);
      const failed = [...visited].filter(([, { status }]) => status !== 200);
      expect(failed.map(([address, { status, from }]) => `${from} → ${address}: ${status}`)).toEqual([]);
    }
  });

  it('has every part that a link within a page points at', () => {
    for (const visited of found.values()) expect(brokenFragments(visited)).toEqual([]);
  });

  it('has one h1, a title, landmarks and its language', () => {
    for (const lang of ['sv', 'en'] as const) {
      for (const [address, { body }] of pages(lang)) {
        expect(body.match(/<h1\b/g), address).toHaveLength(1);
        expect(body.match(/<main\b/g), address).toHaveLength(1);
        expect(body, address).toMatch(/<title>[^<]+ – Grundval<\/title>/);
        expect(body, address).toContain(
          address.endsWith('/systemkort') || address.includes('lang=sv')
            ? '<html lang="sv">'
            : address.includes('lang=en')
              ? '<html lang="en">'
              : `<html lang="${lang}">`,
        );
      }
    }
  });

  it('has no script but the one that keeps runs as they are, no style of its own and no id twice', () => {
    const live = /<script src="\/assets\/live\.[0-9a-f]{16}\.js" data-events="[^"<>]+" defer><\/script>/;
    for (const [address, { body }] of pages('sv')) {
      expect(body.replace(live, ''), address).not.toMatch(/<script|\sstyle=|<style|\son\w+="|javascript:/);
      const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, `${address}: ${ids.join(' ')}`).toBe(ids.length);
    }
  });

  it('shows no value that was never filled in', () => {
    for (const lang of ['sv', 'en'] as const) {
      for (const [address, { body }] of pages(lang)) {
        expect(body, address).not.toMatch(/\bundefined\b|\bNaN\b|\[object |Invalid Date|>null</);
      }
    }
  });

  it('gives every table a caption and every field a label', () => {
    for (const [address, { body }] of pages('sv')) {
      expect(body.match(/<table\b/g)?.length ?? 0, address).toBe(body.match(/<caption\b/g)?.length ?? 0);
      for (const [field] of body.matchAll(
        /<input (?:type="search"|id=)[^>]*>|<select[^>]*>|<textarea[^>]*>/g,
      )) {
        const [, id] = / id="([^"]+)"/.exec(field) ?? [];
        const isLabelled =
          field.includes('aria-label') ||
          body.includes(`</span>${field}`) ||
          (id !== undefined && body.includes(`<label for="${id}">`));
        expect(isLabelled, `${address}: ${field}`).toBe(true);
      }
    }
  });

  it('is Swedish in Swedish and English in English', () => {
    const swedish = /Tjänster<|Enheter<|Kontroller<|Ej mätt|Uppfylld|saknas|Senast sedd/;
    for (const [address, { body }] of pages('en')) {
      // The declaration and the system card are written in Swedish.
      if (address.startsWith('/deklaration/')) continue;
      if (address.includes('lang=sv') || address.endsWith('/systemkort')) continue;
      const words = body.replace(/<title>.*<\/title>/, '').match(swedish);
      expect(words?.[0], address).toBeUndefined();
    }
  });
});

describe('the language switch', () => {
  it('keeps the page and what stands in its address', async () => {
    const { body } = await read('/enheter?slag=server&sortera=findings');
    expect(body).toContain('href="/enheter?slag=server&amp;sortera=findings&amp;lang=en"');
  });

  it('is remembered', async () => {
    const response = await app.request('/tjanster?lang=en');
    expect(response.headers.get('set-cookie')).toMatch(/^lang=en; .*HttpOnly/);
    expect(await response.text()).toContain('<h1>Services</h1>');
    expect((await read('/tjanster', 'en')).body).toContain('<h1>Services</h1>');
    expect((await read('/tjanster')).body).toContain('<h1>Tjänster</h1>');
  });

  it('falls back on Swedish for a language that does not exist', async () => {
    const response = await app.request('/tjanster?lang=%3Cscript%3E');
    expect(await response.text()).toContain('<html lang="sv">');
  });
});

describe('what others have named', () => {
  it('is text and never markup', async () => {
    for (const path of [
      '/',
      '/enheter',
      `/enheter/${scriptedDevice}`,
      '/kontroller/GV-13',
      '/sok?q=%3Cscript%3Ealert(1)%3C/script%3E',
      '/enheter?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
      `/enheter/${firstDevice}?program=%22onmouseover=alert(1)`,
      '/tjanster?q=%3Cimg%20src=x%20onerror=alert(1)%3E',
      '/finns-inte/%3Cscript%3E',
    ]) {
      const { body } = await read(path);
      expect(body, path).not.toMatch(/<script|<img/i);
    }
    expect((await read(`/enheter/${scriptedDevice}`)).body).toContain(
      '&lt;script&gt;alert(&quot;namn&quot;)&lt;/script&gt;',
    );
  });

  it('does not become a formula in a spreadsheet', async () => {
    const evil = some[0] ?? devices[0];
    if (evil === undefined) throw new Error('no devices');
    const other = await builtApp({
      devices: [{ ...evil, device: { ...evil.device, name: '=cmd|"/c calc"!A1' } }],
    });
    const csv = await (await other.request('/enheter.csv')).text();
    expect(csv).toContain(`"'=cmd|""/c calc""!A1"`);
  });
});

describe('Översikt', () => {
  it('answers the four questions and says what is not measured and what would fill it', async () => {
    const { body } = await read('/');
    for (const question of [
      'Följs strategin?',
      'Är beslutade åtgärder genomförda?',
      'Nås målen?',
      'Följs reglerna?',
    ]) {
      expect(body).toContain(question);
    }
    expect(body).toMatch(/1 av 4<\/a>/);
    expect(body).toContain('Av målen för 2026 (4) har inget ett utfall i goals.yaml.');
    expect(body).toContain('Fylls av energimätning i agenten');
  });

  it('is not green where nothing has been judged', async () => {
    const unjudged = await builtApp({ devices: [], results: [] });
    const body = await (await unjudged.request('/')).text();
    expect(body).toContain('Inga kontroller har körts än.');
    expect(body).not.toContain(
      'class="status met"><svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="5" fill="currentColor"/></svg>Uppfylld',
    );
    expect(
      (await (await unjudged.request('/tjanster')).text()).match(/<tr>.*?class="status met".*?<\/tr>/g),
    ).toBeNull();
  });

  it('lists a problem that many devices share once, with how many share it', async () => {
    const own = devices.filter(({ device }) => device.kind !== 'server');
    const { declaration } = await readDeclaration(exampleFolder);
    const judged = buildResults(
      declaration,
      own.map(({ device }) => device),
      builtNow,
    );
    const results = judged.filter(({ subject }) => subject.kind === 'device');
    const clients = await builtApp({ devices: own, results });
    const body = await (await clients.request('/')).text();
    expect(body.match(/class="which"/g)?.length).toBeLessThanOrEqual(10);
    expect(body).toMatch(/\d+.enheter till har en lika allvarlig avvikelse/);
  });
});

describe('Tjänster', () => {
  it('narrows by what stands in the address and keeps it in the form', async () => {
    const { body } = await read('/tjanster?plattform=pedagogical');
    expect(body).toContain('1 av 22 tjänster');
    expect(body).toContain('<option value="pedagogical" selected>');
  });

  it('takes no notice of values that no field can have', async () => {
    const { body } = await read('/tjanster?plattform=hemlig&sortera=allt');
    expect(body).toContain('22\u00a0tjänster');
  });

  it('sorts by class and cost, and says which way', async () => {
    const { body } = await read('/tjanster?sortera=kostnad&fallande=ja');
    expect(body).toContain('aria-sort="descending"');
    const names = [...body.matchAll(/<th scope="row" class="wide"><a href="\/tjanster\/([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(names[0]).toBe('treserva');
  });

  it('does not call a service met whose server is in default', async () => {
    const { body } = await read('/tjanster');
    const row = body
      .split('\n')
      .find((line) => line.includes('<th scope="row" class="wide"><a href="/tjanster/treserva"'));
    expect(row).toContain('class="status finding"');
  });

  it('tells a self-declared decision from an attested one by shape and word', async () => {
    const { body } = await read('/tjanster/treserva');
    expect(body).toContain('class="attestation self-declared"');
    expect(body).toContain('självdeklarerad');
    expect(body).not.toContain('class="attestation attested"');
  });

  it('leads to what it stands on and to what stands on it', async () => {
    expect((await read('/tjanster/treserva')).body).toContain('href="/tjanster/katalog"');
    expect((await read('/tjanster/katalog')).body).toContain('href="/tjanster/treserva"');
  });

  it('has a system card in Swedish whatever language the screens have', async () => {
    const { body } = await read('/tjanster/treserva/systemkort', 'en');
    expect(body).toContain('<html lang="sv">');
    expect(body).toContain('Systemägare');
  });

  it('is exported as it is shown', async () => {
    const { body, headers } = await read('/tjanster.csv?plattform=pedagogical');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(body.split('\r\n')).toHaveLength(3);
    const json = JSON.parse((await read('/tjanster.json?plattform=pedagogical')).body);
    expect(json).toMatchObject([{ id: 'larplattform', hosting: 'cloud' }]);
  });
});

describe('Enheter', () => {
  it('pages with counts, and keeps the filter from page to page', async () => {
    const all = await builtApp({});
    const body = await (await all.request('/enheter?kand=import')).text();
    expect(body).toContain('Visar 1–50 av 58 som stämmer, 64 i allt');
    expect(body).toContain('href="/enheter?kand=import&amp;sida=2"');
    const second = await (await all.request('/enheter?kand=import&sida=2')).text();
    expect(second).toContain('Visar 51–58 av 58');
  });

  it('says why a list is empty and what to do', async () => {
    expect((await read('/enheter?q=finns-inte-alls')).body).toContain(
      'Ta bort ett villkor eller rensa filtret.',
    );
    const none = await builtApp({ devices: [] });
    expect(await (await none.request('/enheter')).text()).toContain('Anslut en med grundval-agent enrol');
  });

  it('exports every device that fits, not only those of the page', async () => {
    const all = await builtApp({});
    const csv = await (await all.request('/enheter.csv?kand=import')).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(59);
    expect(csv).toMatch(/;2026-11-22T06:42:00\.000Z;/);
  });

  it('shows sections with status, age and source, and what could not be read', async () => {
    const { body } = await read(`/enheter/${firstDevice}`);
    expect(body).toContain('delvis läst');
    expect(body).toContain('names of programs need root');
    expect(body).toContain('/proc/net/tcp, /proc/net/udp');
  });

  it('tells a security update from one whose kind nobody knows', async () => {
    const { body } = await read(`/enheter/${firstDevice}`);
    expect(body).toContain('3\u00a0väntande uppdateringar');
    expect(body).toContain('1\u00a0säkerhetsuppdatering, 1\u00a0av okänt slag');
    expect(body).toContain('Debian-Security:12/stable-security');
  });

  it('finds software by a part of its name', async () => {
    const { body } = await read(`/enheter/${firstDevice}?program=EXEMPEL12`);
    expect(body).toContain('libexempel12-perl');
    expect(body).not.toContain('libexempel13-perl');
  });

  it('shows older changes behind a link', async () => {
    const { body } = await read(`/enheter/${firstDevice}`);
    const older = /href="([^"]+fore=[^"#]+)#andringar"/.exec(body)?.[1] ?? '';
    expect((await read(older)).status).toBe(200);
  });

  it('names devices that state the same hardware', async () => {
    const clone = some.find(({ conflictWith }) => conflictWith !== null)?.device.id ?? '';
    expect((await read(`/enheter/${clone}`)).body).toContain('raindance-db-01');
  });

  it('has the same page for a device that only an import knows', async () => {
    const imported = some.find(({ device }) => device.imports.length > 0)?.device.id ?? '';
    const { body } = await read(`/enheter/${imported}`);
    expect(body).toContain('Enheten har ingen agent. Uppgifterna kommer ur intune.');
    expect(body).not.toContain('id="program"');
  });
});

describe('Kontroller', () => {
  it('says that devices are read where they are read if present', async () => {
    expect((await read('/kontroller/GV-12')).body).toContain('deklarationen, enheternas uppgifter');
  });

  it('tells in its CSV which decisions only stand in a file', async () => {
    const { body } = await read('/kontroller.csv');
    const exempt = body.split('\r\n').find((line) => line.includes('GV-04') && line.includes(';exempt;'));
    expect(exempt).toContain('self-declared');
  });

  it('shows each with its denominator, by profile and by source', async () => {
    expect((await read('/kontroller')).body).toMatch(/20\u00a0\/\u00a021/);
    const bySource = (await read('/kontroller?gruppera=kalla')).body;
    expect(bySource.indexOf('scope="rowgroup" colspan="6">Lag<')).toBeGreaterThan(0);
  });

  it('narrows the verdicts to one status', async () => {
    const { body } = await read('/kontroller/GV-01?status=finding');
    expect(body).toContain('href="/tjanster/gis"');
    expect(body).not.toContain('href="/tjanster/treserva"');
  });

  it('shows exemptions with their last day, and where evidence is written', async () => {
    const { body } = await read('/kontroller/GV-04');
    expect(body).toMatch(/Libra[\s\S]*datetime="20\d\d-\d\d-\d\d"/);
    expect(body.slice(body.indexOf('id="undantag"'))).toContain('självdeklarerad');
    expect((await read('/kontroller/GV-01')).body).toMatch(/services\/gis\.yaml(:\d+)?/);
  });

  it('shows the limits in force', async () => {
    expect((await read('/kontroller/GV-11')).body).toMatch(/<code>criticalDays<\/code> = 14/);
  });

  it('is exported with messages in both languages', async () => {
    const { body } = await read('/kontroller/GV-01.csv?status=finding');
    expect(body.trimEnd().split('\r\n')).toHaveLength(2);
    expect(body).toContain('GV-01;1;service;gis');
  });
});

describe('search', () => {
  it('finds a device, a service and a control', async () => {
    expect((await read('/sok?q=treserva')).body).toMatch(/href="\/tjanster\/treserva"[\s\S]*treserva-app-01/);
    expect((await read('/sok?q=gv-12')).body).toContain('href="/kontroller/GV-12"');
    expect((await read('/sok?q=zzz')).body).toContain('Inget stämmer med ”zzz”.');
  });
});

describe('where there is nothing to show', () => {
  it('answers 404 in the same look', async () => {
    for (const path of ['/finns-inte', '/tjanster/finns-inte', '/enheter/finns-inte', '/kontroller/GV-99']) {
      const { status, body } = await read(path);
      expect(status, path).toBe(404);
      expect(body, path).toContain('<h1>Sidan finns inte</h1>');
      expect(body, path).not.toContain('Deklarationen läst');
    }
  });

  it('sends those who are not logged in to the login, and lets them read what concerns them', async () => {
    const closed = await builtApp({ viewer: null, devices: some });
    for (const path of ['/', '/tjanster', '/enheter.csv', '/kontroller/GV-01', '/sok?q=x']) {
      const response = await closed.request(path);
      expect([response.status, response.headers.get('location')], path).toEqual([303, '/logga-in']);
    }
    for (const path of ['/om/lasning', '/om/tillganglighet']) {
      const response = await closed.request(path);
      expect(response.status, path).toBe(200);
      expect(await response.text(), path).not.toContain('Örkelljunga');
    }
  });

  it('says that nothing is declared and how to declare it', async () => {
    const undeclared = await builtApp({ declaration: null, devices: [] });
    const response = await undeclared.request('/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('Ingen deklaration är inläst');
  });

  it('shows the number of a fault and nothing else of it', async () => {
    const { status, body } = await read('/prov/500');
    expect(status).toBe(500);
    expect(body).toContain('<code>prov-1</code>');
  });
});

describe('what is read from my computer', () => {
  it('follows the rules of the agent’s profiles', async () => {
    const { body } = await read('/om/lasning');
    const row = body.split('\n').find((line) => line.includes('<b>Program</b>')) ?? '';
    expect([...row.matchAll(/<td>(?:<span class="muted">)?([^<]+)/g)].map(([, cell]) => cell)).toEqual([
      'läses',
      'läses inte',
      'läses',
      'läses',
    ]);
  });
});

describe('the declaration', () => {
  it('is shown file by file, each with the line that evidence points at', async () => {
    expect((await read('/deklaration')).body).toContain('href="/deklaration/services/gis.yaml"');
    const { body } = await read('/deklaration/services/gis.yaml');
    expect(body).toMatch(/<li id="rad-\d+"><code>owner: role:samhallsbyggnadschef/);
    expect((await read('/kontroller/GV-01')).body).toMatch(
      /href="\/deklaration\/services\/gis\.yaml#rad-\d+"><code>services\/gis\.yaml:\d+/,
    );
  });

  it.each([
    '/deklaration/services/finns-inte.yaml',
    '/deklaration/..%2Fpackage.json',
    '/deklaration/__proto__',
  ])('has nothing at %s', async (path) => {
    expect((await read(path)).status).toBe(404);
  });
});
