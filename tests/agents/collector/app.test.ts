import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#agents/collector/app.ts';
import { loadAssets } from '#agents/collector/assets/assets.ts';
import { type Auth, createAuth } from '#agents/collector/auth/auth.ts';
import { localViewer } from '#agents/collector/auth/viewer.ts';
import { apiRoutes } from '#agents/collector/routes/api.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { createRunWatch } from '#agents/collector/runs/run-watch.ts';
import type { Scope } from '#agents/collector/store/store.ts';
import { journalRules } from '#cli/start/journal-rules.ts';
import { controls } from '#policies/controls/index.ts';
import { buildDeclaration } from '../../builders/declaration.ts';
import { declare, type OpenCollector, openCollector } from './open-collector.ts';

const base = 'http://127.0.0.1:8080';
let collector: OpenCollector;
let app: Hono<CollectorEnv>;
let auth: Auth;
let scope: Scope;
const logged: object[] = [];

beforeAll(async () => {
  collector = await openCollector();
  const { store, db, evaluator, agent, metrics } = collector;
  const declaration = buildDeclaration();
  await declare(collector, declaration);
  const { id } = declaration.organisation.organisation;
  scope = { organisation: id, tenants: [id] };
  const clock = () => collector.clock.now;
  auth = createAuth(db, clock);
  const watch = createRunWatch({ store, log: { warn: () => undefined }, everyMs: 50, most: 9 });
  const log = { error: (fields: object) => void logged.push(fields), info: () => undefined };
  app = createApp({
    auth,
    pages: { store, controls, procedures: [], watch, assets: await loadAssets(), clock, version: '0' },
    readiness: { database: () => store.isReady(), declaration: async () => true },
    agent,
    api: apiRoutes({
      store,
      auth,
      database: db,
      controls,
      evaluator,
      journals: journalRules('keys.json'),
      clock,
      version: '0',
      log,
    }),
    metrics,
    hostNames: ['grundval.example.se'],
    log,
  });
  app.get('/fault', () => {
    throw new Error('a fault with a secret in it');
  });
});
afterAll(() => collector.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  app.request(`${base}${path}`, { headers });
const post = (
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
) => app.request(`${base}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });

/** Uses a link and gives the cookie of the session. */
async function logIn(): Promise<string> {
  const { secret } = await auth.createLink(localViewer(scope));
  const answer = await get(`/login/${secret}`);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  return cookie.split(';')[0] ?? '';
}

describe('a person', () => {
  it('without login is led to it from every page, and told how to get a link', async () => {
    for (const path of ['/', '/tjanster', '/enheter', '/kontroller', '/sok?q=x']) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/logga-in']);
    }
    expect(await (await get('/logga-in')).text()).toContain('npx grundval link');
  });

  it('gets in by a link once, and with the cookie after that', async () => {
    const cookie = await logIn();
    expect((await get('/', { cookie })).status).toBe(200);
    const { secret } = await auth.createLink(localViewer(scope));
    expect((await get(`/login/${secret}`)).status).toBe(303);
    expect((await get(`/login/${secret}`)).status).toBe(410);
    expect((await get(`/login/${secret}`, { cookie })).headers.get('location')).toBe('/');
  });

  it('does not lose a link to a browser that looks ahead', async () => {
    const { secret } = await auth.createLink(localViewer(scope));
    const ahead = await get(`/login/${secret}`, { 'sec-purpose': 'prefetch;prerender' });
    expect([ahead.status, ahead.headers.get('set-cookie')]).toEqual([200, null]);
    const origin = { origin: base };
    expect((await post('/login', { token: secret }, origin)).status).toBe(303);
    expect((await post('/login', { token: secret }, origin)).status).toBe(410);
  });

  it('logs out with a form of the session only', async () => {
    const cookie = await logIn();
    const page = await (await get('/', { cookie })).text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const headers = { cookie, origin: base };
    const forged = await post('/logga-ut', {}, headers);
    expect(forged.status).toBe(400);
    expect(await forged.text()).toContain('<h1>');
    expect((await post('/logga-ut', { csrf }, { ...headers, origin: 'http://evil.example' })).status).toBe(
      400,
    );
    expect((await get('/', { cookie })).status).toBe(200);
    expect((await post('/logga-ut', { csrf }, headers)).status).toBe(303);
    expect((await get('/', { cookie })).headers.get('location')).toBe('/logga-in');
  });
});

describe('what is not there or fails', () => {
  it('is a page for people and a problem for programs', async () => {
    const cookie = await logIn();
    const page = await get('/finns-inte', { cookie });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    const { token } = await auth.createToken({ name: 'prov', scope, readOnly: true, expiresAt: null });
    const program = await get('/api/v1/finns-inte', { authorization: `Bearer ${token}` });
    expect([program.status, program.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });

  it('tells its number and nothing of the fault, which stands in the log', async () => {
    const answer = await get('/fault');
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toContain('secret');
    const { requestId } = logged.at(-1) as { requestId: string };
    expect(text).toContain(requestId);
  });
});

it('makes a login link for whoever may change things, and for nobody else', async () => {
  const [admin, reader] = await Promise.all(
    [false, true].map((readOnly) => auth.createToken({ name: 'prov', scope, readOnly, expiresAt: null })),
  );
  const ask = (token = '') =>
    app.request(`${base}/api/v1/login-links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await ask(reader?.token)).status).toBe(403);
  const made = await ask(admin?.token);
  expect(made.status).toBe(201);
  const { path } = (await made.json()) as { path: string };
  expect((await get(path)).status).toBe(303);
});

it('answers to its own names only, and forbids everything from elsewhere on every page', async () => {
  expect((await app.request('http://evil.example/logga-in')).status).toBe(421);
  const { headers } = await app.request('http://grundval.example.se/logga-in');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toContain('no-store');
});

it('counts requests by the pattern of their route', async () => {
  await get('/api/v1/devices/01a20f86-4fac-728b-ad0e-39360bfe7956');
  const text = await collector.metrics.render();
  expect(text).toMatch(
    /grundval_http_request_duration_seconds_count\{method="GET",route="\/login\/:secret",status="303"\}/,
  );
  expect(text).not.toContain('01a20f86');
});
