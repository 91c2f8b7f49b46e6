import type { ControlResult } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import type { PlanIssue, PlatformPlan } from '#model/platform/plan.ts';
import type { Control } from '#policies/control.ts';
import type { Evaluation } from '#policies/evaluate.ts';
import type { CheckedPlatform } from './check-platform.ts';
import type { Comparison } from './compare-checks.ts';
import type { JudgedUnsupported } from './judge-unsupported.ts';

/** What `grundval check` has found, before it becomes text, JSON, Markdown or HTML. */
export interface CheckReport {
  /** The folder as the caller wrote it, so that paths can be clicked where they are printed. */
  readonly folder: string;
  readonly declaration: Declaration;
  readonly controls: readonly Control[];
  readonly evaluation: Evaluation;
  /** Findings that stop an apply to production. */
  readonly blocking: readonly ControlResult[];
  /** What is planned in the environment that was checked. */
  readonly plan: PlatformPlan;
  readonly platform: CheckedPlatform;
  readonly unsupported: readonly JudgedUnsupported[];
  /** The differences to an earlier revision; null where none was asked for. */
  readonly base: BaseComparison | null;
  readonly checkedAt: Date;
}

/** How it compares with an earlier revision. */
export interface BaseComparison {
  /** As the caller wrote it. */
  readonly revision: string;
  /** Full id of the commit. */
  readonly commit: string;
  readonly outcome: Comparison | { readonly missing: Text };
}

/** Issues for which nothing is applied. */
export function blockingIssues({ plan }: Pick<CheckReport, 'plan'>): readonly PlanIssue[] {
  return plan.issues.filter(({ severity }) => severity === 'blocking');
}

/** What a declared target cannot do and nobody has accepted. */
export function refusedUnsupported({
  unsupported,
}: Pick<CheckReport, 'unsupported'>): readonly JudgedUnsupported[] {
  return unsupported.filter(({ asIf, acceptedUntil }) => !asIf && acceptedUntil === null);
}

/**
 * Exit status: 70 where a control failed; 1 with anything that stops an apply: blocking findings and plan issues,
 * resources that mean something else or that their target does not take, what a target cannot do; 0 otherwise.
 */
export function exitStatus(report: CheckReport): 0 | 1 | 70 {
  const { evaluation, blocking, platform } = report;
  if (evaluation.failed.length > 0) return 70;
  const stops = [
    blocking,
    blockingIssues(report),
    platform.differences,
    platform.mistakes,
    refusedUnsupported(report),
  ];
  return stops.some(({ length }) => length > 0) ? 1 : 0;
}
