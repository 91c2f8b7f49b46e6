import type { ControlId, ResultStatus } from '#model/controls/result.ts';
import type { Text } from '#model/format/text.ts';
import type { Control } from '#policies/control.ts';
import type { ChangeCount, ImportRecord } from '../store/store.ts';
import type { StatusCounts } from './control-status.ts';

/** What is new since this time yesterday. */
export interface News {
  /** The oldest verdict, where all are younger than a day: then everything would be new. */
  readonly startedAt: Date | null;
  readonly changes: readonly {
    readonly control: ControlId;
    readonly title: Text;
    readonly status: ResultStatus;
    readonly count: number;
  }[];
  readonly imports: readonly { readonly source: string; readonly records: number; readonly at: Date }[];
  readonly trend: { readonly newFindings: number; readonly newStrategyFindings: number };
}

/**
 * Finds what changed in the last day.
 *
 * @param changed results whose status was first seen after `yesterday`, counted
 * @param all results by status, to see whether anything is older than a day
 */
export function findNews(
  changed: readonly ChangeCount[],
  all: StatusCounts,
  controls: readonly Control[],
  imports: readonly ImportRecord[],
  yesterday: Date,
): News {
  const total = all.met + all.finding + all.exempt + all['not-measured'];
  const sum = (counted: readonly ChangeCount[]) => counted.reduce((all, { count }) => all + count, 0);
  const isAllNew = total > 0 && sum(changed) >= total;
  const strategic = new Set(
    controls.filter(({ sources }) => sources.some(({ kind }) => kind === 'strategy')).map(({ id }) => id),
  );
  const findings = changed.filter(({ status }) => status === 'finding');
  const groups = Map.groupBy(changed, ({ control, status }) => `${control} ${status}`);
  return {
    startedAt: isAllNew ? new Date(Math.min(...changed.map(({ since }) => since.getTime()))) : null,
    changes: [...groups.values()].flatMap((group) => {
      const [first] = group;
      const control = controls.find(({ id }) => id === first?.control);
      return first === undefined || control === undefined
        ? []
        : [{ control: first.control, title: control.title, status: first.status, count: sum(group) }];
    }),
    imports: imports
      .filter(({ importedAt }) => importedAt > yesterday)
      .map(({ source, records, importedAt }) => ({ source, records, at: importedAt })),
    trend: {
      newFindings: sum(findings),
      newStrategyFindings: sum(
        findings.filter(({ control, subjectKind }) => strategic.has(control) && subjectKind === 'service'),
      ),
    },
  };
}
