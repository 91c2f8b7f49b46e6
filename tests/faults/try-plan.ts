import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { resourcesOf, type TargetKind } from '#model/platform/rendering.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { targets } from '#stacks/targets/index.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { sliceAsIf } from '#stacks/targets/slice.ts';
import type { Catch, Fault, Outcome } from './fault.ts';
import type { MutablePlan } from './plan-faults.ts';

/**
 * Seeds faults into a plan one by one, renders what it then says, and holds that against what the declaration
 * means. A fault for which there is nothing to change is left out.
 */
export function tryPlan(
  declaration: Declaration,
  plan: PlatformPlan,
  faults: readonly Fault<MutablePlan>[],
  now: Date,
): readonly Outcome[] {
  const judge = (judged: PlatformPlan) =>
    evaluateControls({ controls, declaration, plan: judged, fleet: null, now })
      .results.filter(({ status }) => status === 'finding' || status === 'not-measured')
      .map(
        ({ control, subject, message }): Catch => ({
          by: 'control',
          what: `${control} ${subject.id}: ${message.en}`,
        }),
      );
  const known = new Set(judge(plan).map(({ what }) => what));
  return faults.flatMap((fault): readonly Outcome[] => {
    const faulty: MutablePlan = { ...plan };
    if (!fault.seed(faulty)) return [];
    const catches = [
      ...judge(faulty).filter(({ what }) => !known.has(what)),
      ...(['kubernetes', 'azure'] as const).flatMap((target) => parity(declaration, plan, faulty, target)),
    ];
    return [{ name: fault.name, where: 'plan', catches }];
  });
}

function parity(
  declaration: Declaration,
  plan: PlatformPlan,
  faulty: PlatformPlan,
  kind: TargetKind,
): readonly Catch[] {
  const target = targets[kind];
  const renderings = renderSlice(target, sliceAsIf(declaration, faulty, kind));
  return compareMeanings(
    plannedMeaning(sliceAsIf(declaration, plan, kind)),
    target.readMeaning(renderings.flatMap(resourcesOf), plan),
    renderings.flatMap(({ unsupported }) => unsupported),
  ).map(({ part, key, field, kind: how }) => ({
    by: 'parity',
    what: `${kind} ${part} ${key} ${field ?? how}`,
  }));
}
