import type { RunOutcome } from '#model/runs/journal-entry.ts';
import { address } from '../address.ts';

/** What the history is narrowed to, as it stands in the address; empty = all. */
export interface RunListQuery {
  readonly procedure: string;
  readonly outcome: RunOutcome | '';
  readonly service: string;
  readonly host: string;
  /** Days back from now. */
  readonly days: RunPeriod | '';
}

/** Outcomes that a run may end with, worst first. */
export const runOutcomes = [
  'failed',
  'cancelled',
  'stopped',
  'succeeded',
] as const satisfies readonly RunOutcome[];

/** How far back the history may be asked for, in days. */
export const runPeriods = ['1', '7', '30', '365'] as const;
export type RunPeriod = (typeof runPeriods)[number];

/** Nothing left out. */
export const anyRun: RunListQuery = { procedure: '', outcome: '', service: '', host: '', days: '' };

/** Address of the list, or of its CSV or JSON, with the same filter. */
export function runListAddress(
  { procedure, outcome, service, host, days }: RunListQuery,
  { page = 1, path = '/korningar' }: { readonly page?: number; readonly path?: string } = {},
): string {
  return address(path, {
    procedur: procedure,
    utfall: outcome,
    tjanst: service,
    server: host,
    dagar: days,
    sida: page === 1 ? null : page,
  });
}
