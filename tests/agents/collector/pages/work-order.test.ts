import { beforeAll, describe, expect, it } from 'vitest';
import { readDeclaration } from '#model/declaration/load.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import type { Sections } from '#model/report/sections.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';
import { builtApp, exampleFolder } from './built-app.ts';
import { type BuiltDevice, buildDevices } from './built-devices.ts';
import { builtNow } from './built-store.ts';

const { declaration } = await readDeclaration(exampleFolder);
const [order] = planForSnapshot(declaration).workOrders as [WorkOrder];
const path = '/plattform/arbetsorder/hall-1';
const items = order.items.length;

/** treserva-app-01, with what of it is told otherwise. */
function server(sections: Partial<Sections>, parts: Partial<BuiltDevice['device']> = {}): BuiltDevice {
  const [first] = buildDevices(builtNow);
  if (first === undefined) throw new Error('no built device');
  return {
    ...first,
    device: { ...first.device, ...parts, sections: { ...first.device.sections, ...sections } },
  };
}

const portsSeen = (ports: readonly number[]): Partial<Sections> => ({
  'listening-ports': {
    status: 'ok',
    collectedAt: new Date(builtNow.getTime() - 20 * 60_000).toISOString(),
    tookMs: 1,
    source: '/proc/net/tcp',
    data: {
      ports: ports.map((port) => ({ protocol: 'tcp' as const, address: '0.0.0.0', port, program: 'w3wp' })),
    },
  },
});

