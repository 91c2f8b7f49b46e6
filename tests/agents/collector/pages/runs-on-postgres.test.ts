import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '#agents/collector/assets/assets.ts';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { pageRoutes } from '#agents/collector/routes/pages.ts';
import { createRunWatch } from '#agents/collector/runs/run-watch.ts';
import { type RunningServer, startServer } from '#agents/collector/server.ts';
import {
  runAddress,
  runHostAddress,
  runJournalAddress,
  runOutputAddress,
} from '#agents/collector/views/address.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import { controls } from '#policies/controls/index.ts';
import { signRequest } from '#runbooks/store/request.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { buildRunPlan, journalLines, outputHash, outputText, runEvents } from '../../../builders/run.ts';
import { declare, scopeOfTenant } from '../open-collector.ts';
import { openRunCollector } from '../open-run-collector.ts';

const { collector, asker, approver, auth, api, close } = await openRunCollector();
const { store, clock } = collector;
const scope = scopeOfTenant('exempel');
const watch = createRunWatch({ store, log: { warn: () => undefined }, everyMs: 20, most: 3 });
let token = '';
let server: RunningServer;

/** The pages, to whom `x-tenant` says: what the session would tell. */
async function pages(): Promise<Hono<CollectorEnv>> {
  const app = new Hono<CollectorEnv>();
  app.use(async (c, next) => {
    const tenant = c.req.header('x-tenant') ?? 'exempel';
    const viewer: Viewer = {
      id: 'local',
      name: 'Prov',
      roles: [],
      scope: { organisation: 'exempel', tenants: [tenant] },
      readOnly: false,
    };
    c.set('viewer', tenant === 'nobody' ? null : viewer);
    c.set('csrfToken', null);
    await next();
  });
  const assets = await loadAssets();
  return app.route(
    '/',
    pageRoutes({ store, controls, procedures: [], watch, assets, clock: () => clock.now, version: '0' }),
  );
}

beforeAll(async () => {
  clock.now = new Date('2026-11-24T01:05:00Z');
  await declare(collector, buildDeclaration({ services: [buildService({ id: 'wiki' })] }));
  token = (await auth.createToken({ name: 'p', scope, readOnly: false, expiresAt: null })).token;
  server = await startServer(await pages(), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  watch.close();
  await server.stop();
  await close();
});

const plan = buildRunPlan();
const linesOf = (run: string, of: RunPlan = plan) => journalLines(run, runEvents(run, of, approver), asker);

async function send(method: string, path: string, body: string | Buffer<ArrayBuffer>): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await api.request(`/api/v1/runs/${path}`, { method, body, headers });
  expect(answer.status, await answer.text()).toBe(200);
}
const sendPlan = (run: string, of: RunPlan = plan) =>
  send(
    'PUT',
    run,
    JSON.stringify({ schemaVersion: 1, plan: of, request: signRequest(of, clock.now, asker) }),
  );
