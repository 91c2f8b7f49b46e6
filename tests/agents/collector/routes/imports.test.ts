import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { importRoutes } from '#agents/collector/routes/imports.ts';
import { openDatabase } from '#agents/collector/store/database.ts';
import { openTestDatabase } from '../../../postgres/test-database.ts';

const testDatabase = await openTestDatabase();
const database = openDatabase({ url: testDatabase.url });
afterAll(async () => {
  await database.destroy();
  await testDatabase.drop();
});

const tenant = 'exempelkommun';
const admin: Viewer = {
  id: 'local',
  name: 'Lokal',
  roles: [],
  scope: { organisation: tenant, tenants: [tenant] },
  readOnly: false,
};
const list = 'Datornamn;Serienummer;Modell\nEK-1;SYN1;EliteBook 840\nEK-2;1,2E+11;EliteBook 840\n';

beforeEach(async () => {
  await sql`TRUNCATE tenants CASCADE`.execute(database);
  await database
    .insertInto('tenants')
    .values({
      id: tenant,
      organisation: tenant,
      name: 'Exempelkommun',
      kind: 'organisation',
      report_interval_seconds: 3600,
    })
    .execute();
});

async function post(
  query: string,
  body: string | Uint8Array<ArrayBuffer> = list,
  viewer: Viewer | null = admin,
) {
  const logged: object[] = [];
  const judged: (readonly string[])[] = [];
  const app = new Hono<CollectorEnv>();
  app.use((c, next) => {
    c.set('viewer', viewer);
    return next();
  });
  const deps = {
    database,
    clock: () => new Date('2026-11-22T12:00:00Z'),
    log: { info: (fields: object) => logged.push(fields) },
    onSaved: async (_: string, ids: readonly string[]) => void judged.push(ids),
  };
  app.route('/api/v1/imports', importRoutes(deps));
  const response = await app.request(`/api/v1/imports?${query}`, { method: 'POST', body });
  const answer: unknown = await response.json();
  const { count } = await database
    .selectFrom('devices')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return { status: response.status, answer, devices: count, logged, judged };
}

describe('POST /api/v1/imports', () => {
  it('keeps the devices, reports what it could not take, and has them judged', async () => {
    const { status, answer, devices, judged, logged } = await post('from=csv&fileName=datorer.csv');
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      schemaVersion: 1,
      source: 'csv:datorer',
      fileName: 'datorer.csv',
      rowsRead: 2,
      taken: 2,
      kinds: { client: 2 },
      rejected: [{ line: 3, column: 'Serienummer' }],
      outcome: { kind: 'saved', created: 2, conflicts: [] },
    });
    expect(answer).not.toHaveProperty('records');
    expect(devices).toBe(2);
    expect(judged.flat()).toHaveLength(2);
    expect(logged).toEqual([{ tenant, source: 'csv:datorer', rows: 2, taken: 2 }]);
  });

  it('has what a newer list lacks judged, too, so that it does not stay met', async () => {
    const named = 'Datornamn;Serienummer;Modell\nEK-1;SYN1;EliteBook 840\n';
    const first = await post('from=csv&source=datorer', `${named}EK-2;SYN2;EliteBook 840\n`);
    const second = await post('from=csv&source=datorer', named);
    expect(second.answer).toMatchObject({ outcome: { noLongerListed: 1 } });
    expect(second.judged.flat().toSorted()).toEqual(first.judged.flat().toSorted());
    expect(second.judged.flat()).toHaveLength(2);
  });

  it('keeps nothing with strict where anything was rejected', async () => {
    const { status, answer, devices, judged } = await post('from=csv&strict=true');
    expect(status).toBe(422);
    expect(answer).toMatchObject({
      type: '/api/problems/import/refused',
      report: { outcome: { kind: 'refused' } },
    });
    expect(devices).toBe(0);
    expect(judged).toEqual([]);
  });

  it('says when the same file comes again', async () => {
    await post('from=csv');
    const { answer, devices } = await post('from=csv');
    expect(answer).toMatchObject({ outcome: { kind: 'repeated', importedAt: '2026-11-22T12:00:00.000Z' } });
    expect(devices).toBe(2);
  });

  it('answers what is wrong with a file in both languages', async () => {
    const { status, answer } = await post('from=csv', '<html><title>Logga in</title></html>');
    expect(status).toBe(400);
    expect(answer).toMatchObject({
      type: '/api/problems/import/html',
      title: expect.stringContaining('web page'),
      sv: { message: expect.stringContaining('webbsida') },
    });
  });

  it('refuses a wrong address with all its mistakes', async () => {
    const { status, answer } = await post('from=excel&source=Stora%20Listan');
    expect(status).toBe(400);
    expect(answer).toMatchObject({ title: expect.stringMatching(/from: .*source: /) });
  });

  it('refuses who has not logged in, who may only read, and tenants of others', async () => {
    expect((await post('from=csv', list, null)).status).toBe(401);
    expect((await post('from=csv', list, { ...admin, readOnly: true })).status).toBe(403);
    expect((await post('from=csv&tenant=grannkommun')).status).toBe(404);
  });

  it('refuses a file of more than 50 MiB', async () => {
    const { status } = await post('from=csv', new Uint8Array(50 * 1024 * 1024 + 1));
    expect(status).toBe(413);
  });
});
