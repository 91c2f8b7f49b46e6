import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { requireToken } from '../http/bearer.ts';
import { problem } from '../http/problem.ts';
import type { ApiParts } from './api/api-parts.ts';
import { addControlRoutes } from './api/controls.ts';
import { addDeviceRoutes } from './api/devices.ts';
import { addOrganisationRoutes } from './api/organisation.ts';
import { addServiceRoutes } from './api/services.ts';
import type { CollectorEnv } from './context.ts';
import { importRoutes } from './imports.ts';
import { loginLinkRoutes } from './login-links.ts';
import { runRoutes } from './runs.ts';

/** `/api/v1/…` for programs with a token, and its description at `/api/openapi.json` for anybody. */
export function apiRoutes(parts: ApiParts): Hono<CollectorEnv> {
  const { auth, database, clock, log, evaluator, store, journals } = parts;
  const v1 = new OpenAPIHono<CollectorEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const places = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return problem(c, {
        status: 400,
        code: 'query',
        title: 'The request does not fit.',
        detail: places.join('; '),
      });
    },
  });
  v1.use(requireToken(auth));
  v1.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store');
  });
  addDeviceRoutes(v1, parts);
  addServiceRoutes(v1, parts);
  addControlRoutes(v1, parts);
  addOrganisationRoutes(v1, parts);
  v1.route(
    '/imports',
    importRoutes({
      database,
      clock,
      log,
      onSaved: async (tenant, deviceIds) => {
        const organisation = await store.readOrganisationOf(tenant);
        if (organisation !== null) evaluator.devicesChanged(organisation, deviceIds);
      },
    }),
  );
  v1.route(
    '/runs',
    runRoutes({ database, store, rules: journals, clock, log, onJudged: evaluator.runsChanged }),
  );
  v1.route('/login-links', loginLinkRoutes(auth));
  const description = describe(v1, parts.version);
  return new Hono<CollectorEnv>()
    .get('/api', (c) => c.redirect('/api/openapi.json', 302))
    .get('/api/openapi.json', (c) => c.json(description))
    .route('/api/v1', v1);
}

function describe(v1: OpenAPIHono<CollectorEnv>, version: string) {
  v1.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  return v1.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Grundval',
      version,
      description:
        'Devices, services and control results of an organisation. Moments are in UTC; what is not known is null, ' +
        'and what no control could judge is `not-measured`, never good.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
  });
}
