import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import { noteLookUps } from '#agents/collector/http/note-look-ups.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { testNow } from '../../../builders/fleet.ts';

const someone: Viewer = {
  id: 'local',
  name: 'Någon',
  roles: [],
  scope: { organisation: 'exempel', tenants: ['exempel'] },
  readOnly: false,
};

async function noted(viewer: Viewer | null, status: 200 | 404): Promise<readonly unknown[]> {
  const saved: unknown[] = [];
  const store = { saveDeviceLookUp: async (...look: readonly unknown[]) => void saved.push(look) };
  const app = new Hono<CollectorEnv>();
  app.use(async (c, next) => {
    c.set('viewer', viewer);
    await next();
  });
  app.use(
    '/enheter/:id',
    noteLookUps(store, () => testNow),
  );
  app.get('/enheter/:id', (c) => c.text('', status));
  await app.request('/enheter/0199b0a0-0000-7000-8000-000000000001');
  return saved;
}

it('the page of a device is noted with who saw it, once it was shown', async () => {
  expect(await noted(someone, 200)).toEqual([
    [someone.scope, { viewerId: 'local', deviceId: '0199b0a0-0000-7000-8000-000000000001' }, testNow],
  ]);
});

it('a page that was not shown is not noted', async () => {
  expect(await noted(someone, 404)).toEqual([]);
  expect(await noted(null, 200)).toEqual([]);
});
