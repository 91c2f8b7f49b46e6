import type { HostSpan, RunEntry, RunRow, Store } from '#agents/collector/store/store.ts';
import type { BuiltRun } from './built-runs.ts';

/** What pages read of runs. */
export type ReadRunStore = Pick<
  Store,
  | 'readRuns'
  | 'readRun'
  | 'readRunHistory'
  | 'readHostSpans'
  | 'readRunPulses'
  | 'readRunEntries'
  | 'readRunOutput'
  | 'readOwedLooks'
>;

/** Built runs, read as the store over PostgreSQL reads them; a test may put others into the list meanwhile. */
export function readBuiltRuns(runs: readonly BuiltRun[]): ReadRunStore {
  const find = (id: string) => runs.find(({ detail }) => detail.row.run === id);
  const hasHost = (id: string, host: string | undefined) =>
    host === undefined || find(id)?.detail.plan.batches.flat().includes(host) === true;
  const fits = (row: RunRow, query: { procedure?: string; service?: string; host?: string }) =>
    (query.procedure === undefined || row.procedure === query.procedure) &&
    (query.service === undefined || row.services.includes(query.service)) &&
    hasHost(row.run, query.host);
  const rows = () =>
    runs.map(({ detail }) => detail.row).toSorted((a, b) => b.plannedAt.getTime() - a.plannedAt.getTime());
  return {
    readRuns: async (_scope, query) =>
      rows()
        .filter((row) => query.isOpen === undefined || (row.closedAt === null) === query.isOpen)
        .filter((row) => query.isBegun === undefined || (row.openedAt !== null) === query.isBegun)
        .filter((row) => fits(row, query))
        .slice(query.offset ?? 0, (query.offset ?? 0) + query.limit),
    readRun: async (_scope, id) => find(id)?.detail ?? null,
    readRunHistory: async (_scope, query) => {
      const { outcome, after, limit, offset = 0 } = query;
      const found = rows()
        .filter(({ closedAt }) => closedAt !== null && (after === undefined || closedAt > after))
        .filter((row) => (outcome === undefined || row.state === outcome) && fits(row, query))
        .toSorted((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0));
      return { rows: found.slice(offset, offset + limit), total: found.length };
    },
    readHostSpans: async (_scope, id) =>
      [...Map.groupBy(find(id)?.entries ?? [], hostOf)].flatMap(([host, entries]) =>
        host === null ? [] : spanOf(host, entries),
      ),
    readRunPulses: async (_scope, id) =>
      runs
        .filter(({ detail: { row } }) => (id === null ? row.closedAt === null : row.run === id))
        .map(({ detail: { row, head } }) => ({
          run: row.run,
          seq: head?.seq ?? null,
          isOver: row.closedAt !== null,
          isJudged: row.verdict !== null,
        })),
    readRunEntries: async (_scope, id, { from = 0, limit, host, kinds } = {}) =>
      (find(id)?.entries ?? [])
        .filter((entry) => entry.seq >= from)
        .filter((entry) => host === undefined || hostOf(entry) === host)
        .filter(({ event }) => kinds === undefined || kinds.includes(event.kind))
        .slice(0, limit),
    readRunOutput: async (_scope, id, sha256) => find(id)?.outputs.get(sha256) ?? null,
    readOwedLooks: async () =>
      runs.flatMap(({ detail: { row }, entries }) => {
        const due = entries.flatMap(({ event }) =>
          event.kind === 'approved'
            ? ((event.body as { readonly secondPersonBefore?: string }).secondPersonBefore ?? [])
            : [],
        )[0];
        const isSeen = entries.some(
          ({ event }) => event.kind === 'evidence' && event.body.name === 'emergency/second-person',
        );
        if (due === undefined || isSeen) return [];
        const { run, procedure, executedBy } = row;
        return [{ run, procedure, executedBy: executedBy ?? '', due: new Date(due) }];
      }),
  };
}

function hostOf({ event }: RunEntry): string | null {
  const { host } = event.body as { readonly host?: string | null };
  return host ?? null;
}

function spanOf(host: string, entries: readonly RunEntry[]): readonly HostSpan[] {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return [];
  const intent = entries.findLast(({ event }) => event.kind === 'intent')?.event;
  const step = intent?.kind === 'intent' ? intent.body.step : null;
  const steps = entries.filter(({ event }) => event.kind === 'done').length;
  return [{ host, from: first.at, to: last.at, steps, step }];
}
