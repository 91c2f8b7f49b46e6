import { Hono } from 'hono';
import { resultStatuses } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import { noResults, overallStatus, type StatusCounts } from '../../figures/control-status.ts';
import { serviceCost } from '../../figures/costs.ts';
import { countByService } from '../../figures/service-counts.ts';
import { planOfService } from '../../figures/service-plan.ts';
import { standardStatus } from '../../figures/standardisation.ts';
import { matchText } from '../../figures/text-match.ts';
import { serviceOfWork } from '../../figures/work.ts';
import { latestRunCount } from '../../views/runs/latest-runs.ts';
import { serviceListPage } from '../../views/services/list.ts';
import { type ServiceData, servicePage } from '../../views/services/service.ts';
import { type ServiceQuery, type ServiceRow, serviceSortKeys } from '../../views/services/service-query.ts';
import { systemCardPage } from '../../views/services/system-card.ts';
import { hostings, platforms, stages } from '../../views/services/vocabulary.ts';
import type { CollectorEnv } from '../context.ts';
import { listCarriers } from './all-devices.ts';
import { anyDevice } from './any-device.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { type OpenPage, openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf, textOf } from './query.ts';
import { verifyWork } from './verify-work.ts';

/** `/tjanster`: the list, its CSV and JSON, one service and its system card. */
export function serviceRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const listed = async (page: OpenPage, query: ServiceQuery) => {
    const [results, carriers] = await Promise.all([
      deps.store.listResults(page.scope, { subjectKind: 'service' }),
      listCarriers(deps.store, page.scope, page.now),
    ]);
    const all = serviceRows(
      page.declaration,
      countByService(page.declaration, results, carriers),
      page.today,
    );
    return { all, rows: sortRows(narrow(all, query), query) };
  };
  return new Hono<CollectorEnv>()
    .get('/tjanster', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const query = readQuery((name) => c.req.query(name));
      const { all, rows } = await listed(page, query);
      return c.html(serviceListPage({ all, rows, query, names: page.names }, page.frame));
    })
    .get('/tjanster.csv', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { rows } = await listed(
        page,
        readQuery((name) => c.req.query(name)),
      );
      return c.body(toCsv(exportColumns, rows.map(exportRow)), 200, fileHeaders('tjanster', 'csv'));
    })
    .get('/tjanster.json', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { rows } = await listed(
        page,
        readQuery((name) => c.req.query(name)),
      );
      return c.body(JSON.stringify(rows.map(exportRow), null, 2), 200, fileHeaders('tjanster', 'json'));
    })
    .get('/tjanster/:id', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const data = await serviceData(page, deps, c.req.param('id'));
      return data === null ? renderError(c, 404, deps) : c.html(servicePage(data, page.frame));
    })
    .get('/tjanster/:id/systemkort', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const data = await serviceData(page, deps, c.req.param('id'));
      return data === null ? renderError(c, 404, deps) : c.html(systemCardPage(data, page.frame));
    });
}

const shownDevices = 100;

async function serviceData(
  page: OpenPage,
  { store, controls, procedures }: PageDeps,
  id: string,
): Promise<ServiceData | null> {
  const { declaration, plan, workOrders, names, scope, now, today } = page;
  const service = declaration.services.find((one) => one.id === id);
  if (service === undefined) return null;
  const ownWork = workOrders
    .map((order) => ({ ...order, items: order.items.filter((item) => serviceOfWork(item) === id) }))
    .filter(({ items }) => items.length > 0);
  const [results, devices, work, runs] = await Promise.all([
    store.listResults(scope, { subject: { kind: 'service', id } }),
    store.listDevices(scope, { ...anyDevice, service: id, pageSize: shownDevices }, now),
    verifyWork(store, scope, ownWork, now),
    store.readRuns(scope, { service: id, limit: latestRunCount }),
  ]);
  return {
    service,
    declaration,
    names,
    results,
    controls,
    devices: devices.rows,
    work,
    runs,
    procedures,
    plan: plan === null ? null : planOfService(plan, id),
    standard: standardStatus(declaration, service, today),
    today,
  };
}

function readQuery(field: (name: string) => string | undefined): ServiceQuery {
  return {
    text: textOf(field('q')) ?? '',
    platform: oneOf(field('plattform'), platforms) ?? '',
    hosting: oneOf(field('driftform'), hostings) ?? '',
    stage: oneOf(field('skede'), stages) ?? '',
    status: oneOf(field('status'), resultStatuses) ?? '',
    standard: oneOf(field('standard'), ['approved', 'deviating', 'no-servers']) ?? '',
    sort: oneOf(field('sortera'), serviceSortKeys) ?? 'plattform',
    descending: field('fallande') === 'ja',
  };
}

function serviceRows(
  declaration: Declaration,
  counts: ReadonlyMap<string, StatusCounts>,
  today: string,
): readonly ServiceRow[] {
  return declaration.services.map((service) => ({
    service,
    counts: counts.get(service.id) ?? noResults,
    standard: standardStatus(declaration, service, today),
  }));
}

function narrow(rows: readonly ServiceRow[], query: ServiceQuery): readonly ServiceRow[] {
  const fits = matchText(query.text);
  return rows.filter(
    ({ service, counts, standard }) =>
      (query.platform === '' || service.platform === query.platform) &&
      (query.hosting === '' || service.hosting === query.hosting) &&
      (query.stage === '' || service.stage === query.stage) &&
      (query.standard === '' || standard === query.standard) &&
      (query.status === '' || overallStatus(counts) === query.status) &&
      fits(service.name, service.purpose, service.publicName, service.id),
  );
}

const heaviest = ({ service }: ServiceRow): number => levelOf(service) ?? -1;

const measures: Readonly<
  Record<Exclude<ServiceQuery['sort'], 'namn' | 'plattform'>, (row: ServiceRow) => number>
> = {
  klass: heaviest,
  kostnad: ({ service }) => serviceCost(service) ?? -1,
  avvikelser: ({ counts }) => counts.finding,
};

function sortRows(rows: readonly ServiceRow[], { sort, descending }: ServiceQuery): readonly ServiceRow[] {
  const collator = new Intl.Collator('sv');
  const byName = (a: ServiceRow, b: ServiceRow) => collator.compare(a.service.name, b.service.name);
  if (sort === 'plattform') return rows.toSorted(byName);
  const direction = descending ? -1 : 1;
  if (sort === 'namn') return rows.toSorted((a, b) => direction * byName(a, b));
  const measure = measures[sort];
  return rows.toSorted((a, b) => direction * (measure(a) - measure(b)) || byName(a, b));
}

const exportColumns = [
  'id',
  'name',
  'platform',
  'stage',
  'hosting',
  'k',
  'r',
  't',
  's',
  'serviceLevel',
  'owner',
  'supplier',
  'costSekPerYear',
  'standard',
  'met',
  'finding',
  'exempt',
  'notMeasured',
] as const;

function exportRow({ service, counts, standard }: ServiceRow): Row {
  return {
    id: service.id,
    name: service.name,
    platform: service.platform,
    stage: service.stage,
    hosting: service.hosting,
    k: service.classification?.k ?? null,
    r: service.classification?.r ?? null,
    t: service.classification?.t ?? null,
    s: service.classification?.s ?? null,
    serviceLevel: service.serviceLevel?.class ?? null,
    owner: service.owner ?? null,
    supplier: service.supplier ?? null,
    costSekPerYear: serviceCost(service),
    standard,
    met: counts.met,
    finding: counts.finding,
    exempt: counts.exempt,
    notMeasured: counts['not-measured'],
  };
}
