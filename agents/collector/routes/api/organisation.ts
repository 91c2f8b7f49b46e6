import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import type { StreamingApi } from 'hono/utils/stream';
import type { CollectorEnv } from '../context.ts';
import type { ApiParts } from './api-parts.ts';
import { requester, scopeFor } from './requester.ts';
import { json, Moment, refusals } from './wire.ts';

const Coverage = z
  .object({
    devices: z.int(),
    enrolled: z.int(),
    imported: z.int(),
    declared: z.int(),
    reporting: z.int().openapi({ description: 'Heard of by their agent within two intervals.' }),
    newestReportAt: Moment.nullable(),
  })
  .openapi('Coverage');

const Import = z
  .object({
    id: z.uuid(),
    source: z.string(),
    fileName: z.string(),
    importedAt: Moment,
    rowsRead: z.int(),
    records: z.int(),
    rejected: z.int(),
  })
  .openapi('Import');

const TenantQuery = z.object({ tenant: z.string().max(100).optional() });

const coverage = createRoute({
  method: 'get',
  path: '/coverage',
  summary: 'How many devices are known, by whom, and how many still report',
  request: { query: TenantQuery },
  responses: { ...json(Coverage, 'Counts.'), ...refusals },
});
const imports = createRoute({
  method: 'get',
  path: '/imports',
  summary: 'Imports as they were made, newest first',
  request: { query: TenantQuery },
  responses: { ...json(z.object({ items: z.array(Import) }), 'The latest 1000.'), ...refusals },
});
const exportRoute = createRoute({
  method: 'get',
  path: '/export',
  summary: 'Everything kept of the tenants, as lines of JSON; the export is noted',
  request: { query: TenantQuery },
  responses: {
    200: {
      description:
        'A line that tells format and moment, one `{"table": …, "row": …}` a line, and one that counts the rows; without that the export was cut off.',
      content: { 'application/jsonl': { schema: z.string() } },
    },
    ...refusals,
  },
});

/** What is about the organisation as a whole: coverage, imports, export. */
export function addOrganisationRoutes(api: OpenAPIHono<CollectorEnv>, { store, clock, log }: ApiParts): void {
  api.openapi(coverage, async (c) => {
    const counted = await store.countCoverage(scopeFor(c, c.req.valid('query').tenant), clock());
    return c.json({ ...counted, newestReportAt: counted.newestReportAt?.toISOString() ?? null }, 200);
  });
  api.openapi(imports, async (c) => {
    const made = await store.listImports(scopeFor(c, c.req.valid('query').tenant));
    return c.json({ items: made.map((one) => ({ ...one, importedAt: one.importedAt.toISOString() })) }, 200);
  });
  api.openapi(exportRoute, async (c) => {
    const scope = scopeFor(c, c.req.valid('query').tenant);
    const now = clock();
    await store.saveExportLookUp(scope, requester(c).id, now);
    log.info({ viewer: requester(c).id, tenants: scope.tenants }, 'everything was exported');
    c.header('content-type', 'application/jsonl; charset=utf-8');
    c.header(
      'content-disposition',
      `attachment; filename="grundval-${now.toISOString().slice(0, 10)}.jsonl"`,
    );
    const write = async (out: StreamingApi): Promise<void> => {
      for await (const line of store.exportAll(scope, now)) {
        if (out.aborted) break; // leaving the loop ends the transaction
        await out.write(line);
      }
    };
    return stream(c, write, async (error) => log.error({ err: error }, 'the export was cut off')) as never;
  });
}
