import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Service } from '#model/declaration/service.ts';
import type { CollectorEnv } from '../context.ts';
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
    results: Counts,
    declaration: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'The service as it is declared, defaults filled in.' }),
  })
  .openapi('Service');

const ServiceDetails = ServiceWire.extend({ findings: z.array(Result) }).openapi('ServiceDetails');

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
export function addServiceRoutes(api: OpenAPIHono<CollectorEnv>, { store }: ApiParts): void {
  api.openapi(list, async (c) => {
    const [snapshot, results] = await Promise.all([
      store.readSnapshot(requester(c).scope.organisation),
      store.listResults(scopeFor(c), { subjectKind: 'service' }),
    ]);
    const bySubject = Map.groupBy(results, ({ subject }) => subject.id);
    const services = snapshot?.declaration.services ?? [];
    return c.json(
      { items: services.map((service) => toWire(service, bySubject.get(service.id) ?? [])) },
      200,
    );
  });
  api.openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    const [snapshot, results] = await Promise.all([
      store.readSnapshot(requester(c).scope.organisation),
      store.listResults(scopeFor(c), { subject: { kind: 'service', id } }),
    ]);
    const service = snapshot?.declaration.services.find((candidate) => candidate.id === id);
    if (service === undefined) return nothingHere(c) as never;
    return c.json({ ...toWire(service, results), findings: results.map(resultToWire) }, 200);
  });
}

function toWire(
  service: Service,
  results: readonly { readonly status: keyof z.infer<typeof Counts> }[],
): z.infer<typeof ServiceWire> {
  const counts = { finding: 0, 'not-measured': 0, exempt: 0, met: 0 };
  for (const { status } of results) counts[status] += 1;
  const { id, name, stage, platform, hosting, owner } = service;
  return {
    id,
    name,
    stage,
    platform,
    hosting,
    owner: owner ?? null,
    results: counts,
    declaration: { ...service },
  };
}
