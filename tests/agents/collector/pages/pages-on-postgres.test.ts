import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '#agents/collector/assets/assets.ts';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import { importers } from '#agents/collector/importers/index.ts';
import { readExport } from '#agents/collector/importers/read-export.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { pageRoutes } from '#agents/collector/routes/pages.ts';
import { createRunWatch } from '#agents/collector/runs/run-watch.ts';
import { saveImport } from '#agents/collector/store/imports.ts';
import { readDeclaration } from '#model/declaration/load.ts';
import { controls } from '#policies/controls/index.ts';
import {
  declare,
  enrolDevice,
  openCollector,
  reportOf,
  scopeOfTenant,
  sendReport,
} from '../open-collector.ts';
import { builtViewer } from './built-app.ts';
import { buildSections } from './built-devices.ts';
import { brokenFragments, crawl } from './crawl.ts';

const folder = fileURLToPath(new URL('../../../../examples/orkelljunga', import.meta.url));
const hour = 3_600_000;

const collector = await openCollector();
afterAll(() => collector.close());
const { store, clock, db, evaluator } = collector;
const scope = scopeOfTenant('orkelljunga');
const watch = createRunWatch({ store, log: { warn: () => undefined }, everyMs: 50, most: 9 });
const app = new Hono<CollectorEnv>();
let serverId = '';
let strangerId = '';

/** The pages as a viewer gets them. */
async function pagesFor(viewer: Viewer | null): Promise<Hono<CollectorEnv>> {
  const pages = new Hono<CollectorEnv>();
  const assets = await loadAssets();
  pages.use(async (c, next) => {
    c.set('viewer', viewer);
    c.set('csrfToken', null);
    await next();
  });
  return pages.route(
    '/',
    pageRoutes({ store, controls, procedures: [], watch, assets, clock: () => clock.now, version: '0' }),
  );
}
const elsewhere: Viewer = { ...builtViewer, scope: { organisation: 'orkelljunga', tenants: ['annan'] } };

const read = async (path: string) => (await app.request(path)).text();

beforeAll(async () => {
  clock.now = new Date('2026-11-24T06:42:00Z');
  const { declaration, sources } = await readDeclaration(folder);
  await declare(collector, declaration, sources);
  const rows = Array.from(
    { length: 32 },
    (_, index) =>
      `DATOR-${String(index).padStart(3, '0')};S${index};Lenovo;ThinkPad L14;2026-11-2${index % 4};Socialförvaltningen`,
  );
  const csv = ['Datornamn;Serienummer;Tillverkare;Modell;Senast sedd;Förvaltning', ...rows].join('\n');
  const importer = importers.find(({ name }) => name === 'csv');
  if (importer === undefined) throw new Error('no csv importer');
  const bytes = Buffer.from(csv);
  await saveImport(db, 'orkelljunga', {
    source: 'csv',
    fileName: 'datorer.csv',
    fileHash: 'a',
    result: readExport(bytes, importer, {}, clock.now),
    at: clock.now,
  });
  const server = await enrolDevice(collector, 'orkelljunga', {
    hostname: 'treserva-app-01',
    declaredAs: 'treserva-app-1',
  });
  const stranger = await enrolDevice(collector, 'orkelljunga', {
    hostname: '<b>okand</b>',
    profile: 'staff',
  });
  serverId = server.deviceId;
  strangerId = stranger.deviceId;
  await sendReport(collector, server, reportOf(buildSections(clock.now, 'Debian GNU/Linux 12 (bookworm)')));
  clock.now = new Date(clock.now.getTime() + hour);
  const sections = buildSections(clock.now, 'Debian GNU/Linux 12 (bookworm)');
  const { memory: _memory, ...others } = sections;
  await sendReport(
    collector,
    server,
    reportOf({
      ...others,
      memory: {
        status: 'ok',
        collectedAt: clock.now.toISOString(),
        tookMs: 1,
        source: '/proc/meminfo',
        data: { totalBytes: 32 * 1024 ** 3, swapBytes: 0 },
      },
    }),
  );
  await evaluator.settled();

  const assets = await loadAssets();
  app.use(async (c, next) => {
    c.set('viewer', builtViewer);
    c.set('csrfToken', 'token');
    await next();
  });
  app.route(
    '/',
    pageRoutes({ store, controls, procedures: [], watch, assets, clock: () => clock.now, version: '0' }),
  );
  app.get('/assets/*', (c) => c.text('asset'));
});

