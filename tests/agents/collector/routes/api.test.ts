import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuth } from '#agents/collector/auth/auth.ts';
import { apiRoutes } from '#agents/collector/routes/api.ts';
import { metricsRoutes } from '#agents/collector/routes/metrics.ts';
import { journalRules } from '#cli/start/journal-rules.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { controls } from '#policies/controls/index.ts';
import { buildSections, okSection } from '../../../builders/fleet.ts';
import { declare, enrolDevice, openCollector, reportOf, sendReport } from '../open-collector.ts';

const collector = await openCollector();
afterAll(() => collector.close());
const { store, db, evaluator, clock } = collector;
const auth = createAuth(db, () => clock.now);
const api = apiRoutes({
  store,
  auth,
  database: db,
  controls,
  evaluator,
  journals: journalRules('keys.json'),
  clock: () => clock.now,
  version: '0.1.0',
  log: { info: () => undefined, error: () => undefined },
});

// A joint board of three municipalities: each token sees what it is made for.
const folder = new URL('../../../../examples/exempelbygden', import.meta.url).pathname;
await declare(collector, await loadDeclaration(folder));
const whole = {
  organisation: 'exempelbygden',
  tenants: ['exempelbygden', 'almdala', 'bjorkvalla', 'cedervik'],
};
const tokenFor = async (tenants: readonly string[], more: { readOnly?: boolean; expiresAt?: Date } = {}) =>
  (
    await auth.createToken({
      name: 'prov',
      scope: { ...whole, tenants },
      readOnly: more.readOnly ?? true,
      expiresAt: more.expiresAt ?? null,
    })
  ).token;
const token = await tokenFor(whole.tenants);
const device = await enrolDevice(collector, 'almdala', {
  hostname: 'AL-PC-1',
  profile: 'staff',
  signals: { serial: 'S1' },
});
await sendReport(collector, device, reportOf(buildSections() as never));
await sendReport(
  collector,
  device,
  reportOf({ memory: okSection({ totalBytes: 8_000_000_000, swapBytes: null }) }),
);
await evaluator.evaluateAll('exempelbygden');

async function get(path: string, bearer: string | null = token) {
  const answer = await api.request(
    `/api/v1${path}`,
    bearer === null ? {} : { headers: { authorization: `Bearer ${bearer}` } },
  );
  return { answer, status: answer.status, body: (await answer.clone().json()) as Record<string, never> };
}

