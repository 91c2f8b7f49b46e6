import { Hono } from 'hono';

/** What has to be well for the collector to be of use; each answers true, false, or throws. */
export interface ReadinessChecks {
  readonly database: () => Promise<boolean>;
  readonly declaration: () => Promise<boolean>;
}

/** A check that takes longer counts as failed, in milliseconds. */
const patienceMs = 2000;

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work, with each check by name; 503 where one fails.
 * Both may be asked by anybody and tell nothing else.
 */
export function healthRoutes(checks: ReadinessChecks): Hono {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'alive' }))
    .get('/readyz', async (c) => {
      const names = Object.keys(checks) as (keyof ReadinessChecks)[];
      const answers = await Promise.all(names.map((name) => isWell(checks[name])));
      const isReady = answers.every(Boolean);
      return c.json(
        {
          status: isReady ? 'ready' : 'not-ready',
          checks: Object.fromEntries(names.map((name, at) => [name, answers[at] === true ? 'ok' : 'failed'])),
        },
        isReady ? 200 : 503,
      );
    });
}

async function isWell(check: () => Promise<boolean>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false; // the log of the pool says why
  } finally {
    clearTimeout(timer);
  }
}
