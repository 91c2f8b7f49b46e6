import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { GrundvalError } from '#model/error.ts';
import type { Viewer } from '../auth/viewer.ts';
import { problem } from '../http/problem.ts';
import {
  hashFile,
  type ImportReport,
  type ReportedOutcome,
  reportImport,
} from '../importers/import-report.ts';
import type { ImportOptions } from '../importers/importer.ts';
import { importers } from '../importers/index.ts';
import { parseColumnMapping } from '../importers/parse-column-mapping.ts';
import { readExport } from '../importers/read-export.ts';
import { maximumBytes } from '../importers/read-text.ts';
import { sourceNamePattern, sourceOf } from '../importers/source-name.ts';
import type { Database } from '../store/database.ts';
import { type ImportOutcome, saveImport } from '../store/imports.ts';
import type { CollectorEnv } from './context.ts';

/** What the route works with. */
export interface ImportDeps {
  readonly database: Database;
  readonly clock: () => Date;
  readonly log: { readonly info: (fields: object, message: string) => void };
  /** Told of the devices an import was about, once it is kept: controls are to judge them anew. */
  readonly onSaved?: (tenant: string, deviceIds: readonly string[]) => Promise<void>;
}

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

/** What stands in the address of `POST /api/v1/imports`. */
const ImportQuery = z.object({
  from: z.enum(importers.map(({ name }) => name)),
  fileName: z.string().min(1).max(255).default('import'),
  /** A name for the list, where one tool gives several. */
  source: z.string().regex(sourceNamePattern, 'lower-case letters, digits and hyphens').optional(),
  /** A tenant of the viewer's; the organisation where it is left out. */
  tenant: z.string().optional(),
  strict: flag,
  /** The list is whole although it is less than half of the one before. */
  whole: flag,
  dates: z.enum(['day-first', 'month-first']).optional(),
  /** `Inventarienr=assetId,Plats=unit`. */
  columns: z.string().max(4000).optional(),
});
type ImportQuery = z.infer<typeof ImportQuery>;

/** `POST /`: the file as the body, as it stands on disk; the answer is an {@link ImportReport}. */
export function importRoutes(deps: ImportDeps): Hono<CollectorEnv> {
  const routes = new Hono<CollectorEnv>();
  routes.post(
    '/',
    bodyLimit({ maxSize: maximumBytes, onError: (c) => explain(c, 413, tooLarge) }),
    async (c) => {
      const viewer = c.get('viewer');
      if (viewer === null)
        return problem(c, { status: 401, code: 'token', title: 'An import needs an API token.' });
      if (viewer.readOnly) {
        return problem(c, { status: 403, code: 'read-only', title: 'The token may look and not change.' });
      }
      const query = ImportQuery.safeParse(c.req.query());
      if (!query.success) return explain(c, 400, badQuery(query.error));
      const tenant = tenantFor(viewer, query.data.tenant);
      if (tenant === null) {
        return problem(c, {
          status: 404,
          code: 'import/unknown-tenant',
          title: 'There is no such tenant for this token.',
        });
      }
      try {
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        const report = await importFile(deps, tenant, query.data, bytes);
        return report.outcome.kind === 'refused' ? explain(c, 422, refused, { report }) : c.json(report);
      } catch (error) {
        if (error instanceof GrundvalError && error.code.startsWith('import/')) return explain(c, 400, error);
        throw error;
      }
    },
  );
  return routes;
}

async function importFile(
  deps: ImportDeps,
  tenant: string,
  query: ImportQuery,
  bytes: Uint8Array,
): Promise<ImportReport> {
  const importer = importers.find(({ name }) => name === query.from);
  if (importer === undefined) throw new Error(`the query let ${query.from} through`);
  const at = deps.clock();
  const result = readExport(bytes, importer, optionsOf(query), at);
  const file = { source: sourceOf(importer.name, query.source, query.fileName), fileName: query.fileName };
  if (query.strict && result.rejected.length > 0) return reportImport(result, file, { kind: 'refused' });
  const outcome = await saveImport(deps.database, tenant, {
    ...file,
    fileHash: hashFile(bytes),
    result,
    at,
    isWhole: query.whole,
  });
  if (outcome.kind === 'saved') {
    deps.log.info(
      { tenant, source: file.source, rows: result.rowsRead, taken: result.records.length },
      'devices imported',
    );
    await deps.onSaved?.(tenant, outcome.deviceIds);
  }
  return reportImport(result, file, toReported(outcome));
}

function optionsOf({ dates, columns }: ImportQuery): ImportOptions {
  return {
    ...(dates === undefined ? {} : { dates }),
    ...(columns === undefined ? {} : { columns: parseColumnMapping(columns) }),
  };
}

function toReported(outcome: ImportOutcome): ReportedOutcome {
  if (outcome.kind === 'repeated') return { kind: 'repeated', importedAt: outcome.importedAt.toISOString() };
  const { importId: _id, deviceIds: _ids, ...reported } = outcome;
  return reported;
}

function tenantFor({ scope }: Viewer, asked: string | undefined): string | null {
  const tenant = asked ?? scope.organisation;
  return scope.tenants.includes(tenant) ? tenant : null;
}

const tooLarge = new GrundvalError('import/too-large', 'The file is larger than 50 MiB.');
const refused = new GrundvalError('import/refused', 'Something could not be taken, so nothing was kept.', {
  hint: 'Mend what the report names, or import without strict.',
});

function badQuery({ issues }: z.ZodError): GrundvalError {
  const mistakes = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new GrundvalError('import/bad-query', `The address has mistakes: ${mistakes.join('; ')}.`);
}

/** A refusal as a problem; where it is said in Swedish too, that is the member `sv`. */
function explain(
  c: Context,
  status: ContentfulStatusCode,
  error: GrundvalError,
  members: object = {},
): Response {
  const { code, message, hint, details } = error;
  return problem(c, {
    status,
    code,
    title: message,
    ...(hint === undefined ? {} : { detail: hint }),
    members: { sv: details['sv'], ...members },
  });
}