describe('the door of the API', () => {
  it('is closed without a token, with a wrong, an expired or a revoked one', async () => {
    const expired = await tokenFor(whole.tenants, { expiresAt: new Date(clock.now.getTime() - 1) });
    const revoked = await auth.createToken({ name: 'x', scope: whole, readOnly: true, expiresAt: null });
    await auth.revokeToken('exempelbygden', revoked.id);
    for (const bearer of [null, 'gv_wrong-wrong-wrong-wrong', expired, revoked.token]) {
      const { answer, body } = await get('/devices', bearer);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(body).toMatchObject({ status: 401 });
    }
  });

  it('is closed at every path it describes', async () => {
    const { paths } = (await (await api.request('/api/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths).length).toBeGreaterThan(10);
    for (const path of Object.keys(paths)) {
      expect((await get(path.replace('{id}', device.deviceId), null)).status).toBe(401);
    }
  });

  it('lets a read-only token change nothing', async () => {
    const answer = await api.request('/api/v1/imports?from=csv', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: 'Namn\na',
    });
    expect(answer.status).toBe(403);
  });

  it('tells what it offers to anybody, as OpenAPI 3.1', async () => {
    const answer = await api.request('/api/openapi.json');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Grundval', version: '0.1.0' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    });
  });
});

describe('devices', () => {
  it('come a page at a time with counts', async () => {
    const { body, answer } = await get('/devices?pageSize=2&sort=name&order=desc');
    expect(body).toMatchObject({ page: 1, pageSize: 2, items: [{}, {}] });
    expect(Number(body['total'])).toBeGreaterThan(2);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  });

  it('can be narrowed', async () => {
    const { body } = await get('/devices?text=al-pc&knownBy=agent&status=finding');
    expect(body).toMatchObject({
      total: 1,
      items: [{ id: device.deviceId, tenant: 'almdala', name: 'AL-PC-1', knownBy: ['agent'] }],
    });
  });

  it('that the query cannot mean are refused with the place', async () => {
    const { status, body } = await get('/devices?pageSize=0&kind=spaceship');
    expect(status).toBe(400);
    expect(String(body['detail'])).toMatch(/pageSize.*kind|kind.*pageSize/);
  });

  it('show everything known of one', async () => {
    const { body } = await get(`/devices/${device.deviceId}`);
    expect(body).toMatchObject({
      name: 'AL-PC-1',
      serial: 'S1',
      agentVersion: '0.1.0',
      lastReportAt: clock.now.toISOString(),
      sections: {
        memory: { status: 'ok', source: 'test', data: { totalBytes: 8_000_000_000 } },
        updates: { status: 'ok' },
      },
    });
  });

  it('that nobody has are not found, whatever the id looks like', async () => {
    for (const id of ['0199b0a0-0000-7000-8000-00000000ffff', 'x', "'--"]) {
      for (const part of ['', '/changes', '/look-ups']) {
        expect((await get(`/devices/${encodeURIComponent(id)}${part}`)).status).toBe(404);
      }
    }
  });

  it('that are personal have their look-ups noted, and say who looked', async () => {
    const own = await tokenFor(['almdala']);
    await get(`/devices/${device.deviceId}`, own);
    const { body } = await get(`/devices/${device.deviceId}/look-ups`);
    const [latest] = body['items'] as unknown as readonly object[];
    expect(latest).toMatchObject({
      at: clock.now.toISOString(),
      viewerId: expect.stringMatching(/^token:/),
      fields: expect.arrayContaining(['serial', 'software']),
    });
    const server = await enrolDevice(collector, 'almdala', { profile: 'server' });
    await get(`/devices/${server.deviceId}`);
    expect((await get(`/devices/${server.deviceId}/look-ups`)).body['items']).toEqual([]);
  });
});

describe('another municipality of the same board', () => {
  it('sees its own and nothing of its neighbour', async () => {
    const neighbour = await tokenFor(['cedervik']);
    const { body } = await get('/devices?pageSize=1000', neighbour);
    const tenants = (body['items'] as unknown as readonly { tenant: string }[]).map(({ tenant }) => tenant);
    expect(tenants.every((tenant) => tenant === 'cedervik')).toBe(true);
    expect((await get(`/devices/${device.deviceId}`, neighbour)).status).toBe(404);
    expect((await get(`/devices/${device.deviceId}/changes`, neighbour)).status).toBe(404);
    expect((await get('/devices?tenant=almdala', neighbour)).body).toMatchObject({ total: 0, all: 0 });
    expect((await get(`/results?subject=device:${device.deviceId}`, neighbour)).body).toMatchObject({
      total: 0,
    });
    const exported = await api.request('/api/v1/export', {
      headers: { authorization: `Bearer ${neighbour}` },
    });
    const text = await exported.text();
    expect(text).not.toContain(device.deviceId);
    expect(text).not.toContain('almdala');
  });
});

describe('services and controls', () => {
  it('are what is declared, with what the controls say', async () => {
    const { body } = await get('/services');
    const items = body['items'] as unknown as readonly { id: string; results: object }[];
    expect(items.length).toBeGreaterThan(0);
    const one = (await get(`/services/${items[0]?.id}`)).body;
    expect(one).toMatchObject({ id: items[0]?.id, declaration: { id: items[0]?.id } });
    expect((one['findings'] as unknown as readonly object[]).length).toBeGreaterThan(0);
    expect((await get('/services/no-such')).status).toBe(404);
  });

  it('count the servers that carry a service in, so that one nobody measures is not all met', async () => {
    const { body } = await get('/services');
    const items = body['items'] as unknown as readonly {
      id: string;
      results: Record<string, number>;
      declaration: { servers: readonly { count: number }[] };
    }[];
    const carried = items.filter(({ declaration }) => declaration.servers.length > 0);
    expect(carried.length).toBeGreaterThan(0);
    for (const { id, results } of carried) {
      expect(results['not-measured']).toBeGreaterThan(0);
      expect((await get(`/services/${id}`)).body['results']).toEqual(results);
    }
  });

  it('list the catalogue with sources, and results with their evidence', async () => {
    const { body } = await get('/controls');
    const items = body['items'] as unknown as readonly { id: string; sources: readonly object[] }[];
    expect(items.map(({ id }) => id)).toEqual(controls.map(({ id }) => id));
    expect(items.every(({ sources }) => sources.length > 0)).toBe(true);
    const results = (await get('/controls/GV-13/results?kind=device&status=finding')).body;
    expect(results).toMatchObject({ total: expect.any(Number), page: 1 });
    const [first] = results['items'] as unknown as readonly object[];
    expect(first).toMatchObject({ control: 'GV-13', status: 'finding', evidence: expect.any(Array) });
    expect((await get('/controls/GV-99')).status).toBe(404);
    expect((await get('/controls/GV-99/results')).status).toBe(404);
  });

  it('keep the order of need: findings before what is met', async () => {
    const { body } = await get('/results?pageSize=1000');
    const order = ['finding', 'not-measured', 'exempt', 'met'];
    const ranks = (body['items'] as unknown as readonly { status: string }[]).map(({ status }) =>
      order.indexOf(status),
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(body['total']).toBe(ranks.length);
  });
});

describe('the export', () => {
  it('has every table, is noted, and holds no secret', async () => {
    const answer = await api.request('/api/v1/export', { headers: { authorization: `Bearer ${token}` } });
    expect(answer.headers.get('content-type')).toContain('application/jsonl');
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { table?: string; row?: Record<string, unknown> });
    expect(lines[0]).toMatchObject({ format: 'grundval-export', at: clock.now.toISOString() });
    expect(lines.at(-1)).toEqual({ end: true, rows: lines.length - 2 });
    const tables = new Set(lines.map(({ table }) => table));
    for (const table of ['tenants', 'snapshots', 'devices', 'sections', 'results', 'look_ups']) {
      expect(tables).toContain(table);
    }
    expect(lines.filter(({ table }) => table === 'devices')).toHaveLength(
      (await store.listDeviceIds(whole)).length,
    );
    const fields = lines.flatMap(({ row }) => Object.keys(row ?? {}));
    expect(fields.filter((field) => /token_hash|secret/.test(field))).toEqual([]);
    const noted = await sql`SELECT FROM look_ups WHERE subject_kind = 'export'`.execute(db);
    expect(noted.rows.length).toBeGreaterThan(0);
  });
});

describe('metrics', () => {
  it('ask for a token where nobody can tell that the request is from this machine', async () => {
    const routes = metricsRoutes(collector.metrics, auth);
    expect((await routes.request('/metrics')).status).toBe(401);
    const answer = await routes.request('/metrics', { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toContain('grundval_build_info{version="0"} 1');
  });

  it('do not take a reverse proxy on this machine for this machine', async () => {
    const routes = metricsRoutes(collector.metrics, auth);
    const incoming = { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } };
    expect((await routes.request('/metrics', {}, { incoming })).status).toBe(200);
    const proxied = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    expect((await routes.request('/metrics', proxied, { incoming })).status).toBe(401);
  });
});
