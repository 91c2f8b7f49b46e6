import { type Context, Hono } from 'hono';
import { workStatuses } from '#model/platform/arrange-work.ts';
import { componentKinds } from '#model/platform/rendering.ts';
import type { WorkItem, WorkOrder } from '#model/platform/work-order.ts';
import { narrowWork, serviceOfWork, type WorkQuery } from '../../figures/work.ts';
import { type WorkOrderData, workOrderPage } from '../../views/platform/work-order.ts';
import type { CollectorEnv } from '../context.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { type OpenPage, openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf, pageOf, textOf } from './query.ts';
import { verifyWork } from './verify-work.ts';

/** `/plattform/arbetsorder/…`: what people set on an adopted site, with what was last seen of it; as CSV and JSON too. */
export function workOrderRoutes(deps: PageDeps): Hono<CollectorEnv> {
  return new Hono<CollectorEnv>()
    .get('/plattform/arbetsorder/:file{[^/]+\\.(csv|json)}', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const file = c.req.param('file');
      const type = file.endsWith('.csv') ? 'csv' : 'json';
      const read = await readOrder(c, deps, page, file.slice(0, -1 - type.length));
      if (read?.order === undefined || read.order === null) return renderError(c, 404, deps);
      const rows = read.items.map((item) => exportRow(item, read.targets.devices));
      return c.body(
        type === 'csv' ? toCsv(exportColumns, rows) : JSON.stringify(rows, null, 2),
        200,
        fileHeaders(`arbetsorder-${read.site.id}`, type),
      );
    })
    .get('/plattform/arbetsorder/:site', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const read = await readOrder(c, deps, page, c.req.param('site'));
      if (read === null) return renderError(c, 404, deps);
      const { names, hash } = page;
      return c.html(workOrderPage({ ...read, names, hash, page: pageOf(c.req.query('sida')) }, page.frame));
    });
}

/** The order of a site, narrowed; null where no such site is set by people. */
async function readOrder(
  c: Context<CollectorEnv>,
  { store, controls }: PageDeps,
  { declaration, workOrders, scope, now }: OpenPage,
  id: string,
): Promise<Omit<WorkOrderData, 'names' | 'hash' | 'page'> | null> {
  const site = declaration.organisation.platformSites.find((one) => one.id === id);
  if (site?.kind !== 'adopted') return null;
  const query = readQuery((name) => c.req.query(name));
  const planned = workOrders.filter((order) => order.site.id === id);
  const { orders, devices } = await verifyWork(store, scope, planned, now);
  const order: WorkOrder | null = orders[0] ?? null;
  return {
    site,
    order,
    items: narrowWork(order?.items ?? [], query),
    targets: { devices, controls: new Set(controls.map((control) => control.id)) },
    query,
  };
}

function readQuery(field: (name: string) => string | undefined): WorkQuery {
  return {
    text: textOf(field('q')) ?? '',
    status: oneOf(field('status'), workStatuses) ?? '',
    who: textOf(field('vem')) ?? '',
    kind: oneOf(field('slag'), componentKinds) ?? '',
    service: textOf(field('tjanst')) ?? '',
  };
}

const exportColumns = [
  'key',
  'kind',
  'subjectKind',
  'subjectId',
  'subjectName',
  'service',
  'who',
  'whatSv',
  'whatEn',
  'whereSv',
  'whereEn',
  'controls',
  'requirements',
  'decisions',
  'declaredIn',
  'method',
  'howSv',
  'howEn',
  'status',
  'seenAt',
  'seenBySv',
  'seenByEn',
  'seenSv',
  'seenEn',
  'deviceId',
] as const;

/** `seen` of what is not verified is why. */
function exportRow(item: WorkItem, devices: ReadonlyMap<string, string>): Row {
  const { subject, why, verification, last } = item;
  const isSeen = last.status !== 'not-verified';
  const said = isSeen ? last.seen : last.reason;
  return {
    key: item.key,
    kind: item.kind,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    service: serviceOfWork(item),
    who: item.who.map(({ kind, id }) => `${kind}:${id}`),
    whatSv: item.what.sv,
    whatEn: item.what.en,
    whereSv: item.where.sv,
    whereEn: item.where.en,
    controls: why.controls,
    requirements: why.requirements,
    decisions: why.decisions,
    declaredIn: why.at.map(({ file, line }) => (line === null ? file : `${file}:${line}`)),
    method: verification.method,
    howSv: verification.how.sv,
    howEn: verification.how.en,
    status: last.status,
    seenAt: isSeen ? last.at : null,
    seenBySv: isSeen ? last.by.sv : null,
    seenByEn: isSeen ? last.by.en : null,
    seenSv: said.sv,
    seenEn: said.en,
    deviceId: verification.method === 'agent' ? (devices.get(verification.device) ?? null) : null,
  };
}
