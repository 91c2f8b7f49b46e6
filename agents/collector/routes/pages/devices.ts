import { Hono } from 'hono';
import { resultStatuses } from '#model/controls/result.ts';
import { workOfDevice } from '../../figures/work.ts';
import { type DeviceQuery, type DeviceRow, deviceSortKeys } from '../../store/store.ts';
import { devicePage } from '../../views/devices/device.ts';
import { deviceListPage } from '../../views/devices/list.ts';
import { deviceKinds, knowers, seens } from '../../views/devices/vocabulary.ts';
import { latestRunCount } from '../../views/runs/latest-runs.ts';
import type { CollectorEnv } from '../context.ts';
import { listAllDevices } from './all-devices.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf, pageOf, textOf } from './query.ts';

const pageSize = 50;
const shownChanges = 20;

/** `/enheter`: the list, its CSV and JSON, and one device. */
export function deviceRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store } = deps;
  return new Hono<CollectorEnv>()
    .get('/enheter', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const query = readQuery((name) => c.req.query(name));
      const [found, counts] = await Promise.all([
        store.listDevices(page.scope, query, page.now),
        store.countDevices(page.scope),
      ]);
      return c.html(
        deviceListPage(
          {
            page: { ...found, ...counts },
            query,
            names: page.names,
            services: page.declaration.services,
            enrolled: page.coverage.enrolled,
            reporting: page.coverage.reporting,
          },
          page.frame,
        ),
      );
    })
    .get('/enheter.csv', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = await listAllDevices(
        store,
        page.scope,
        readQuery((name) => c.req.query(name)),
        page.now,
      );
      return c.body(toCsv(exportColumns, rows.map(exportRow)), 200, fileHeaders('enheter', 'csv'));
    })
    .get('/enheter.json', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = await listAllDevices(
        store,
        page.scope,
        readQuery((name) => c.req.query(name)),
        page.now,
      );
      return c.body(JSON.stringify(rows.map(exportRow), null, 2), 200, fileHeaders('enheter', 'json'));
    })
    .get('/enheter/:id', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const id = c.req.param('id');
      const detail = await store.readDevice(page.scope, id, page.now);
      if (detail === null) return renderError(c, 404, deps);
      const before = textOf(c.req.query('fore'));
      const { declaredAs } = detail.row;
      const [results, changes, runs] = await Promise.all([
        store.listResults(page.scope, { subject: { kind: 'device', id } }),
        store.listChanges(page.scope, id, shownChanges + 1, ...(before === null ? [] : [before])),
        declaredAs === null ? [] : store.readRuns(page.scope, { host: declaredAs, limit: latestRunCount }),
        store.saveDeviceLookUp(page.scope, { viewerId: page.viewer.id, deviceId: id }, page.now),
      ]);
      const shown = changes.slice(0, shownChanges);
      return c.html(
        devicePage(
          {
            detail,
            results,
            changes: shown,
            runs,
            procedures: deps.procedures,
            work: workOfDevice(page.workOrders, detail.device, page.now),
            olderChanges: changes.length > shownChanges ? (shown.at(-1)?.id ?? null) : null,
            controls: deps.controls,
            names: page.names,
            software: {
              text: textOf(c.req.query('program')) ?? '',
              page: pageOf(c.req.query('programsida')),
            },
          },
          page.frame,
        ),
      );
    });
}

function readQuery(field: (name: string) => string | undefined): DeviceQuery {
  return {
    text: textOf(field('q')),
    kind: oneOf(field('slag'), deviceKinds),
    unit: textOf(field('enhet')),
    operatingSystem: textOf(field('system')),
    knownBy: oneOf(field('kand'), knowers),
    status: oneOf(field('status'), resultStatuses),
    seen: oneOf(field('sedd'), seens),
    service: textOf(field('tjanst')),
    sort: oneOf(field('sortera'), deviceSortKeys) ?? 'name',
    descending: field('fallande') === 'ja',
    page: pageOf(field('sida')),
    pageSize,
  };
}

const exportColumns = [
  'id',
  'name',
  'kind',
  'profile',
  'unit',
  'manufacturer',
  'model',
  'operatingSystem',
  'lastSeenAt',
  'knownBy',
  'declaredAs',
  'services',
  'met',
  'finding',
  'exempt',
  'notMeasured',
] as const;

function exportRow(row: DeviceRow): Row {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    profile: row.profile,
    unit: row.unit,
    manufacturer: row.manufacturer,
    model: row.model,
    operatingSystem: row.operatingSystem,
    lastSeenAt: row.lastSeenAt,
    knownBy: row.knownBy,
    declaredAs: row.declaredAs,
    services: row.serviceIds,
    met: row.results.met,
    finding: row.results.finding,
    exempt: row.results.exempt,
    notMeasured: row.results['not-measured'],
  };
}
