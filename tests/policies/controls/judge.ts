import type { ControlResult } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Fleet } from '#model/fleet/fleet.ts';
import type { Control } from '#policies/control.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { testNow } from '../../builders/fleet.ts';

/** The results of one control, exemptions applied; mistakes and failures are the test's own and throw. */
export function judge(control: Control, declaration: Declaration, fleet: Fleet | null = null) {
  const { results, failed, mistakes } = evaluateControls({
    controls: [control],
    declaration,
    fleet,
    now: testNow,
  });
  if (failed[0] !== undefined) throw failed[0].error;
  if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
  return results;
}

/** The one result of a declaration with one subject. */
export function judgeOne(
  control: Control,
  declaration: Declaration,
  fleet: Fleet | null = null,
): ControlResult {
  const [result, ...others] = judge(control, declaration, fleet);
  if (result === undefined || others.length > 0) throw new Error('expected one result');
  return result;
}
