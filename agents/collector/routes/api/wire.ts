import { z } from '@hono/zod-openapi';
import { resultStatuses, severities } from '#model/controls/result.ts';

/** Values as the API writes and reads them: moments in UTC with `Z`, numbers and codes without any language. */
export const Moment = z.iso.datetime().openapi({ example: '2026-11-24T11:00:00.000Z' });

export const Words = z.object({ sv: z.string(), en: z.string() }).openapi('Text');

export const Status = z.enum(resultStatuses).openapi('ResultStatus', {
  description: '`not-measured` is never good and stays in the denominator.',
});

export const Counts = z
  .object({
    finding: z.int(),
    'not-measured': z.int(),
    exempt: z.int(),
    met: z.int(),
  })
  .openapi('ResultCounts');

export const ProblemDetails = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() })
  .openapi('Problem', { description: 'RFC 9457; `type` ends in a stable code.' });

/** A page of a list with the counts a reader needs. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    page: z.int().min(1),
    pageSize: z.int(),
    /** Items that fit the query. */
    total: z.int(),
  });

export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(1000).default(100),
  tenant: z.string().max(100).optional().openapi({ description: 'One of the tenants the token may see.' }),
});

export const Result = z
  .object({
    control: z.string(),
    controlVersion: z.int(),
    subject: z.object({ kind: z.enum(['service', 'device']), id: z.string(), name: z.string() }),
    status: Status,
    severity: z.enum(severities),
    message: Words,
    evidence: z.array(
      z.object({
        text: Words,
        source: z.string(),
        at: Moment.nullable(),
        attestation: z.enum(['self-declared', 'attested']).optional(),
      }),
    ),
    exemption: z
      .object({
        owner: z.string(),
        reason: z.string(),
        until: z.string(),
        decision: z.string(),
        expired: z.boolean(),
      })
      .nullable(),
    since: Moment,
    evaluatedAt: Moment,
  })
  .openapi('Result');

const answer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemDetails } },
});

/** The answers every route may give besides its own. */
export const refusals = {
  400: answer('The query does not fit.'),
  401: answer('No token, or one that is unknown, expired or revoked.'),
} as const;
export const notFound = { 404: answer('Nothing of this id in what the token may see.') } as const;

/** A route's own answer. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  200: { description, content: { 'application/json': { schema } } },
});