describe('the pages over PostgreSQL', () => {
  it('answer, every one that can be reached, with nothing broken in them', async () => {
    const visited = await crawl(app, '/');
    expect(visited.size).toBeGreaterThan(150);
    const failed = [...visited].filter(([, { status }]) => status !== 200);
    expect(failed.map(([address, { from, status }]) => `${from} → ${address}: ${status}`)).toEqual([]);
    expect(brokenFragments(visited)).toEqual([]);
    for (const [address, { body, type }] of visited) {
      if (type.startsWith('text/html')) {
        expect(body, address).not.toMatch(/\bundefined\b|\bNaN\b|\[object |Invalid Date|<b>okand/);
      }
    }
  }, 60_000);

  it('count what was imported, enrolled and declared', async () => {
    const body = await read('/enheter');
    const { devices, enrolled } = await store.countCoverage(scope, clock.now);
    expect(body).toContain(`${devices}\u00a0enheter; 1 av ${enrolled} anslutna rapporterar som väntat`);
    expect(body).toContain(`Visar 1–50 av ${devices}`);
  });

  it('show a device with what it reported and what changed between its reports', async () => {
    const body = await read(`/enheter/${serverId}`);
    expect(body).toContain('32\u00a0GiB');
    expect(body).toContain('3\u00a0väntande uppdateringar');
    expect(body).toMatch(/<td>Minne<\/td>/);
  });

  it('hold the work order against what the declared server reported', async () => {
    const site = '/plattform/arbetsorder/hall-1';
    const order = await read(site);
    expect(order).toContain(`<a href="/enheter/${serverId}">treserva-app-1</a>`);
    expect(order).toContain('treserva-app-1 rapporterar. Har 16 vCPU. Har 32,0 GiB minne.');
    expect(await read(`${site}?status=deviates`)).toContain('inte Windows Server 2025');
    expect(await read(`/enheter/${serverId}`)).toContain('<h2 id="arbetsorder">');
    const other = await (await pagesFor(elsewhere)).request(site);
    expect(await other.text()).not.toContain('treserva-app-1 rapporterar');
  });

  it('show what the controls said of it, and the same on the control’s own page', async () => {
    const results = await store.listResults(scope, { subject: { kind: 'device', id: serverId } });
    expect(results.length).toBeGreaterThan(0);
    const device = await read(`/enheter/${serverId}`);
    for (const { control } of results) {
      expect(device).toContain(`href="/kontroller/${control}"`);
      expect(await read(`/kontroller/${control}`)).toContain('Bedömningar');
    }
    const counted = await store.countResults(scope);
    const total = counted
      .flatMap(({ counts }) => Object.values(counts))
      .reduce((sum, count) => sum + count, 0);
    expect(await read('/kontroller')).toContain(`${total} bedömningar`);
  });

  it('note who looked at a device that may be somebody’s own, and not at a server', async () => {
    const before = await store.listLookUps(scope, strangerId, 100);
    await read(`/enheter/${strangerId}`);
    await read(`/enheter/${serverId}`);
    const after = await store.listLookUps(scope, strangerId, 100);
    expect(after).toHaveLength(before.length + 1); // once for each time
    expect(after.at(0)).toMatchObject({ viewerId: 'local', deviceId: strangerId, at: clock.now });
    expect(await store.listLookUps(scope, serverId, 100)).toEqual([]);
  });

  it('note nothing of a device that was not shown', async () => {
    const before = await store.listLookUps(scope, strangerId, 100);
    const look = async (viewer: Viewer | null) => (await pagesFor(viewer)).request(`/enheter/${strangerId}`);
    expect((await look(elsewhere)).status).toBe(404);
    expect((await look(null)).status).toBe(303);
    expect(await store.listLookUps(scope, strangerId, 100)).toEqual(before);
  });

  it('show nothing of another tenant', async () => {
    const other = await pagesFor(elsewhere);
    expect((await other.request(`/enheter/${serverId}`)).status).toBe(404);
    expect(await (await other.request('/enheter')).text()).not.toContain('treserva-app-1');
  });

  it('tell those on call of a server that went silent, and nobody of another tenant', async () => {
    const before = clock.now;
    clock.now = new Date(before.getTime() + 3 * hour);
    const told = await read('/jour');
    expect(told).toMatch(/<b>treserva-app-1<\/b>.*Tyst sedan 08:42 \(3.timmar\).*bär Treserva/);
    const service = await read('/jour/treserva');
    expect(service).toContain('Tyst sedan 08:42');
    expect(service).toMatch(/Ändringar på servrarna.*treserva-app-1, Minne, 08:42/s);
    const other = await pagesFor(elsewhere);
    for (const path of ['/jour', '/jour/treserva']) {
      const body = await (await other.request(path)).text();
      expect(body).not.toMatch(/treserva-app-1|Tyst sedan|Minne/);
      expect(body).toContain('Ej mätt: ingen agent på servrarna');
    }
    clock.now = before;
  });

  it('find devices by a part of a name that holds signs of the query language', async () => {
    expect(await read('/enheter?q=%25')).toContain('Ingen enhet stämmer med filtret');
    expect(await read("/enheter?q='%3B%20DROP%20TABLE%20devices%3B--")).toContain('Ingen enhet stämmer');
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM devices`.execute(db);
    expect(rows[0]?.count).toBeGreaterThan(32);
  });
});
