import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { assetRoutes, loadAssets } from '#agents/collector/assets/assets.ts';
import type { Viewer } from '#agents/collector/auth/viewer.ts';
import { securityHeaders } from '#agents/collector/http/security-headers.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { bareFrame, renderError } from '#agents/collector/routes/pages/open-page.ts';
import type { PageDeps } from '#agents/collector/routes/pages/page-deps.ts';
import { pageRoutes } from '#agents/collector/routes/pages.ts';
import { createRunWatch } from '#agents/collector/runs/run-watch.ts';
import type { Store, StoredResult } from '#agents/collector/store/store.ts';
import { loginPage } from '#agents/collector/views/login.ts';
import { summariseProcedure } from '#cli/run/summarise-procedure.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { readDeclaration } from '#model/declaration/load.ts';
import { controls } from '#policies/controls/index.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { type BuiltDevice, buildDevices } from './built-devices.ts';
import { buildResults } from './built-results.ts';
import type { BuiltRun } from './built-runs.ts';
import { buildStore, builtNow } from './built-store.ts';
import { someRuns } from './some-runs.ts';

/** The declaration that pages are tried on. */
export const exampleFolder = fileURLToPath(new URL('../../../../examples/orkelljunga', import.meta.url));

export const builtViewer: Viewer = {
  id: 'local',
  name: 'Lokal användare',
  roles: ['it-chef'],
  scope: { organisation: 'orkelljunga', tenants: ['orkelljunga'] },
  readOnly: false,
};

export interface BuiltAppOptions {
  readonly now?: Date;
  /** Null = nothing was declared; left out = the example. */
  readonly declaration?: Declaration | null;
  readonly devices?: readonly BuiltDevice[];
  /** Left out = what the real controls say. */
  readonly results?: readonly StoredResult[];
  readonly viewer?: Viewer | null;
  /** False = the snapshot is from before there were plans. */
  readonly isPlanned?: boolean;
  /** Left out = one of each kind. */
  readonly runs?: readonly BuiltRun[];
}

/** The pages over the example declaration, built devices and what the real controls say of them. */
export async function builtApp(options: BuiltAppOptions = {}): Promise<Hono<CollectorEnv>> {
  const now = options.now ?? builtNow;
  const example = await readDeclaration(exampleFolder);
  const declaration = options.declaration === undefined ? example.declaration : options.declaration;
  const devices = options.devices ?? buildDevices(now);
  const results =
    options.results ??
    (declaration === null
      ? []
      : buildResults(
          declaration,
          devices.map(({ device }) => device),
          now,
        ));
  const assets = await loadAssets();
  const store = buildStore({
    declaration,
    sources: example.sources,
    devices,
    results,
    now,
    runs: options.runs ?? someRuns,
    ...(options.isPlanned === undefined ? {} : { isPlanned: options.isPlanned }),
  }) as Store;
  const deps: PageDeps = {
    store,
    watch: createRunWatch({ store, log: { warn: () => undefined }, everyMs: 50, most: 9 }),
    controls,
    procedures: procedures.map(summariseProcedure),
    assets,
    clock: () => now,
    version: '0.1.0',
  };
  const viewer = options.viewer === undefined ? builtViewer : options.viewer;
  const app = new Hono<CollectorEnv>();
  // The policy that the collector sends: a page that needs more does not work here either.
  app.use(securityHeaders, async (c, next) => {
    c.set('viewer', viewer);
    c.set('csrfToken', viewer === null ? null : 'built-csrf-token');
    await next();
  });
  app.get('/logga-in', (c) =>
    c.html(
      loginPage(
        c.req.query('spent') !== undefined ? { kind: 'spent' } : { kind: 'link', token: 'built-token' },
        '/logga-in',
        'grundval login --data ~/.grundval',
        { ...bareFrame(c, deps), viewer: null },
      ),
    ),
  );
  app.get('/prov/:status', (c) => renderError(c, Number(c.req.param('status')) as 500, deps, 'prov-1'));
  app.route('/', assetRoutes(assets) as unknown as Hono<CollectorEnv>);
  app.route('/', pageRoutes(deps));
  app.notFound((c) => renderError(c, 404, deps));
  return app;
}
