import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import { resourcesOf } from '#model/platform/rendering.ts';
import { compareSite, stackFinder } from '#stacks/targets/compare-site.ts';
import { findPlainSecrets } from '#stacks/targets/find-plain-secrets.ts';
import { targets } from '#stacks/targets/index.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import type { BodyMistake } from '#stacks/targets/target.ts';
import { chooseSlices, type TargetChoice, type TargetSlice } from './choose-slices.ts';

/** What a resource has that its target does not take. */
export interface ResourceMistake extends BodyMistake {
  readonly stack: string;
}

/** A platform, rendered and read back. */
export interface CheckedPlatform extends RenderedPlatform {
  readonly mistakes: readonly ResourceMistake[];
}

/** Renders the sites of a plan, reads the resources back and holds them against the plan. */
export function checkPlatform(
  declaration: Declaration,
  plan: PlatformPlan,
  choice: TargetChoice | undefined,
): CheckedPlatform {
  const checked = chooseSlices(declaration, plan, choice).map(checkSlice);
  return {
    renderings: checked.flatMap(({ renderings }) => renderings),
    differences: checked.flatMap(({ differences }) => differences),
    mistakes: checked.flatMap(({ mistakes }) => mistakes),
  };
}

function checkSlice({ target: kind, slice }: TargetSlice): CheckedPlatform {
  const target = targets[kind];
  const renderings = renderSlice(target, slice);
  const resources = renderings.flatMap(resourcesOf);
  const stackOf = stackFinder(renderings);
  const ownStack = renderings[0]?.stack ?? slice.site.id;
  const mistakes = [...findPlainSecrets(resources), ...(target.findMistakes?.(resources) ?? [])];
  return {
    renderings,
    differences: compareSite({ target, slice, renderings }, resources, stackOf, ownStack),
    mistakes: mistakes.map((mistake) => ({ ...mistake, stack: stackOf(mistake.resource) ?? ownStack })),
  };
}
