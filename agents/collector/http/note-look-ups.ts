import { createMiddleware } from 'hono/factory';
import type { CollectorEnv } from '../routes/context.ts';
import type { Store } from '../store/store.ts';

/** Notes who saw the page of a device that may be tied to a person, once it has been shown. */
export function noteLookUps(store: Pick<Store, 'saveDeviceLookUp'>, clock: () => Date) {
  return createMiddleware<CollectorEnv>(async (c, next) => {
    await next();
    const viewer = c.get('viewer');
    const deviceId = c.req.param('id');
    if (viewer === null || deviceId === undefined || c.res.status !== 200) return;
    await store.saveDeviceLookUp(viewer.scope, { viewerId: viewer.id, deviceId }, clock());
  });
}
