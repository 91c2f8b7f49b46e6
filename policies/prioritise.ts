import type { ControlResult, Severity } from '#model/controls/result.ts';
import { dayMs } from './calendar.ts';
import type { SubjectClass } from './subject-class.ts';

/** What decides the weight of a finding besides its severity. */
export interface Weighing<Result extends ControlResult = ControlResult> {
  readonly now: Date;
  readonly classOf: (result: Result) => SubjectClass;
  /** When the finding was first seen; null where nobody kept it. */
  readonly since: (result: Result) => Date | null;
}

const severityWeight: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };

/**
 * Weight of a finding: severity × class × age, without unit, for ordering only.
 *
 * - severity: critical 8, high 4, medium 2, low 1
 * - class: 1 + level (1–5); an unfinished class counts as at least 3, for unknown is not harmless
 * - age: 1 on the first day, then one more for each doubling of the weeks: 2 after a week, 3 after three,
 *   6.7 after a year
 *
 * The proportions are our own choice (2026): a critical finding of today on a class 1 service (16) outweighs
 * a medium one of a month on the same (13), and a low one never overtakes a critical one of equal age.
 */
export function weighFinding<Result extends ControlResult>(
  result: Result,
  { now, classOf, since }: Weighing<Result>,
): number {
  const { level, complete } = classOf(result);
  const counted = complete ? (level ?? 0) : Math.max(level ?? 0, 3);
  const start = since(result);
  const weeks = start === null ? 0 : Math.max(0, now.getTime() - start.getTime()) / (7 * dayMs);
  return severityWeight[result.severity] * (1 + counted) * (1 + Math.log2(1 + weeks));
}

/** The findings that weigh most, heaviest first; equal ones in the order of control and subject. */
export function prioritise<Result extends ControlResult>(
  results: readonly Result[],
  weighing: Weighing<Result>,
  limit = 10,
): readonly (Result & { readonly weight: number })[] {
  return results
    .filter(({ status }) => status === 'finding')
    .map((result) => ({ ...result, weight: weighFinding(result, weighing) }))
    .sort((a, b) => b.weight - a.weight || (orderKey(a) < orderKey(b) ? -1 : 1))
    .slice(0, limit);
}

function orderKey({ control, subject }: ControlResult): string {
  return `${control} ${subject.kind} ${subject.id}`;
}
