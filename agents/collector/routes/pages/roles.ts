import { Hono } from 'hono';
import { type RoleReach, type RoleReachable, reachByRole } from '#model/platform/role-reach.ts';
import { targetOf } from '../../figures/reach-rows.ts';
import { rolesPage } from '../../views/platform/roles.ts';
import type { CollectorEnv } from '../context.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { type OpenPage, openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf } from './query.ts';

/** `/plattform/roller`: what each network role reaches, with CSV and JSON. */
export function roleRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const asked = ({ declaration }: OpenPage, role: string | undefined): string =>
    oneOf(
      role,
      declaration.network.access.map((access) => access.role),
    ) ?? '';
  const exported = (page: OpenPage, asked: string): readonly Row[] | null =>
    page.plan === null
      ? null
      : reachByRole(page.plan)
          .filter(({ role }) => asked === '' || role === asked)
          .flatMap((reach) => reach.reaches.map((reachable) => exportRow(reach, reachable)));
  return new Hono<CollectorEnv>()
    .get('/plattform/roller', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { declaration, plan, names } = page;
      const reaches = plan === null ? null : reachByRole(plan);
      const role = asked(page, c.req.query('roll'));
      return c.html(rolesPage({ declaration, names, reaches, role }, page.frame));
    })
    .get('/plattform/roller.csv', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = exported(page, asked(page, c.req.query('roll')));
      if (rows === null) return renderError(c, 404, deps);
      return c.body(toCsv(exportColumns, rows), 200, fileHeaders('roller', 'csv'));
    })
    .get('/plattform/roller.json', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = exported(page, asked(page, c.req.query('roll')));
      if (rows === null) return renderError(c, 404, deps);
      return c.body(JSON.stringify(rows, null, 2), 200, fileHeaders('roller', 'json'));
    });
}

const exportColumns = [
  'role',
  'zone',
  'target',
  'serverRole',
  'port',
  'protocol',
  'authenticated',
  'openFor',
  'declaredIn',
] as const;

function exportRow({ role, zone }: RoleReach, reachable: RoleReachable): Row {
  const { to, port, protocol, authenticated, openFor, reasons } = reachable;
  return {
    role,
    zone,
    target: targetOf(to),
    serverRole: to.kind === 'server' ? to.role : null,
    port,
    protocol,
    authenticated: String(authenticated),
    openFor,
    declaredIn: reasons.map(({ at }) => (at.line === null ? at.file : `${at.file}:${at.line}`)),
  };
}
