import type { ControlId, ControlResult, ResultStatus } from '#model/controls/result.ts';
import type { Control } from './control.ts';

/** Results by status, with the denominator they stand against. */
export interface StatusCounts extends Readonly<Record<ResultStatus, number>> {
  /** Subjects the rule applies to: what is not measured counts. */
  readonly total: number;
  /** Subjects that could be judged: all but `not-measured`. */
  readonly measured: number;
}

/** Counts results of any kind together. */
export function countByStatus(results: readonly Pick<ControlResult, 'status'>[]): StatusCounts {
  const counts = { finding: 0, 'not-measured': 0, exempt: 0, met: 0 };
  for (const { status } of results) counts[status] += 1;
  return { ...counts, total: results.length, measured: results.length - counts['not-measured'] };
}

/** Counts by control; a control without results is there with zeros. */
export function countByControl(
  controls: readonly Pick<Control, 'id'>[],
  results: readonly ControlResult[],
): ReadonlyMap<ControlId, StatusCounts> {
  const grouped = Map.groupBy(results, ({ control }) => control);
  return new Map(controls.map(({ id }) => [id, countByStatus(grouped.get(id) ?? [])]));
}

/** Findings of controls that stop an apply to production. */
export function blockingFindings(
  controls: readonly Pick<Control, 'id' | 'gate'>[],
  results: readonly ControlResult[],
): readonly ControlResult[] {
  const gates = new Set(controls.filter(({ gate }) => gate).map(({ id }) => id));
  return results.filter(({ control, status }) => status === 'finding' && gates.has(control));
}
