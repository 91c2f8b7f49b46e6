import type { Context } from 'hono';
import { problem } from '../../http/problem.ts';
import { liveResponse } from '../../runs/live-response.ts';
import type { Html } from '../../views/html.ts';
import type { OpenPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

const heartbeatMs = 15_000;
/** A login that has ended follows nothing for longer than this. */
const mostMs = 10 * 60_000;

/**
 * Tells an open page what changes in a run, or in all that are not over: `Last-Event-ID`, else `version` of the
 * address, is what it has.
 *
 * @param draw the living parts as they stand now
 */
export function followRuns(
  c: Context,
  { watch }: Pick<PageDeps, 'watch'>,
  { scope, frame }: OpenPage,
  run: string | null,
  draw: () => Promise<readonly Html[]>,
): Response {
  // Nobody would read what follows, nor leave.
  if (c.req.method === 'HEAD')
    return c.body(null, 200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const parts = async () => Promise.all((await draw()).map(async (part) => String(await part)));
  const stream = liveResponse((tell) => watch.follow({ scope, run, lang: frame.lang }, parts, tell), {
    known: c.req.header('last-event-id') ?? c.req.query('version') ?? null,
    heartbeatMs,
    mostMs,
  });
  return (
    stream ??
    problem(
      c,
      { status: 503, code: 'runs/followers', title: 'Too many pages follow runs now; read the page anew.' },
      { 'retry-after': '30' },
    )
  );
}
