import { describe, expect, it } from 'vitest';
import { readDeclaration } from '#model/declaration/load.ts';
import { planProduction } from '#stacks/plan/plan-production.ts';
import { builtApp, exampleFolder } from './built-app.ts';

const { declaration } = await readDeclaration(exampleFolder);
const plan = planProduction(declaration);

const app = await builtApp({ devices: [] });
const read = async (path: string, lang: 'sv' | 'en' = 'sv') => {
  const response = await app.request(path, { headers: { cookie: `lang=${lang}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
/** The part of a page under a heading. */
const section = (body: string, id: string) => {
  const from = body.indexOf(`<h2 id="${id}"`);
  return body.slice(from, body.indexOf('</section>', from));
};
const rowsOf = (html: string) => html.match(/<tr>.*?<\/tr>/gs)?.length ?? 0;

describe('Plattform', () => {
  it('draws every zone once, and an arrow for each pair of places with something open', async () => {
    const picture =
      section((await read('/plattform')).body, 'nat').match(/<svg width.*?<\/svg>\n<\/div>/s)?.[0] ?? '';
    expect(picture.match(/class="node( strong)?"/g)).toHaveLength(plan.zones.length);
    for (const { id } of plan.zones) expect(picture).toContain(`href="/plattform/zoner/${id}"`);
    expect(picture).toMatch(
      /<title>Vård och omsorg når Verksamhetssystem med skyddsvärda uppgifter: 1.flöde<\/title>/,
    );
    expect(picture).toMatch(
      /<g class="arrow-line open" aria-hidden="true"><title>Gäster når Internet: 1.flöde, varav 1 utan inloggning/,
    );
    expect(picture).not.toMatch(/<title>Elever når Verksamhetssystem/);
    expect(picture).toContain('aria-labelledby="zonbild-titel" aria-describedby="zonbild-text"');
  });

  it('says the same in the matrix, whose cells lead to the flows they count', async () => {
    const matrix = (await read('/plattform')).body.match(/<div class="zone-matrix">.*?<\/table>/s)?.[0] ?? '';
    const cell = /href="([^"]+)" aria-label="Personal når Tekniska tjänster: (\d+).flöden/.exec(matrix);
    const list = (await read((cell?.[1] ?? '').replaceAll('&amp;', '&').split('#')[0] ?? '')).body;
    expect(rowsOf(section(list, 'floden')) - 1).toBe(Number(cell?.[2]));
  });

  it('narrows picture, matrix and list to what stands in the address', async () => {
    const { body } = await read('/plattform?q=treserva&inloggning=ja');
    const expected = plan.flows.filter(({ key }) => key.includes('treserva'));
    expect(body).toContain(
      `Visar 1–${expected.length} av ${expected.length} som stämmer, ${plan.flows.length} i allt`,
    );
    expect(body).toContain('<option value="ja" selected>');
    expect(body).not.toMatch(/<title>Gäster når Internet/);
    const none = await read('/plattform?q=finns-inte-alls');
    expect(none.body).toContain('Ta bort ett villkor eller rensa filtret.');
    expect((await read('/plattform?fran=%22%3E&lage=hemligt')).body).toContain(
      `av ${plan.flows.length} som stämmer`,
    );
  });

  it('exports the flows that are shown, each with the lines that declare it', async () => {
    const { body, headers } = await read('/plattform/floden.csv?q=treserva');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(body).toMatch(
      /zone:vard;service:treserva\/app;443;tcp;true;certifikat på kort;true;true;treserva;services\/treserva\.yaml:\d+/,
    );
    const json = JSON.parse((await read('/plattform/floden.json?inloggning=nej')).body) as {
      authenticated: string;
    }[];
    expect(json.length).toBe(plan.flows.filter(({ authenticated }) => !authenticated).length);
    expect(json.every(({ authenticated }) => authenticated === 'false')).toBe(true);
  });

  it('adds up servers, processors and memory by site', async () => {
    const sites = section((await read('/plattform')).body, 'platser');
    const hall = plan.groups.filter(({ build, platformSite }) => build && platformSite === 'hall-1');
    const servers = hall.reduce((sum, group) => sum + group.servers.length, 0);
    const vcpus = hall.reduce((sum, group) => sum + group.servers.length * group.vcpus, 0);
    const row = sites.split('</tr>').find((line) => line.includes('Serverhallen<')) ?? '';
    expect(row).toContain(`<td class="num">${servers}</td><td class="num">${vcpus}</td>`);
    expect(sites).toContain('och 2 föreslagna');
  });

  it('shows each issue in Swedish, with the line to change', async () => {
    const issues = section((await read('/plattform')).body, 'anmarkningar');
    expect(issues.match(/<th scope="row">/g)).toHaveLength(plan.issues.length);
    expect(issues).toContain('höj <code>count</code> till 2');
    expect(issues).toMatch(/href="\/deklaration\/services\/treserva\.yaml#rad-\d+"/);
  });

  it('says what is in use and what is to come costs, and that electricity is not measured', async () => {
    const money = section((await read('/plattform')).body, 'kostnad');
    const kronor = (ore: number) => String(ore / 100).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
    expect(money).toContain(`<b>${kronor(plan.cost.standing.orePerYear)}</b>`);
    expect(money).toContain(`<b>${kronor(plan.cost.upcoming.orePerYear)}</b>`);
    expect(money).toContain('Ej mätt');
    expect(money).not.toMatch(/\b0\s*kWh/);
  });

  it('puts blocking issues first', async () => {
    const services = declaration.services.map((service) =>
      service.id === 'treserva' ? { ...service, serviceLevel: undefined } : service,
    );
    const blocked = await builtApp({
      devices: [],
      declaration: { ...declaration, services } as typeof declaration,
    });
    const issues = section(await (await blocked.request('/plattform')).text(), 'anmarkningar');
    expect(issues.indexOf('Spärr: inget genomförs')).toBeGreaterThan(0);
    expect(issues.indexOf('Spärr: inget genomförs')).toBeLessThan(issues.indexOf('Upplysning'));
    expect(issues).toContain('Servicenivå saknas');
  });
});

describe('a zone', () => {
  it('shows its networks, roles, servers and what may pass its edge', async () => {
    const { body } = await read('/plattform/zoner/adm-skyddad');
    expect(body).toContain('<code>10.12.121.0/24</code>');
    expect(body).toContain('router 10.12.121.1');
    const own = plan.groups.filter(({ zone }) => zone === 'adm-skyddad');
    expect(rowsOf(section(body, 'servrar')) - 1).toBe(own.flatMap(({ servers }) => servers).length);
    expect(section(body, 'into')).toContain('Vårdens datorer och mobila enheter');
    expect(section((await read('/plattform/zoner/vard')).body, 'roller')).toContain('certifikat (802.1X)');
    expect((await read('/plattform/zoner/finns-inte')).status).toBe(404);
  });
});

describe('which role reaches what', () => {
  it('shows ports by role and service, and nothing where it is closed', async () => {
    const { body } = await read('/plattform/roller');
    const matrix = section(body, 'matris');
    const row = matrix.split('</tr>').find((line) => line.includes('href="/tjanster/treserva"')) ?? '';
    expect(row.match(/443\/tcp/g)).toHaveLength(1);
    expect(row.match(/stängt/g)).toHaveLength(declaration.network.access.length - 1);
    const one = section((await read('/plattform/roller?roll=gast')).body, 'lista');
    expect(rowsOf(one) - 1).toBe(1);
    expect(one).toContain('Internet');
  });

  it('is exported as it is shown', async () => {
    const { body } = await read('/plattform/roller.csv?roll=vard-klient');
    expect(body).toMatch(
      /vard-klient;vard;service:treserva;app;443;tcp;true;role;services\/treserva\.yaml:\d+/,
    );
    expect(body).not.toContain('elev;');
    const json = JSON.parse((await read('/plattform/roller.json?roll=gast')).body);
    expect(json).toMatchObject([{ role: 'gast', target: 'internet', port: 443, authenticated: 'false' }]);
  });
});

describe('a service of the plan', () => {
  it('shows each of its servers with address, failure domain and declared line', async () => {
    const servers = section((await read('/tjanster/treserva')).body, 'servrar');
    const own = plan.groups.filter(({ service }) => service === 'treserva').flatMap((group) => group.servers);
    for (const { hostName, ipv4, failureDomain } of own) {
      expect(servers).toContain(hostName);
      expect(servers).toContain(`<code>${ipv4?.address}</code>`);
      expect(servers).toContain(`<span class="under">${failureDomain}</span>`);
    }
    expect(servers).toMatch(/#rad-\d+"><code>services\/treserva\.yaml:\d+/);
  });

  it('draws its flows with their ports, and lists them with where each is declared', async () => {
    const flows = section((await read('/tjanster/treserva')).body, 'floden');
    expect(flows).toMatch(/<title>Vård och omsorg når Treserva, app på 443\/tcp<\/title>/);
    expect(flows).toMatch(/<title>Treserva, app når Navet på 443\/tcp<\/title>/);
    expect(flows).toContain('ja, certifikat på kort');
  });

  it('tells what falls with it, for whom, as picture and list', async () => {
    const { body } = await read('/tjanster/katalog');
    const falls = section(body, 'faller');
    const picture = falls.match(/<svg.*?<\/svg>/s)?.[0] ?? '';
    for (const id of plan.services.find((service) => service.id === 'katalog')?.takesDown ?? ['none']) {
      expect(picture, id).toContain(`href="/tjanster/${id}"`);
      expect(falls.slice(falls.indexOf('Steg för steg')), id).toContain(`href="/tjanster/${id}"`);
    }
    expect(falls).toMatch(/minst 1.798, högst 7.067/);
    expect(falls).toContain('samhällsviktig');
    expect(section((await read('/tjanster/treserva')).body, 'faller')).toContain(
      'Ingen annan tjänst i bruk faller med den här.',
    );
  });

  it('splits its cost by kind, payer and municipality, each to the whole, with the lines it comes from', async () => {
    const costs = section((await read('/tjanster/treserva')).body, 'kostnader');
    const cost = plan.cost.services.find(({ service }) => service === 'treserva');
    const kronor = (ore = 0) => String(ore / 100).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
    expect(costs).toContain(`<b>${kronor(cost?.orePerYear)}</b>`);
    for (const { orePerYear } of [...(cost?.byKind ?? []), ...(cost?.byPayer ?? [])]) {
      expect(costs).toContain(`>${kronor(orePerYear)}</td>`);
    }
    expect(costs).toMatch(/<code>prices\.yaml:\d+/);
  });

  it('says how it is copied and maintained, and what of it is not measured', async () => {
    const copies = section((await read('/tjanster/treserva')).body, 'kopior');
    expect(copies).toMatch(/högst 4.timmar emellan, första \d\d:\d\d/);
    expect(copies).toMatch(/90.dygn/);
    expect(copies).toContain('Ej mätt');
    expect(copies).toMatch(/dagar \d\d:\d\d–\d\d:\d\d/);
    expect(section((await read('/tjanster/treserva')).body, 'el')).toContain('Ej mätt');
  });
});

describe('a snapshot from before there were plans', () => {
  it('says that the plan is missing, never that there is nothing', async () => {
    const old = await builtApp({ devices: [], isPlanned: false });
    for (const path of [
      '/plattform',
      '/plattform/roller',
      '/plattform/kravspecifikation',
      '/tjanster/treserva',
    ]) {
      const body = await (await old.request(path)).text();
      expect(body, path).toContain('Planen är inte sparad');
      expect(body, path).not.toMatch(/<b>0<\/b>|0.servrar|0.zoner/);
    }
    expect((await old.request('/plattform/floden.csv')).status).toBe(404);
    expect((await old.request('/plattform/zoner/vard')).status).toBe(404);
    expect(await (await old.request('/tjanster/treserva')).text()).toContain('Windows Server 2025');
    expect(await (await old.request('/kontroller/GV-27')).text()).toContain('Kan inte bedömas här');
  });
});

describe('the requirement specification', () => {
  it('has the sixteen areas with numbered requirements, and says where nothing is declared', async () => {
    const { body } = await read('/plattform/kravspecifikation');
    expect(body.match(/<h2 id="omrade-[a-p]">/g)).toHaveLength(16);
    expect(section(body, 'omrade-a')).toMatch(/<th scope="row" class="tight">a1<\/th>/);
    expect(section(body, 'omrade-g')).toContain('Inget deklarerat.');
    expect(body).toContain('Örkelljunga kommun');
    expect(body).toContain(`<code title="${'0'.repeat(64)}">000000000000</code>`);
    const english = (await read('/plattform/kravspecifikation', 'en')).body;
    expect(section(english, 'omrade-a')).toContain('shall');
  });
});
