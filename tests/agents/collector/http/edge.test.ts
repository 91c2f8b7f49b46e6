import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Auth } from '#agents/collector/auth/auth.ts';
import { csrfTokenOf } from '#agents/collector/auth/sessions.ts';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import { requireToken } from '#agents/collector/http/bearer.ts';
import { hostCheck } from '#agents/collector/http/host-check.ts';
import { securityHeaders } from '#agents/collector/http/security-headers.ts';
import { readSessionCookie, requireCsrfToken } from '#agents/collector/http/session.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';

const scope = { organisation: 'provkommunen', tenants: ['provkommunen'] };
const viewer: Viewer = { id: 'local', name: 'Lokal', roles: [], scope, readOnly: false };
const token = 'gv_0123456789012345678901234567890123456789';

const auth = {
  readSession: async (secret: string) => (secret === 'session-secret' ? viewer : null),
  readToken: async (given: string) => (given === token ? { ...viewer, readOnly: true } : null),
} as Partial<Auth> as Auth;

describe('the host check', () => {
  const app = new Hono().use(hostCheck(['grundval.example.se'])).get('/', (c) => c.text('in'));
  it.each([
    ['http://localhost:8080/', 200],
    ['http://127.0.0.1/', 200],
    ['http://[::1]:1/', 200],
    ['https://Grundval.example.se/', 200],
    ['http://evil.example/', 421],
    ['http://127.0.0.1.evil.example/', 421],
    ['http://169.254.0.1/', 421],
  ])('answers %s with %i', async (url, status) => {
    expect((await app.request(url)).status).toBe(status);
  });
});

it('sends headers that allow nothing from elsewhere and nothing inline', async () => {
  const app = new Hono().use(securityHeaders).get('/', (c) => c.text('in'));
  const { headers } = await app.request('/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

describe('a form', () => {
  const app = new Hono<CollectorEnv>()
    .use(readSessionCookie(auth), requireCsrfToken)
    .post('/', (c) => c.text(c.get('viewer')?.id ?? 'nobody'));
  const send = (csrf: string | null, secret = 'session-secret') =>
    app.request('/', {
      method: 'POST',
      headers: {
        cookie: `grundval_session=${secret}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: csrf === null ? '' : `csrf=${csrf}`,
    });

  it('is taken with the token of its session', async () => {
    expect(await (await send(csrfTokenOf('session-secret'))).text()).toBe('local');
  });

  it.each([null, '', 'x', csrfTokenOf('another-secret')])('is refused with %j', async (csrf) => {
    expect((await send(csrf)).status).toBe(403);
  });

  it('of nobody changes nothing in anybody’s name', async () => {
    expect(await (await send(null, 'unknown')).text()).toBe('nobody');
  });
});

describe('a program', () => {
  const app = new Hono<CollectorEnv>().use(requireToken(auth)).all('/', (c) => c.text('in'));
  const ask = (authorization: string | null, method = 'GET') =>
    app.request('/', { method, headers: authorization === null ? {} : { authorization } });

  it('is let in by its token, to look', async () => {
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
  });

  it.each([null, 'Bearer', `Basic ${token}`, `Bearer ${token}x`, 'Bearer gv_unknown-unknown-unknown'])(
    'with %j gets 401 and is told how to log in',
    async (authorization) => {
      const answer = await ask(authorization);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 401, title: expect.any(String) });
    },
  );

  it('changes nothing by a read-only token', async () => {
    expect((await ask(`Bearer ${token}`, 'POST')).status).toBe(403);
  });
});
