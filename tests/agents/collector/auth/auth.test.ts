import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Auth, createAuth } from '#agents/collector/auth/auth.ts';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import { type Database, openDatabase } from '#agents/collector/store/database.ts';
import { openTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';

const scope = { organisation: 'provkommunen', tenants: ['provkommunen'] };
const viewer: Viewer = { id: 'local', name: 'Lokal inloggning', roles: [], scope, readOnly: false };

let test: TestDatabase;
let db: Database;
let auth: Auth;
let now: Date;

beforeAll(async () => {
  test = await openTestDatabase();
  db = openDatabase({ url: test.url });
  await db
    .insertInto('tenants')
    .values({
      id: 'provkommunen',
      organisation: 'provkommunen',
      name: 'Provkommunen',
      kind: 'organisation',
      report_interval_seconds: 3600,
    })
    .execute();
});
afterAll(async () => {
  await db.destroy();
  await test.drop();
});
beforeEach(() => {
  now = new Date('2026-11-24T20:00:00Z');
  auth = createAuth(db, () => now);
});
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

describe('a login link', () => {
  it('logs its viewer in once', async () => {
    const { secret } = await auth.createLink(viewer);
    expect(await auth.useLink(secret)).toEqual(viewer);
    expect(await auth.useLink(secret)).toBeNull();
  });

  it('serves one of many who use it at the same moment', async () => {
    const { secret } = await auth.createLink(viewer);
    const served = await Promise.all(Array.from({ length: 8 }, () => auth.useLink(secret)));
    expect(served.filter((one) => one !== null)).toEqual([viewer]);
  });

  it('expires', async () => {
    const { secret, expiresAt } = await auth.createLink(viewer);
    now = expiresAt;
    expect(await auth.useLink(secret)).toBeNull();
  });

  it('that nobody made logs nobody in', async () => {
    expect(await auth.useLink('x'.repeat(43))).toBeNull();
  });
});

describe('a session', () => {
  it('lasts while it is used, and ends after eight idle hours', async () => {
    const secret = await auth.openSession(viewer);
    later(7 * 60);
    expect(await auth.readSession(secret)).toEqual(viewer);
    later(7 * 60);
    expect(await auth.readSession(secret)).toEqual(viewer);
    later(8 * 60);
    expect(await auth.readSession(secret)).toBeNull();
  });

  it('ends after a day although it is used', async () => {
    const secret = await auth.openSession(viewer);
    for (let hour = 1; hour < 24; hour++) {
      later(60);
      expect(await auth.readSession(secret)).toEqual(viewer);
    }
    later(60);
    expect(await auth.readSession(secret)).toBeNull();
  });

  it('ends at once when its viewer logs out', async () => {
    const secret = await auth.openSession(viewer);
    await auth.endSession(secret);
    expect(await auth.readSession(secret)).toBeNull();
  });
});

describe('an API token', () => {
  it('is known until it expires or is revoked', async () => {
    const expiresAt = new Date(now.getTime() + 3_600_000);
    const request = { name: 'ready-file', scope, readOnly: true };
    const lasting = await auth.createToken({ ...request, expiresAt: null });
    const passing = await auth.createToken({ ...request, expiresAt });
    expect(await auth.readToken(lasting.token)).toMatchObject({ readOnly: true, name: 'ready-file', scope });
    expect(await auth.readToken(passing.token)).not.toBeNull();
    now = expiresAt;
    expect(await auth.readToken(passing.token)).toBeNull();
    await auth.revokeToken('another-tenant', lasting.id);
    expect(await auth.readToken(lasting.token)).not.toBeNull();
    await auth.revokeToken('provkommunen', lasting.id);
    expect(await auth.readToken(lasting.token)).toBeNull();
  });
});

it('keeps no secret that could be read back', async () => {
  const { secret } = await auth.createLink(viewer);
  const session = await auth.openSession(viewer);
  const { token } = await auth.createToken({ name: 'prov', scope, readOnly: true, expiresAt: null });
  const kept = JSON.stringify([
    await db.selectFrom('login_links').selectAll().execute(),
    await db.selectFrom('sessions').selectAll().execute(),
    await db.selectFrom('api_tokens').selectAll().execute(),
  ]);
  for (const text of [secret, session, token]) expect(kept).not.toContain(text);
});
