import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { stepsOfRun } from '../../figures/run-steps.ts';
import { unpackedBytes } from '../../runs/output-excerpt.ts';
import { journalLines } from '../../runs/stored-lines.ts';
import { runHostPage } from '../../views/runs/host.ts';
import { journalPageSize, runJournalPage } from '../../views/runs/journal.ts';
import { runPage, runParts } from '../../views/runs/run.ts';
import { procedureTitle } from '../../views/runs/run-name.ts';
import type { CollectorEnv } from '../context.ts';
import { followRuns } from './follow-runs.ts';
import { openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { pageOf, textOf } from './query.ts';
import { outputHashes, readExcerpts, readHosts, readRunPage } from './read-run-page.ts';

/** `/korningar/:run`: one run, its servers, its journal and what its steps said. Names of pages beside it come before. */
export function runPageRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, watch, procedures } = deps;
  return new Hono<CollectorEnv>()
    .get('/korningar/:run', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const run = c.req.param('run');
      // First: what happens while the page is made is told again rather than never.
      const version = await watch.versionOf({ scope: page.scope, run });
      const data = await readRunPage(deps, page, run);
      return data === null ? renderError(c, 404, deps) : c.html(runPage(data, version, page.frame));
    })
    .get('/korningar/:run/handelser', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const run = c.req.param('run');
      if ((await store.readRun(page.scope, run)) === null) return renderError(c, 404, deps);
      return followRuns(c, deps, page, run, async () => {
        const data = await readRunPage(deps, page, run);
        return data === null ? [] : Object.values(runParts(data, { ...page.frame, now: deps.clock() }));
      });
    })
    .get('/korningar/:run/servrar/:host', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { run, host: id } = c.req.param();
      const detail = await store.readRun(page.scope, run);
      const host =
        detail === null
          ? undefined
          : (await readHosts(store, page.scope, detail)).find((one) => one.host === id);
      if (detail === null || host === undefined) return renderError(c, 404, deps);
      const entries = await store.readRunEntries(page.scope, run, { host: id });
      const shown = await readExcerpts(store, page.scope, detail, outputHashes(entries));
      const title = procedureTitle(detail.row.procedure, procedures, page.frame);
      const { row } = detail;
      return c.html(
        runHostPage({ row, title, host, steps: stepsOfRun(entries), shown, names: page.names }, page.frame),
      );
    })
    .get('/korningar/:run/journal', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const run = c.req.param('run');
      const detail = await store.readRun(page.scope, run);
      if (detail === null) return renderError(c, 404, deps);
      const host = textOf(c.req.query('server'));
      const number = pageOf(c.req.query('sida'));
      const entries = await store.readRunEntries(
        page.scope,
        run,
        host === null
          ? { from: (number - 1) * journalPageSize, limit: journalPageSize }
          : { host, limit: mostOfHost },
      );
      const title = procedureTitle(detail.row.procedure, procedures, page.frame);
      return c.html(runJournalPage({ detail, title, entries, page: number, host }, page.frame));
    })
    .get('/korningar/:run/journal.jsonl', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const run = c.req.param('run');
      const detail = await store.readRun(page.scope, run);
      if (detail === null || detail.head === null) return renderError(c, 404, deps);
      return c.body(streamOf(journalLines(store, page.scope, run)), 200, {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': `attachment; filename="${detail.row.run}.jsonl"`,
      });
    })
    .get('/korningar/:run/utdata/:sha256{[0-9a-f]{64}}', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { run, sha256 } = c.req.param();
      const packed = await store.readRunOutput(page.scope, run, sha256);
      return packed === null ? renderError(c, 404, deps) : sendOutput(c, packed, sha256);
    });
}

/** Entries on one host that a page shows. */
const mostOfHost = 2000;
/** A browser that is to show more than this stands still for a while: it is saved instead. */
const mostInline = 1024 * 1024;

/** What a host said is text and nothing else, whatever it looks like. */
function sendOutput(c: Context, packed: Uint8Array, sha256: string): Response {
  const name = `${sha256.slice(0, 16)}.txt`;
  const way = unpackedBytes(packed) > mostInline ? 'attachment' : 'inline';
  return c.body(streamOf(Readable.from([packed]).pipe(createGunzip())), 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `${way}; filename="${name}"`,
    'x-content-type-options': 'nosniff',
  });
}

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return ReadableStream.from(parts);
}