const read = async (devices: readonly BuiltDevice[], address: string, lang = 'sv') => {
  const app = await builtApp({ devices, results: [] });
  const response = await app.request(address, { headers: { cookie: `lang=${lang}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};
/** The entry of a list that holds a text. */
const entry = (body: string, text: string) =>
  body.split('<li class="result">').find((part) => part.includes(text)) ?? '';
const ports = 'Låt treserva-app-1 bara lyssna på tcp/443, tcp/8443.';

describe('a work order', () => {
  let body = '';
  beforeAll(async () => {
    body = (await read([server(portsSeen([443, 8443]))], path)).body;
  });

  it('holds every item of the site, grouped by who does it', () => {
    expect(body.match(/<li class="result">/g)).toHaveLength(items);
    expect(body).toMatch(/<h3>IT-enheten <span class="muted">\d+.punkter<\/span><\/h3>/);
    expect(body).toContain('<h3>IT-enheten tillsammans med CGI');
    expect(body).toContain('Arbetsorder för Serverhallen');
    expect(body).toContain('VMware');
  });

  it('says of what an agent has seen when, by what, and leads to the device', () => {
    const seen = entry(body, ports);
    expect(seen).toContain('<span class="status met">');
    expect(seen).toContain('Verifierad');
    expect(seen).toContain('Lyssnar på tcp/443, tcp/8443.');
    expect(seen).toMatch(/för 20.minuter sedan<\/time>, <a href="\/enheter\/[0-9a-f-]+">/);
    expect(seen).toContain('class="box ticked"');
  });

  it('says what is otherwise than it was ordered', async () => {
    const other = entry((await read([server(portsSeen([443, 3389]))], path)).body, ports);
    expect(other).toContain('<span class="status finding">');
    expect(other).toContain('Lyssnar också på tcp/3389 (w3wp).');
    expect(other).not.toContain('ticked');
  });

  it('never shows as good what nobody has seen, nor what was seen too long ago', async () => {
    const none = (await read([], path)).body;
    expect(none).not.toContain('class="status met"');
    expect(none).toContain('0\u00a0verifierade');
    expect(none).toContain(`${items}\u00a0inte verifierade`);
    expect(entry(none, ports)).toContain('Insamlaren känner inte till treserva-app-1.');
    const silent = server(portsSeen([443, 8443]), {
      lastReportAt: new Date(builtNow.getTime() - 30 * 86_400_000),
    });
    const old = entry((await read([silent], path)).body, ports);
    expect(old).toContain('<span class="status not-measured">');
    expect(old).toContain('rapporterade senast 2026-10-25');
  });

  it('gives the reason with links to control and declared line, and no link to a control that is not there', () => {
    const seen = entry(body, ports);
    expect(seen).toContain('<a href="/kontroller/GV-23">GV-23</a>');
    expect(seen).toMatch(/href="\/deklaration\/services\/treserva\.yaml#rad-\d+"/);
    expect(body).toContain('GV-21');
    expect(body).not.toContain('href="/kontroller/GV-21"');
  });

  it('is narrowed by what stands in the address', async () => {
    const devices = [server(portsSeen([443, 3389]))];
    const shown = async (query: string) =>
      (await read(devices, `${path}?${query}`)).body.match(/<li class="result">/g)?.length ?? 0;
    const count = (of: (item: WorkOrder['items'][number]) => boolean) => order.items.filter(of).length;
    expect(await shown('slag=BackupPlan')).toBe(count(({ kind }) => kind === 'BackupPlan'));
    expect(await shown('tjanst=treserva')).toBe(
      count(({ subject }) => subject.id === 'treserva' || subject.id.startsWith('treserva/')),
    );
    expect(await shown('vem=unit:it-enheten%2Bsupplier:cgi')).toBe(
      count(({ who }) => who.some(({ id }) => id === 'cgi')),
    );
    expect(await shown('status=deviates&q=treserva-app-1')).toBeGreaterThan(0);
    expect(await shown('status=deviates&q=treserva-app-1')).toBeLessThan(await shown('q=treserva-app-1'));
    expect(await shown('vem=ingen')).toBe(0);
    expect(await shown('slag=hemligt')).toBe(items);
  });

  it('says so where nothing fits', async () => {
    expect((await read([], `${path}?q=finns-inte-alls`)).body).toContain(
      'Ta bort ett villkor eller rensa filtret.',
    );
  });

  it('is exported as it is shown', async () => {
    const devices = [server(portsSeen([443, 3389]))];
    const csv = await read(devices, `${path}.csv?q=treserva-app-1&status=deviates`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('arbetsorder-hall-1.csv');
    expect(csv.body).toContain('ports:treserva/app/1;Flow;server;treserva/app/1;treserva-app-1;treserva;');
    expect(csv.body).toContain('Lyssnar också på tcp/3389 (w3wp).');
    expect(csv.body).not.toContain('not-verified');
    const json = JSON.parse((await read([], `${path}.json?slag=Zone`)).body);
    expect(json).toHaveLength(declaration.network.zones.length);
    expect(json[0]).toMatchObject({ kind: 'Zone', status: 'not-verified', seenAt: null });
  });

  it('is in English too', async () => {
    const english = (await read([server(portsSeen([443, 3389]))], path, 'en')).body;
    expect(english).toContain('Work order for Serverhallen');
    expect(english).toContain('Listens on tcp/3389 (w3wp) as well.');
    expect(english).not.toContain('Inte verifierad');
  });

  it('is there for sites that people set, and for no other', async () => {
    expect((await read([], '/plattform/arbetsorder/moln-1')).status).toBe(404);
    expect((await read([], '/plattform/arbetsorder/finns-inte')).status).toBe(404);
    expect((await read([], '/plattform/arbetsorder/finns-inte.csv')).status).toBe(404);
    const old = await builtApp({ devices: [], results: [], isPlanned: false });
    expect(await (await old.request(path)).text()).toContain('Planen är inte sparad');
    expect((await old.request(`${path}.json`)).status).toBe(404);
  });
});

describe('what leads to a work order', () => {
  const devices = [server(portsSeen([443, 3389]))];
  const section = (body: string, id: string) => {
    const from = body.indexOf(`<h2 id="${id}"`);
    return body.slice(from, body.indexOf('</section>', from));
  };

  it('is the platform’s page, with how much is in it', async () => {
    const body = (await read([], '/plattform')).body;
    expect(section(body, 'platser')).toContain(`<a href="${path}">Arbetsorder, ${items} punkter</a>`);
  });

  it('is a service’s page, which counts its items by state', async () => {
    const work = section((await read(devices, '/tjanster/treserva')).body, 'arbetsorder');
    expect(work).toContain(`href="${path}?status=deviates&amp;tjanst=treserva"`);
    expect(work).toMatch(/\d+.avviker<\/a>/);
    expect(work).toContain(ports);
    const none = section((await read(devices, '/tjanster/webbplats')).body, 'arbetsorder');
    expect(none).toContain('Ingen arbetsorder gäller tjänsten');
  });

  it('is a device’s page, which shows what of its server deviates', async () => {
    const address = `/enheter/${devices[0]?.device.id}`;
    const work = section((await read(devices, address)).body, 'arbetsorder');
    expect(work).toContain(ports);
    expect(work).toContain(`href="${path}?q=treserva-app-1"`);
    const right = section((await read([server(portsSeen([443, 8443]))], address)).body, 'arbetsorder');
    expect(right).not.toContain(ports);
    expect(right).toMatch(/2.verifierade/);
    const undeclared = [server({}, { declaredAs: null })];
    expect((await read(undeclared, address)).body).not.toContain('<h2 id="arbetsorder"');
  });
});
