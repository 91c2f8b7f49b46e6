import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Problem details for HTTP APIs (RFC 9457, July 2023). */
export interface Problem {
  readonly status: ContentfulStatusCode;
  /** Stable word for programs: `report/replayed`. */
  readonly code: string;
  /** One sentence: what was wrong and what was expected. */
  readonly title: string;
  readonly detail?: string;
  /** Further members, for programs. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Answers with a problem; the type is a relative address under which the documentation explains the code. */
export function problem(
  c: Context,
  { status, code, title, detail, members }: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(
    JSON.stringify({
      type: `/api/problems/${code}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      ...members,
    }),
    status,
    { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  );
}
