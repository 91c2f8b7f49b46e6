import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { resultStatuses, severities } from '#model/controls/result.ts';
import type { Control } from '#policies/control.ts';
import type { ResultFilter, StoredResult } from '../../store/store.ts';
import type { CollectorEnv } from '../context.ts';
import type { ApiParts } from './api-parts.ts';
import { nothingHere, scopeFor } from './requester.ts';
import { Counts, json, notFound, PageQuery, pageOf, Result, refusals, Words } from './wire.ts';

const ControlWire = z
  .object({
    id: z.string(),
    version: z.int(),
    validFrom: z.string(),
    title: Words,
    why: Words,
    remedy: Words,
    sources: z.array(z.object({ kind: z.string(), reference: z.string() })),
    profile: z.enum(['base', 'extended', 'high']),
    severity: z.enum(severities),
    gate: z.boolean(),
    results: Counts.nullable().openapi({ description: 'null = the control has judged nothing.' }),
  })
  .openapi('Control');

const ResultQuery = PageQuery.extend({
  status: z.enum(resultStatuses).optional(),
  kind: z.enum(['service', 'device']).optional(),
  subject: z
    .string()
    .regex(/^(service|device):.{1,100}$/, '`service:<id>` or `device:<id>`')
    .optional(),
});

const Id = z.object({ id: z.string().max(20) });

const list = createRoute({
  method: 'get',
  path: '/controls',
  summary: 'The catalogue of controls with their results counted by status',
  responses: { ...json(z.object({ items: z.array(ControlWire) }), 'Controls, sorted by id.'), ...refusals },
});
const one = createRoute({
  method: 'get',
  path: '/controls/{id}',
  summary: 'One control',
  request: { params: Id },
  responses: { ...json(ControlWire, 'The control.'), ...refusals, ...notFound },
});
const ofControl = createRoute({
  method: 'get',
  path: '/controls/{id}/results',
  summary: 'What a control says of each subject, those that need somebody first',
  request: { params: Id, query: ResultQuery },
  responses: { ...json(pageOf(Result), 'A page of results.'), ...refusals, ...notFound },
});
const results = createRoute({
  method: 'get',
  path: '/results',
  summary: 'What all controls say, those that need somebody first',
  request: { query: ResultQuery },
  responses: { ...json(pageOf(Result), 'A page of results.'), ...refusals },
});

/** `/controls…` and `/results` of the API. */
export function addControlRoutes(api: OpenAPIHono<CollectorEnv>, { store, controls }: ApiParts): void {
  api.openapi(list, async (c) => {
    const counted = new Map(
      (await store.countResults(scopeFor(c))).map(({ control, counts }) => [control, counts]),
    );
    return c.json({ items: controls.map((control) => toWire(control, counted.get(control.id))) }, 200);
  });
  api.openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    const control = controls.find((candidate) => candidate.id === id);
    if (control === undefined) return nothingHere(c) as never;
    const counted = await store.countResults(scopeFor(c));
    return c.json(toWire(control, counted.find((count) => count.control === id)?.counts), 200);
  });
  api.openapi(ofControl, async (c) => {
    const { id } = c.req.valid('param');
    const control = controls.find((candidate) => candidate.id === id);
    if (control === undefined) return nothingHere(c) as never;
    const query = c.req.valid('query');
    return c.json(await readPage(store, scopeFor(c, query.tenant), query, { control: control.id }), 200);
  });
  api.openapi(results, async (c) => {
    const query = c.req.valid('query');
    return c.json(await readPage(store, scopeFor(c, query.tenant), query, {}), 200);
  });
}

async function readPage(
  store: ApiParts['store'],
  scope: ReturnType<typeof scopeFor>,
  query: z.infer<typeof ResultQuery>,
  more: Pick<ResultFilter, 'control'>,
) {
  const { status, kind, subject, page, pageSize } = query;
  const [subjectKind = '', ...id] = subject?.split(':') ?? [];
  const filter: ResultFilter = {
    ...more,
    ...(status === undefined ? {} : { status }),
    ...(kind === undefined ? {} : { subjectKind: kind }),
    ...(subject === undefined
      ? {}
      : { subject: { kind: subjectKind as 'service' | 'device', id: id.join(':') } }),
  };
  const [items, total] = await Promise.all([
    store.listResults(scope, { ...filter, limit: pageSize, offset: (page - 1) * pageSize }),
    store.countListedResults(scope, filter),
  ]);
  return { items: items.map(resultToWire), page, pageSize, total };
}

function toWire(
  control: Control,
  counts: z.infer<typeof Counts> | Readonly<z.infer<typeof Counts>> | undefined,
): z.infer<typeof ControlWire> {
  const { id, version, validFrom, title, why, remedy, sources, profile, severity, gate } = control;
  return {
    id,
    version,
    validFrom,
    title,
    why,
    remedy,
    sources: sources.map((source) => ({ ...source })),
    profile,
    severity,
    gate,
    results: counts === undefined ? null : { ...counts },
  };
}

export function resultToWire(result: StoredResult): z.infer<typeof Result> {
  return {
    ...result,
    evidence: result.evidence.map((one) => ({ ...one, at: one.at?.toISOString() ?? null })),
    since: result.since.toISOString(),
    evaluatedAt: result.evaluatedAt.toISOString(),
  };
}
