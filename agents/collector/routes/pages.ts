import { Hono } from 'hono';
import type { CollectorEnv } from './context.ts';
import { aboutRoutes } from './pages/about.ts';
import { controlRoutes } from './pages/controls.ts';
import { declarationRoutes } from './pages/declaration.ts';
import { deviceRoutes } from './pages/devices.ts';
import { onCallRoutes } from './pages/oncall.ts';
import { overviewRoutes } from './pages/overview.ts';
import type { PageDeps } from './pages/page-deps.ts';
import { platformRoutes } from './pages/platform.ts';
import { procedureRoutes } from './pages/procedures.ts';
import { roleRoutes } from './pages/roles.ts';
import { runPageRoutes } from './pages/run.ts';
import { runListRoutes } from './pages/runs.ts';
import { searchRoutes } from './pages/search.ts';
import { serviceRoutes } from './pages/services.ts';
import { workOrderRoutes } from './pages/work-order.ts';

/**
 * Every page that people read. Expects `viewer` and `csrfToken` to be set; without a viewer all but `/om/…`
 * lead to the login.
 */
export function pageRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const pages = new Hono<CollectorEnv>();
  pages.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store');
  });
  for (const routes of [
    overviewRoutes(deps),
    serviceRoutes(deps),
    platformRoutes(deps),
    roleRoutes(deps),
    workOrderRoutes(deps),
    procedureRoutes(deps),
    runListRoutes(deps),
    runPageRoutes(deps),
    onCallRoutes(deps),
    deviceRoutes(deps),
    controlRoutes(deps),
    searchRoutes(deps),
    declarationRoutes(deps),
    aboutRoutes(deps),
  ]) {
    pages.route('/', routes);
  }
  return pages;
}
