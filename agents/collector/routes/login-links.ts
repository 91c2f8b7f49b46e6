import { Hono } from 'hono';
import type { Auth } from '../auth/auth.ts';
import { localViewer } from '../auth/viewer.ts';
import { problem } from '../http/problem.ts';
import type { CollectorEnv } from './context.ts';

/**
 * `POST /`: makes a single-use login link, `{ path, expiresAt }`. For a program that may change things, which is
 * whoever runs the collector: a read-only token logs nobody in.
 */
export function loginLinkRoutes(auth: Auth): Hono<CollectorEnv> {
  return new Hono<CollectorEnv>().post('/', async (c) => {
    const viewer = c.get('viewer');
    if (viewer === null || viewer.readOnly) {
      return problem(c, {
        status: 403,
        code: 'read-only',
        title: 'The token may look and not log anybody in.',
      });
    }
    const { secret, expiresAt } = await auth.createLink(localViewer(viewer.scope));
    return c.json({ path: `/login/${secret}`, expiresAt: expiresAt.toISOString() }, 201);
  });
}
