import { Hono } from 'hono';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import { requirementAreas } from '#model/platform/requirement-areas.ts';
import type { Names } from '../../figures/names.ts';
import { type Place, placesOf } from '../../figures/zone-flows.ts';
import type { FlowQuery } from '../../views/platform/flow-query.ts';
import { platformPage } from '../../views/platform/page.ts';
import { specificationPage } from '../../views/platform/specification.ts';
import { zonePage } from '../../views/platform/zone.ts';
import type { CollectorEnv } from '../context.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { type OpenPage, openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf, pageOf, textOf } from './query.ts';

/** `/plattform`: zones, sites and flows of the plan, flows as CSV and JSON, one zone, and all of it as requirements. */
export function platformRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const listed = ({ plan, names }: OpenPage, query: FlowQuery): readonly PlannedFlow[] =>
    plan === null ? [] : narrow(plan, query, names);
  return new Hono<CollectorEnv>()
    .get('/plattform', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const query = readQuery((name) => c.req.query(name));
      const { declaration, plan, workOrders, names } = page;
      return c.html(
        platformPage(
          {
            declaration,
            plan,
            workOrders,
            names,
            query,
            flows: listed(page, query),
            page: pageOf(c.req.query('sida')),
          },
          page.frame,
        ),
      );
    })
    .get('/plattform/floden.csv', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      if (page.plan === null) return renderError(c, 404, deps);
      const rows = listed(
        page,
        readQuery((name) => c.req.query(name)),
      ).map(exportRow);
      return c.body(toCsv(exportColumns, rows), 200, fileHeaders('floden', 'csv'));
    })
    .get('/plattform/floden.json', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      if (page.plan === null) return renderError(c, 404, deps);
      const rows = listed(
        page,
        readQuery((name) => c.req.query(name)),
      ).map(exportRow);
      return c.body(JSON.stringify(rows, null, 2), 200, fileHeaders('floden', 'json'));
    })
    .get('/plattform/kravspecifikation', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { declaration, plan, hash } = page;
      const areas = plan === null ? null : requirementAreas(declaration, plan);
      return c.html(specificationPage({ areas, hash }, page.frame));
    })
    .get('/plattform/zoner/:id', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const zone = page.plan?.zones.find(({ id }) => id === c.req.param('id'));
      if (page.plan === null || zone === undefined) return renderError(c, 404, deps);
      const { declaration, plan, names } = page;
      return c.html(zonePage({ zone, declaration, plan, names }, page.frame));
    });
}

function readQuery(field: (name: string) => string | undefined): FlowQuery {
  return {
    text: textOf(field('q')) ?? '',
    from: readPlace(field('fran')),
    to: readPlace(field('till')),
    login: oneOf(field('inloggning'), ['ja', 'nej']) ?? '',
    state: oneOf(field('lage'), ['oppet', 'forslag']) ?? '',
  };
}

function readPlace(text = ''): Place | '' {
  if (text === 'internet' || text === 'outside') return text;
  return /^zone:[a-z0-9-]{1,40}$/.test(text) ? (text as Place) : '';
}

function narrow(plan: PlatformPlan, query: FlowQuery, names: Names): readonly PlannedFlow[] {
  const placeOf = placesOf(plan);
  const sought = query.text.toLocaleLowerCase('sv');
  const fits = (end: FlowEnd): boolean =>
    'service' in end &&
    (end.service.includes(sought) || names.service(end.service).toLocaleLowerCase('sv').includes(sought));
  return plan.flows.filter(
    (flow) =>
      (query.from === '' || placeOf(flow.from) === query.from) &&
      (query.to === '' || placeOf(flow.to) === query.to) &&
      (query.login === '' || flow.authenticated === (query.login === 'ja')) &&
      (query.state === '' || flow.build === (query.state === 'oppet')) &&
      (sought === '' || String(flow.port) === sought || fits(flow.from) || fits(flow.to)),
  );
}

const exportColumns = [
  'from',
  'to',
  'port',
  'protocol',
  'authenticated',
  'by',
  'open',
  'ours',
  'declaredBy',
  'declaredIn',
] as const;

function exportRow({ from, to, port, protocol, authenticated, build, ours, reasons }: PlannedFlow): Row {
  return {
    from: endKey(from),
    to: endKey(to),
    port,
    protocol,
    authenticated: String(authenticated),
    by: [...new Set(reasons.flatMap(({ by }) => by ?? []))],
    open: String(build),
    ours: String(ours),
    declaredBy: [...new Set(reasons.map(({ service }) => service))],
    declaredIn: reasons.map(({ at }) => (at.line === null ? at.file : `${at.file}:${at.line}`)),
  };
}

function endKey(end: FlowEnd): string {
  switch (end.kind) {
    case 'internet':
      return 'internet';
    case 'zone':
      return `zone:${end.zone}`;
    case 'group':
      return `service:${end.service}/${end.role}`;
    case 'outside':
      return `service:${end.service}`;
  }
}
