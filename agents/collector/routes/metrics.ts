import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import type { Auth } from '../auth/auth.ts';
import { requireToken } from '../http/bearer.ts';
import type { Metrics } from '../metrics.ts';
import type { CollectorEnv } from './context.ts';

/** `/metrics`: for Prometheus on the same machine, and elsewhere with a token. */
export function metricsRoutes(metrics: Metrics, auth: Auth): Hono<CollectorEnv> {
  const withToken = requireToken(auth);
  return new Hono<CollectorEnv>().get(
    '/metrics',
    (c, next) => (isOwnMachine(c) ? next() : withToken(c, next)),
    async (c) => c.text(await metrics.render(), 200, { 'content-type': metrics.contentType }),
  );
}

/**
 * Did the request come from this machine without a proxy in between? A reverse proxy is on this machine, too,
 * and speaks for others: the headers it adds tell. What cannot be told is from elsewhere.
 */
export function isOwnMachine(c: Context): boolean {
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) return false;
  try {
    const address = getConnInfo(c).remote.address ?? '';
    return /^(::ffff:)?127\.|^::1$/.test(address);
  } catch {
    return false; // no socket: app.request()
  }
}
