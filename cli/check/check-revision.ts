import type { Declaration } from '#model/declaration/declaration.ts';
import { declarationError } from '#model/declaration/mistake.ts';
import { formatDay } from '#model/format/time.ts';
import { controls } from '#policies/controls/index.ts';
import { blockingFindings } from '#policies/count.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { productionOf } from '#stacks/plan/plan-production.ts';
import { checkPlatform } from './check-platform.ts';
import type { CheckReport } from './check-report.ts';
import type { TargetChoice } from './choose-slices.ts';
import { judgeUnsupported } from './judge-unsupported.ts';

export interface CheckOptions {
  /** As the caller wrote it. */
  readonly folder: string;
  /** Undefined: the one that people use. */
  readonly environment: string | undefined;
  readonly target: TargetChoice | undefined;
  readonly now: Date;
}

/**
 * Plans a declaration, renders it, reads the resources back and runs every control on all of it.
 *
 * @throws {GrundvalError} `plan/unknown-environment`, or `declaration/invalid` for wrong parameters of controls
 */
export function checkRevision(
  declaration: Declaration,
  { folder, environment, target, now }: CheckOptions,
): Omit<CheckReport, 'base'> {
  const plan = planPlatform(declaration, { environment: environment ?? productionOf(declaration) });
  const platform = checkPlatform(declaration, plan, target);
  const evaluation = evaluateControls({ controls, declaration, plan, resources: platform, fleet: null, now });
  if (evaluation.mistakes.length > 0) throw declarationError(folder, evaluation.mistakes);
  return {
    folder,
    declaration,
    controls,
    evaluation,
    blocking: blockingFindings(controls, evaluation.results),
    plan,
    platform,
    unsupported: judgeUnsupported(declaration, platform.renderings, formatDay(now)),
    checkedAt: now,
  };
}
