import { type Context, Hono } from 'hono';
import { except } from 'hono/combine';
import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import { assetRoutes } from './assets/assets.ts';
import type { Auth } from './auth/auth.ts';
import { hostCheck } from './http/host-check.ts';
import { problem } from './http/problem.ts';
import { securityHeaders } from './http/security-headers.ts';
import { readSessionCookie, requireCsrfToken } from './http/session.ts';
import type { Metrics } from './metrics.ts';
import type { CollectorEnv } from './routes/context.ts';
import { healthRoutes, type ReadinessChecks } from './routes/health.ts';
import { loginRoutes } from './routes/login.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { bareFrame, renderError } from './routes/pages/open-page.ts';
import type { PageDeps } from './routes/pages/page-deps.ts';
import { pageRoutes } from './routes/pages.ts';
import { errorPage } from './views/error.ts';

/** What the collector is put together from. */
export interface AppParts {
  readonly auth: Auth;
  readonly pages: PageDeps;
  readonly readiness: ReadinessChecks;
  /** `/agent/v1/…`: signed by devices. */
  readonly agent: Hono;
  /** `/api/…`: by bearer token. */
  readonly api: Hono<CollectorEnv>;
  readonly metrics: Metrics;
  /** Names the collector answers to besides the loopback ones. */
  readonly hostNames: readonly string[];
  readonly log: Pick<Logger, 'error'>;
}

/** The whole collector as one function from request to response; it needs no socket. */
export function createApp(parts: AppParts): Hono<CollectorEnv> {
  const { auth, pages } = parts;
  const app = new Hono<CollectorEnv>();
  app.use(requestId(), countRequests(parts.metrics), securityHeaders, hostCheck(parts.hostNames));
  app.route('/', healthRoutes(parts.readiness));
  app.route('/', metricsRoutes(parts.metrics, auth));
  app.route('/', parts.agent);
  app.route('/', parts.api);
  app.route('/', assetRoutes(pages.assets));
  app.use(except(isForPrograms, csrf(), readSessionCookie(auth), requireCsrfToken));
  app.route('/', loginRoutes(auth, pages));
  app.route('/', pageRoutes(pages));

  app.notFound((c) =>
    isForPrograms(c)
      ? problem(c, { status: 404, code: 'not-found', title: 'There is nothing at this address.' })
      : renderError(c, 404, pages),
  );
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 403) return renderError(c, 400, pages);
    const id = c.get('requestId');
    parts.log.error(
      { err: error, requestId: id, method: c.req.method, path: c.req.routePath },
      'request failed',
    );
    if (!isForPrograms(c)) return c.html(errorPage(500, id, bareFrame(c, pages)), 500);
    return problem(c, {
      status: 500,
      code: 'fault',
      title: 'The collector failed; the fault is not yours.',
      detail: `Its log has more under the request id ${id}.`,
    });
  });
  return app;
}

/** Tells how long each request took, by the pattern of its route: addresses are many and may name a device. */
function countRequests(metrics: Pick<Metrics, 'requestEnded'>) {
  return createMiddleware<CollectorEnv>(async (c, next) => {
    const from = performance.now();
    await next();
    const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none';
    metrics.requestEnded(c.req.method, route, c.res.status, (performance.now() - from) / 1000);
  });
}

/** Programs get problem details, people pages. */
function isForPrograms(c: Context): boolean {
  return /^\/(api|agent|metrics|healthz|readyz)(\/|$)/.test(c.req.path);
}
