import { Hono } from 'hono';
import type { RunHistoryQuery, RunRow } from '../../store/store.ts';
import { runListPage, runListParts, runPageSize } from '../../views/runs/list.ts';
import { type RunListQuery, runOutcomes, runPeriods } from '../../views/runs/run-query.ts';
import type { CollectorEnv } from '../context.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { followRuns } from './follow-runs.ts';
import { type OpenPage, openPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf, pageOf, textOf } from './query.ts';
import { readOpenRuns } from './read-open-runs.ts';

/** A file holds no more runs than this, the newest. */
const mostExported = 10_000;

/** `/korningar`: what waits, what goes on and what has been run; the history as CSV and JSON, and what changes as events. */
export function runListRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, procedures, watch } = deps;
  const exported = async (page: OpenPage, query: RunListQuery) => {
    const found = await store.readRunHistory(page.scope, historyQuery(query, page.now, mostExported));
    return found.rows.map(exportRow);
  };
  return new Hono<CollectorEnv>()
    .get('/korningar', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { scope, declaration, names, now } = page;
      const query = readQuery((name) => c.req.query(name));
      const number = pageOf(c.req.query('sida'));
      // First: what happens while the page is made is told again rather than never.
      const version = await watch.versionOf({ scope, run: null });
      const [open, history] = await Promise.all([
        readOpenRuns(store, scope, now),
        store.readRunHistory(scope, {
          ...historyQuery(query, now, runPageSize),
          offset: (number - 1) * runPageSize,
        }),
      ]);
      const { services } = declaration;
      return c.html(
        runListPage(
          { now: open, history, query, page: number, procedures, services, names, version },
          page.frame,
        ),
      );
    })
    .get('/korningar.csv', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = await exported(
        page,
        readQuery((name) => c.req.query(name)),
      );
      return c.body(toCsv(exportColumns, rows), 200, fileHeaders('korningar', 'csv'));
    })
    .get('/korningar.json', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const rows = await exported(
        page,
        readQuery((name) => c.req.query(name)),
      );
      return c.body(JSON.stringify(rows, null, 2), 200, fileHeaders('korningar', 'json'));
    })
    .get('/korningar/handelser', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      return followRuns(c, deps, page, null, async () => {
        const now = deps.clock();
        return runListParts(await readOpenRuns(store, page.scope, now), procedures, { ...page.frame, now });
      });
    });
}

function readQuery(field: (name: string) => string | undefined): RunListQuery {
  return {
    procedure: textOf(field('procedur')) ?? '',
    outcome: oneOf(field('utfall'), runOutcomes) ?? '',
    service: textOf(field('tjanst')) ?? '',
    host: textOf(field('server')) ?? '',
    days: oneOf(field('dagar'), runPeriods) ?? '',
  };
}

const dayMs = 86_400_000;

function historyQuery(
  { procedure, outcome, service, host, days }: RunListQuery,
  now: Date,
  limit: number,
): RunHistoryQuery {
  return {
    limit,
    ...(procedure === '' ? {} : { procedure }),
    ...(outcome === '' ? {} : { outcome }),
    ...(service === '' ? {} : { service }),
    ...(host === '' ? {} : { host }),
    ...(days === '' ? {} : { after: new Date(now.getTime() - Number(days) * dayMs) }),
  };
}

const exportColumns = [
  'run',
  'procedure',
  'environment',
  'change',
  'ticket',
  'requestedBy',
  'executedBy',
  'approvedBy',
  'services',
  'outcome',
  'plannedAt',
  'openedAt',
  'closedAt',
  'hosts',
  'changed',
  'unchanged',
  'failed',
  'unreachable',
  'skipped',
  'unknown',
  'verdict',
  'proved',
] as const;

function exportRow({ outcomes, tenant: _tenant, lastAt: _lastAt, state, ...row }: RunRow): Row {
  return { ...row, ...outcomes, outcome: state, proved: row.proved ? 'yes' : 'no' };
}