const sendLines = (run: string, lines: readonly string[]) =>
  send('POST', `${run}/entries`, `${lines.join('\n')}\n`);

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}${path}`, { headers });
const read = async (path: string) => (await get(path)).text();

/** A stream of events that is read as it comes. */
async function follow(path: string, headers: Readonly<Record<string, string>> = {}) {
  const leave = new AbortController();
  const response = await fetch(`${server.url}${path}`, { headers, signal: leave.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard = { text: '', isOver: false };
  const more = async (): Promise<void> => {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    heard.text += value ?? '';
    heard.isOver = done;
  };
  return {
    response,
    heard,
    until: async (isRight: (text: string) => boolean) => {
      while (!heard.isOver && !isRight(heard.text)) await more();
      return heard.text;
    },
    leave: () => leave.abort(),
  };
}

describe('a run that was sent', () => {
  const run = '2026-11-24-0201-restart-service-aaaa';

  it('is on its pages, with output and journal byte by byte', async () => {
    const lines = linesOf(run);
    await sendPlan(run);
    expect(await read('/korningar')).toContain(`href="${runAddress(run)}"`);
    expect(await read(runAddress(run))).toContain('Körningen har inte börjat');
    await sendLines(run, lines);
    await send('PUT', `${run}/outputs/${outputHash}`, gzipSync(outputText));
    expect(await read('/korningar?procedur=restart-service&server=wiki-app-1&dagar=7')).toMatch(
      /Lyckades.*directory:2.*Verifierad/s,
    );
    const page = await read(runAddress(run));
    expect(page).toContain('Verifierad: hashkedjan är hel');
    expect(page).toContain('Startar om … färdig: å ä ö');
    expect(await read(runHostAddress(run, 'wiki-app-1'))).toContain('Startar om … färdig: å ä ö');
    expect(await read(runOutputAddress(run, outputHash))).toBe(outputText);
    expect(await read(runJournalAddress(run, { file: true }))).toBe(`${lines.join('\n')}\n`);
    expect(await read(`${runJournalAddress(run)}`)).toContain(`Visar 1–${lines.length} av ${lines.length}`);
    expect(await read('/tjanster/wiki')).toContain(`href="${runAddress(run)}"`);
  });

  it('waits for a second person where it was made first, until one has looked', async () => {
    const emergency = '2026-11-24-0200-restart-service-eeee';
    const first = buildRunPlan({ change: 'emergency' });
    const due = '2026-11-25T01:02:00.000Z';
    const events = runEvents(emergency, first, approver).map((event) =>
      event.kind === 'approved'
        ? { kind: 'approved' as const, body: { kind: 'emergency', secondPersonBefore: due } }
        : event,
    );
    const value = { by: 'directory:2', at: '2026-11-24T02:00:00.000Z', isLate: false, planHash: '' };
    const looked = { host: null, name: 'emergency/second-person', sha256: 'e'.repeat(64), value };
    const lines = journalLines(emergency, [...events, { kind: 'evidence', body: looked }], asker);
    await sendPlan(emergency, first);
    await sendLines(emergency, lines.slice(0, events.length));
    expect(await store.readOwedLooks(scope)).toEqual([
      { run: emergency, procedure: 'restart-service', executedBy: 'directory:1', due: new Date(due) },
    ]);
    expect(await store.readOwedLooks(scopeOfTenant('annan'))).toEqual([]);
    expect(await read('/korningar')).toContain('Granskning återstår');
    expect(await read(runAddress(emergency))).toContain('Akut ändring som ingen mer än den som gjorde den');
    await sendLines(emergency, lines.slice(events.length));
    expect(await store.readOwedLooks(scope)).toEqual([]);
    expect(await read('/korningar')).not.toContain('Granskning återstår');
    expect(await read(runAddress(emergency))).toContain('directory:2');
  });

  it('is nothing to another tenant, and leads to the login without one', async () => {
    for (const path of [
      runAddress(run),
      `${runAddress(run)}/handelser`,
      runJournalAddress(run),
      runJournalAddress(run, { file: true }),
      runHostAddress(run, 'wiki-app-1'),
      runOutputAddress(run, outputHash),
    ]) {
      expect((await get(path, { 'x-tenant': 'annan' })).status, path).toBe(404);
      const { status, url } = await get(path, { 'x-tenant': 'nobody' });
      expect([status, new URL(url).pathname], path).toEqual([404, '/logga-in']);
    }
    expect(await (await get('/korningar', { 'x-tenant': 'annan' })).text()).not.toContain(run);
    expect(await (await get('/korningar.json', { 'x-tenant': 'annan' })).text()).toBe('[]');
  });
});

describe('a page that follows a run', () => {
  it('is told what has changed as entries come, once each, to the end', async () => {
    const run = '2026-11-24-0202-restart-service-bbbb';
    const lines = linesOf(run);
    await sendPlan(run);
    await sendLines(run, lines.slice(0, 4));
    const version = /version=([0-9a-f]+)/.exec(await read(runAddress(run)))?.[1] ?? '';
    const page = await follow(`${runAddress(run)}/handelser?lang=sv&version=${version}`);
    const other = await follow('/korningar/handelser', { 'x-tenant': 'annan' });
    expect(page.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await page.until((text) => text.includes('retry:'))).not.toContain('event: part');
    await sendLines(run, lines.slice(4, 6));
    const told = await page.until((text) => text.includes('id: '));
    expect(told).toContain('<div id="laget">');
    expect(told).toContain('1 av 1 servrar klara');
    await sendLines(run, lines.slice(6));
    const end = await page.until((text) => text.includes('event: over'));
    // What did not change is not sent again.
    expect(end.match(/<div id="lamnat">/g)).toHaveLength(1);
    expect(end).toContain('Verifierad: hashkedjan är hel');
    expect(end.match(/^id: /gm)?.length).toBeGreaterThanOrEqual(2);
    expect(new Set(end.match(/^id: .*/gm)).size).toBe(end.match(/^id: /gm)?.length);
    expect(await page.until(() => false)).toBe(end);
    expect(other.heard.text).not.toContain(run);
    other.leave();
  });

  it('is told nothing again that it has by Last-Event-ID, and everything where it has an old version', async () => {
    const run = '2026-11-24-0203-restart-service-cccc';
    await sendPlan(run);
    await sendLines(run, linesOf(run).slice(0, 4));
    const first = await follow('/korningar/handelser');
    const id = /^id: (.*)$/m.exec(await first.until((text) => text.includes('id: ')))?.[1] ?? '';
    expect(first.heard.text).toContain(run);
    const again = await follow('/korningar/handelser', { 'last-event-id': id });
    expect(await again.until((text) => text.includes('retry:'))).not.toContain('event: part');
    await sendPlan('2026-11-24-0204-restart-service-dddd');
    const news = await again.until((text) => text.includes('id: '));
    expect(news).toContain('2026-11-24-0204-restart-service-dddd');
    expect(news).not.toContain(`id: ${id}`);
    // The run that goes on is as it was, and is not sent to whom it was sent.
    const known = await first.until((text) => text.includes('2026-11-24-0204-restart-service-dddd'));
    expect(known.match(/<div id="pagar">/g)).toHaveLength(1);
    first.leave();
    again.leave();
  });

  it('makes room for others when it leaves, and is turned away where too many follow', async () => {
    const streams = [];
    for (let count = 0; count < 9; count += 1) {
      const { status } = await fetch(`${server.url}/korningar/handelser`, { method: 'HEAD' });
      expect(status).toBe(200);
    }
    for (let count = 0; count < 3; count += 1) streams.push(await follow('/korningar/handelser'));
    const refused = await get('/korningar/handelser');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    streams[0]?.leave();
    let status = 503;
    while (status === 503) {
      const next = await follow('/korningar/handelser');
      status = next.response.status;
      next.leave();
    }
    expect(status).toBe(200);
    for (const stream of streams) stream.leave();
  });

  it('does not hold the server when it stops', async () => {
    const own = createRunWatch({ store, log: { warn: () => undefined }, everyMs: 20, most: 3 });
    const assets = await loadAssets();
    const app = new Hono<CollectorEnv>();
    app.use(async (c, next) => {
      c.set('viewer', { id: 'local', name: 'Prov', roles: [], scope, readOnly: false });
      c.set('csrfToken', null);
      await next();
    });
    app.route(
      '/',
      pageRoutes({
        store,
        controls,
        procedures: [],
        watch: own,
        assets,
        clock: () => clock.now,
        version: '0',
      }),
    );
    const second = await startServer(app, { host: '127.0.0.1', port: 0 });
    const response = await fetch(`${second.url}/korningar/handelser`);
    const reader = response.body?.getReader();
    await reader?.read();
    const drained = (async () => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
      return 'ended by the server';
    })();
    own.close();
    // A stream that the server had to cut would be an error here.
    await second.stop();
    expect(await drained).toBe('ended by the server');
  });
});
