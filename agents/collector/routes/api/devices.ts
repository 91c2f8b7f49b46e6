import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { resultStatuses } from '#model/controls/result.ts';
import { AgentProfile } from '#model/report/profile.ts';
import { type DeviceDetail, type DeviceQuery, type DeviceRow, deviceSortKeys } from '../../store/store.ts';
import type { CollectorEnv } from '../context.ts';
import type { ApiParts } from './api-parts.ts';
import { nothingHere, requester, scopeFor } from './requester.ts';
import { Counts, json, Moment, notFound, PageQuery, pageOf, refusals } from './wire.ts';

const Kind = z
  .enum(['client', 'server', 'mobile', 'printer', 'network', 'iot', 'other'])
  .openapi('DeviceKind');
const Knower = z.enum(['agent', 'import', 'declaration']);

const Device = z
  .object({
    id: z.uuid(),
    tenant: z.string(),
    name: z.string(),
    kind: Kind,
    profile: AgentProfile.nullable(),
    unit: z.string().nullable(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    operatingSystem: z.string().nullable(),
    lastSeenAt: Moment.nullable(),
    knownBy: z.array(Knower),
    declaredAs: z.string().nullable(),
    serviceIds: z.array(z.string()),
    results: Counts,
  })
  .openapi('Device');

const DeviceDetails = Device.extend({
  site: z.string().nullable(),
  role: z.string().nullable(),
  serial: z.string().nullable(),
  enrolledAt: Moment.nullable(),
  lastReportAt: Moment.nullable(),
  agentVersion: z.string().nullable(),
  missedReports: z.int(),
  cost: z.record(z.string(), z.number().nullable()).nullable(),
  sections: z
    .record(z.string(), z.unknown())
    .openapi({ description: 'By name; each with status, collectedAt, source, and data where it was read.' }),
  pendingSince: z.record(z.string(), Moment),
  rebootSince: Moment.nullable(),
  imports: z.array(z.record(z.string(), z.unknown())),
  identityConflicts: z.array(
    z.object({ deviceId: z.uuid(), name: z.string(), signals: z.array(z.string()) }),
  ),
}).openapi('DeviceDetails');

const Change = z
  .object({
    id: z.uuid(),
    at: Moment,
    section: z.string(),
    change: z.enum(['added', 'removed', 'changed']),
    what: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .openapi('DeviceChange');

const LookUp = z
  .object({ at: Moment, viewerId: z.string(), deviceId: z.string(), fields: z.array(z.string()) })
  .openapi('LookUp');

const DevicesQuery = PageQuery.extend({
  text: z.string().max(200).optional(),
  kind: Kind.optional(),
  unit: z.string().max(200).optional(),
  operatingSystem: z.string().max(200).optional(),
  knownBy: Knower.optional(),
  status: z.enum(resultStatuses).optional(),
  seen: z.enum(['day', 'fortnight', 'longer', 'never']).optional(),
  service: z.string().max(100).optional(),
  sort: z.enum(deviceSortKeys).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

const Id = z.object({ id: z.string().max(100) });

const list = createRoute({
  method: 'get',
  path: '/devices',
  summary: 'Devices that fit, a page at a time',
  request: { query: DevicesQuery },
  responses: {
    ...json(pageOf(Device).extend({ all: z.int() }), 'A page; `all` counts every device in the scope.'),
    ...refusals,
  },
});
const detail = createRoute({
  method: 'get',
  path: '/devices/{id}',
  summary: 'One device with everything known of it; a look at a personal device is noted',
  request: { params: Id },
  responses: { ...json(DeviceDetails, 'The device.'), ...refusals, ...notFound },
});
const changes = createRoute({
  method: 'get',
  path: '/devices/{id}/changes',
  summary: 'What changed on a device, newest first',
  request: {
    params: Id,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      before: z.uuid().optional().openapi({ description: 'Id of the last change already read.' }),
    }),
  },
  responses: { ...json(z.object({ items: z.array(Change) }), 'Changes.'), ...refusals, ...notFound },
});
const lookUps = createRoute({
  method: 'get',
  path: '/devices/{id}/look-ups',
  summary: 'Who looked at a personal device, newest first',
  request: { params: Id },
  responses: { ...json(z.object({ items: z.array(LookUp) }), 'The latest 1000.'), ...refusals, ...notFound },
});

/** `/devices…` of the API. */
export function addDeviceRoutes(api: OpenAPIHono<CollectorEnv>, { store, clock }: ApiParts): void {
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const scope = scopeFor(c, query.tenant);
    const [found, { all }] = await Promise.all([
      store.listDevices(scope, toQuery(query), clock()),
      store.countDevices(scope),
    ]);
    return c.json(
      {
        items: found.rows.map(toWire),
        page: query.page,
        pageSize: query.pageSize,
        total: found.total,
        all,
      },
      200,
    );
  });
  api.openapi(detail, async (c) => {
    const { id } = c.req.valid('param');
    const now = clock();
    const found = await store.readDevice(scopeFor(c), id, now);
    if (found === null) return nothingHere(c) as never;
    await store.saveDeviceLookUp(scopeFor(c), { viewerId: requester(c).id, deviceId: id }, now);
    return c.json(detailsToWire(found), 200);
  });
  api.openapi(changes, async (c) => {
    const { id } = c.req.valid('param');
    const { limit, before } = c.req.valid('query');
    if ((await store.readDevice(scopeFor(c), id, clock())) === null) return nothingHere(c) as never;
    const found = await store.listChanges(scopeFor(c), id, limit, ...(before === undefined ? [] : [before]));
    return c.json({ items: found.map((change) => ({ ...change, at: change.at.toISOString() })) }, 200);
  });
  api.openapi(lookUps, async (c) => {
    const { id } = c.req.valid('param');
    if ((await store.readDevice(scopeFor(c), id, clock())) === null) return nothingHere(c) as never;
    const found = await store.listLookUps(scopeFor(c), id, 1000);
    return c.json(
      {
        items: found.map(({ at, fields, ...one }) => ({ ...one, at: at.toISOString(), fields: [...fields] })),
      },
      200,
    );
  });
}

function toQuery(query: z.infer<typeof DevicesQuery>): DeviceQuery {
  return {
    text: query.text ?? null,
    kind: query.kind ?? null,
    unit: query.unit ?? null,
    operatingSystem: query.operatingSystem ?? null,
    knownBy: query.knownBy ?? null,
    status: query.status ?? null,
    seen: query.seen ?? null,
    service: query.service ?? null,
    sort: query.sort,
    descending: query.order === 'desc',
    page: query.page,
    pageSize: query.pageSize,
  };
}

function detailsToWire(found: DeviceDetail): z.infer<typeof DeviceDetails> {
  const { row, device, cost, identityConflicts, ...facts } = found;
  return {
    ...toWire(row),
    ...facts,
    cost: cost === null ? null : { ...cost },
    enrolledAt: device.enrolledAt?.toISOString() ?? null,
    lastReportAt: device.lastReportAt?.toISOString() ?? null,
    sections: { ...device.sections },
    pendingSince: Object.fromEntries(
      [...device.pendingSince].map(([name, since]) => [name, since.toISOString()]),
    ),
    rebootSince: device.rebootSince?.toISOString() ?? null,
    imports: device.imports.map((record) => ({
      ...record,
      importedAt: record.importedAt.toISOString(),
      lastSeenAt: record.lastSeenAt?.toISOString() ?? null,
    })),
    identityConflicts: identityConflicts.map((one) => ({ ...one, signals: [...one.signals] })),
  };
}

function toWire(row: DeviceRow): z.infer<typeof Device> {
  return {
    ...row,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    knownBy: [...row.knownBy],
    serviceIds: [...row.serviceIds],
    results: { ...row.results },
  };
}
