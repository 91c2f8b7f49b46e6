import { createMiddleware } from 'hono/factory';
import type { Auth } from '../auth/auth.ts';
import type { CollectorEnv } from '../routes/context.ts';
import { problem } from './problem.ts';

/** Lets programs in by `Authorization: Bearer …`; a read-only token may look and not change. */
export function requireToken(auth: Auth) {
  return createMiddleware<CollectorEnv>(async (c, next) => {
    const token = /^Bearer ([\w-]{20,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const viewer = token === undefined ? null : await auth.readToken(token);
    if (viewer === null) {
      return problem(
        c,
        {
          status: 401,
          code: 'token',
          title:
            token === undefined
              ? 'The request carries no token; expected Authorization: Bearer …'
              : 'The token is unknown, expired or revoked.',
        },
        { 'www-authenticate': 'Bearer realm="grundval"' },
      );
    }
    if (viewer.readOnly && c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      return problem(c, {
        status: 403,
        code: 'read-only',
        title: 'The token may look and not change.',
      });
    }
    c.set('viewer', viewer);
    c.set('csrfToken', null);
    return next();
  });
}
