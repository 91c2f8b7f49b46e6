import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import { type Rendering, resourcesOf } from '#model/platform/rendering.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { findPlainSecrets } from '#stacks/targets/find-plain-secrets.ts';
import { targets } from '#stacks/targets/index.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
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
  const checked = chooseSlices(declaration, plan, choice).map((each) => checkSlice(each, plan));
  return {
    renderings: checked.flatMap(({ renderings }) => renderings),
    differences: checked.flatMap(({ differences }) => differences),
    mistakes: checked.flatMap(({ mistakes }) => mistakes),
  };
}

function checkSlice({ target: kind, slice }: TargetSlice, plan: PlatformPlan): CheckedPlatform {
  const target = targets[kind];
  const renderings = renderSlice(target, slice);
  const resources = renderings.flatMap(resourcesOf);
  const unsupported = renderings.flatMap((rendering) => rendering.unsupported);
  const differences = compareMeanings(
    plannedMeaning(slice),
    target.readMeaning(resources, plan),
    unsupported,
  );
  const stackOf = stackFinder(renderings);
  const fallback = renderings[0]?.stack ?? slice.site.id;
  return {
    renderings,
    differences: differences.map((difference) => ({
      ...difference,
      stack: stackOf(difference.resources[0]) ?? fallback,
    })),
    mistakes: [...findPlainSecrets(resources), ...(target.findMistakes?.(resources) ?? [])].map(
      (mistake) => ({
        ...mistake,
        stack: stackOf(mistake.resource) ?? fallback,
      }),
    ),
  };
}

/** Which of the stacks a resource is in. */
function stackFinder(renderings: readonly Rendering[]): (resource: string | undefined) => string | undefined {
  const stacks = new Map(
    renderings.flatMap((rendering) =>
      resourcesOf(rendering).map(({ name }) => [name, rendering.stack] as const),
    ),
  );
  return (resource) => (resource === undefined ? undefined : stacks.get(resource));
}
