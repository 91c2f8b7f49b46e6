import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Service } from '#model/declaration/service.ts';
import { noResults, type StatusCounts } from '../../figures/control-status.ts';
import { countByService } from '../../figures/service-counts.ts';
import type { CollectorEnv } from '../context.ts';
import { listCarriers } from '../pages/all-devices.ts';
import type { ApiParts } from './api-parts.ts';
import { resultToWire } from './controls.ts';
import { nothingHere, requester, scopeFor } from './requester.ts';
import { Counts, json, notFound, Result, refusals } from './wire.ts';

const ServiceWire = z
  .object({
    id: z.string(),
    name: z.string(),
    stage: z.string(),
    platform: z.string(),
    hosting: z.string(),
    owner: z.string().nullable(),
    results: Counts.openapi({
      description:
        'Verdicts on the service and on the devices that carry it, as on its page: a service on a server nobody has measured is not met.',
    }),
    declaration: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'The service as it is declared, defaults filled in.' }),
  })
  .openapi('Service');

const ServiceDetails = ServiceWire.extend({
  findings: z.array(Result).openapi({
    description: 'Every verdict on the service itself; those on its devices: `/devices?service=…`.',
  }),
}).openapi('ServiceDetails');

const list = createRoute({
  method: 'get',
  path: '/services',
  summary: 'The declared services, sorted by id',
  responses: { ...json(z.object({ items: z.array(ServiceWire) }), 'Services.'), ...refusals },
});
const one = createRoute({
  method: 'get',
  path: '/services/{id}',
  summary: 'One service with what the controls say of it',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { ...json(ServiceDetails, 'The service.'), ...refusals, ...notFound },
});

/** `/services…` of the API. */
export function addServiceRoutes(api: OpenAPIHono<CollectorEnv>, { store, clock }: ApiParts): void {
  api.openapi(list, async (c) => {
    const scope = scopeFor(c);
    const [snapshot, results, carriers] = await Promise.all([
      store.readSnapshot(requester(c).scope.organisation),
      store.listResults(scope, { subjectKind: 'service' }),
      listCarriers(store, scope, clock()),
    ]);
    if (snapshot === null) return c.json({ items: [] }, 200);
    const counts = countByService(snapshot.declaration, results, carriers);
    return c.json(
      { items: snapshot.declaration.services.map((service) => toWire(service, counts.get(service.id))) },
      200,
    );
  });
  api.openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    const scope = scopeFor(c);
    const [snapshot, results, carriers] = await Promise.all([
      store.readSnapshot(requester(c).scope.organisation),
      store.listResults(scope, { subject: { kind: 'service', id } }),
      listCarriers(store, scope, clock()),
    ]);
    const service = snapshot?.declaration.services.find((candidate) => candidate.id === id);
    if (snapshot === null || service === undefined) return nothingHere(c) as never;
    const counts = countByService(snapshot.declaration, results, carriers).get(id);
    return c.json({ ...toWire(service, counts), findings: results.map(resultToWire) }, 200);
  });
}

function toWire(service: Service, counts: StatusCounts = noResults): z.infer<typeof ServiceWire> {
  const { id, name, stage, platform, hosting, owner } = service;
  return {
    id,
    name,
    stage,
    platform,
    hosting,
    owner: owner ?? null,
    results: { ...counts },
    declaration: { ...service },
  };
}
