import type { ResultStatus } from '#model/controls/result.ts';
import { countByStatus } from '#policies/count.ts';

/** Results counted by status. */
export type StatusCounts = Readonly<Record<ResultStatus, number>>;

export const noResults: StatusCounts = { met: 0, finding: 0, exempt: 0, 'not-measured': 0 };

/**
 * One status for many results: a finding anywhere is a finding; without one, anything not measured makes the
 * whole not measured; nothing at all is not measured. Only where all are met is the whole met.
 */
export function overallStatus(counts: StatusCounts): ResultStatus {
  if (counts.finding > 0) return 'finding';
  if (counts['not-measured'] > 0) return 'not-measured';
  if (counts.exempt > 0) return 'exempt';
  return counts.met > 0 ? 'met' : 'not-measured';
}

/** Counts results by status for each subject, by its id. */
export function countBySubject(
  results: readonly { readonly status: ResultStatus; readonly subject: { readonly id: string } }[],
): ReadonlyMap<string, StatusCounts> {
  const bySubject = Map.groupBy(results, ({ subject }) => subject.id);
  return new Map([...bySubject].map(([id, list]) => [id, countByStatus(list)]));
}

/** Results whatever their status: the denominator. */
export function totalOf(counts: StatusCounts): number {
  return counts.met + counts.finding + counts.exempt + counts['not-measured'];
}

/** All results under all controls. */
export function sumCounts(all: readonly StatusCounts[]): StatusCounts {
  return all.reduce<StatusCounts>(
    (sum, counts) => ({
      met: sum.met + counts.met,
      finding: sum.finding + counts.finding,
      exempt: sum.exempt + counts.exempt,
      'not-measured': sum['not-measured'] + counts['not-measured'],
    }),
    noResults,
  );
}
