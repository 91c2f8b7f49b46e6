import { type Context, Hono } from 'hono';
import type { Auth } from '../auth/auth.ts';
import { logIn, logOutRoute } from '../http/session.ts';
import { type LoginState, loginPage } from '../views/login.ts';
import type { CollectorEnv } from './context.ts';
import { bareFrame } from './pages/open-page.ts';
import type { PageDeps } from './pages/page-deps.ts';

const newLinkCommand = 'npx grundval link';

/**
 * The local door: `/login/<secret>` logs in once. A browser or mail program that only looks ahead does not
 * use the link up; it gets a page with a button instead.
 */
export function loginRoutes(auth: Auth, deps: PageDeps): Hono<CollectorEnv> {
  const show = (c: Context<CollectorEnv>, state: LoginState, status: 200 | 410 = 200) => {
    c.header('cache-control', 'private, no-store');
    return c.html(loginPage(state, '/login', newLinkCommand, bareFrame(c, deps)), status);
  };
  const useUp = async (c: Context<CollectorEnv>, secret: string) => {
    const viewer = await auth.useLink(secret);
    if (viewer === null)
      return c.get('viewer') === null ? show(c, { kind: 'spent' }, 410) : c.redirect('/', 303);
    await logIn(c, auth, viewer);
    return c.redirect('/', 303);
  };
  return new Hono<CollectorEnv>()
    .get('/logga-in', (c) => (c.get('viewer') === null ? show(c, { kind: 'none' }) : c.redirect('/', 303)))
    .get('/login/:secret', (c) => {
      const secret = c.req.param('secret');
      return isLookAhead(c) ? show(c, { kind: 'link', token: secret }) : useUp(c, secret);
    })
    .post('/login', async (c) => {
      const { token } = await c.req.parseBody();
      return typeof token === 'string' ? useUp(c, token) : show(c, { kind: 'spent' }, 410);
    })
    .route('/', logOutRoute(auth));
}

/** Browsers say so when they fetch a page before anybody asked for it (Fetch standard, `Sec-Purpose`). */
function isLookAhead(c: Context): boolean {
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? '';
  return c.req.method === 'HEAD' || /prefetch|prerender|preview/i.test(purpose);
}
