import type { ControlResult } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Control } from '#policies/control.ts';
import type { Evaluation } from '#policies/evaluate.ts';

/** What `grundval check` has found, before it becomes text or JSON. */
export interface CheckReport {
  /** The folder as the caller wrote it, so that paths can be clicked where they are printed. */
  readonly folder: string;
  readonly declaration: Declaration;
  readonly controls: readonly Control[];
  readonly evaluation: Evaluation;
  /** Findings that stop an apply to production. */
  readonly blocking: readonly ControlResult[];
  readonly checkedAt: Date;
}

/** Exit status: 70 where a control failed, 1 with blocking findings, 0 otherwise. */
export function exitStatus({ evaluation, blocking }: CheckReport): 0 | 1 | 70 {
  if (evaluation.failed.length > 0) return 70;
  return blocking.length > 0 ? 1 : 0;
}
