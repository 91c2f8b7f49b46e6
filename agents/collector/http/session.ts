import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { Auth } from '../auth/auth.ts';
import { csrfTokenOf, sessionLifetimeMs } from '../auth/sessions.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { CollectorEnv } from '../routes/context.ts';

const cookieName = 'grundval_session';

/** Tells the handlers who is logged in, by the cookie; null where nobody is. */
export function readSessionCookie(auth: Auth) {
  return createMiddleware<CollectorEnv>(async (c, next) => {
    const secret = getCookie(c, cookieName);
    const viewer = secret === undefined ? null : await auth.readSession(secret);
    c.set('viewer', viewer);
    c.set('csrfToken', secret === undefined || viewer === null ? null : csrfTokenOf(secret));
    await next();
  });
}

/** Lets a form change something only with the token of its session, whatever the browser says of its origin. */
export const requireCsrfToken = createMiddleware<CollectorEnv>(async (c, next) => {
  const expected = c.get('csrfToken');
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || expected === null) return next();
  const { csrf } = await c.req.parseBody();
  if (typeof csrf === 'string' && equal(csrf, expected)) return next();
  throw new HTTPException(403, { message: 'the form does not carry the token of its session' });
});

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Logs a viewer in on this browser. */
export async function logIn(c: Context, auth: Auth, viewer: Viewer): Promise<void> {
  setCookie(c, cookieName, await auth.openSession(viewer), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: new URL(c.req.url).protocol === 'https:',
    maxAge: sessionLifetimeMs / 1000,
  });
}

/** `POST /logga-ut`: ends the session on the server and in the browser. */
export function logOutRoute(auth: Auth): Hono<CollectorEnv> {
  return new Hono<CollectorEnv>().post('/logga-ut', async (c) => {
    const secret = getCookie(c, cookieName);
    if (secret !== undefined) await auth.endSession(secret);
    deleteCookie(c, cookieName, { path: '/' });
    return c.redirect('/logga-in', 303);
  });
}
