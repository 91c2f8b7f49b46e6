import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { TargetKind } from '#model/platform/rendering.ts';
import type { RenderedSite } from '#stacks/targets/compare-site.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { sliceOfSite } from '#stacks/targets/slice.ts';
import type { Target } from '#stacks/targets/target.ts';

/** What a stack is judged against: the whole environment, since a rule may look beyond the stack. */
export interface DeclaredPlatform {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  /** Every site that an engine works on. */
  readonly sites: readonly RenderedSite[];
}

/** Renders every site of an environment that resources are made for. */
export function declarePlatform(
  declaration: Declaration,
  plan: PlatformPlan,
  targets: Readonly<Record<TargetKind, Target>>,
): DeclaredPlatform {
  const sites = declaration.organisation.platformSites.flatMap(({ id, kind }): readonly RenderedSite[] => {
    if (kind === 'adopted') return [];
    const target = targets[kind];
    const slice = sliceOfSite(declaration, plan, id);
    return [{ target, slice, renderings: renderSlice(target, slice) }];
  });
  return { declaration, plan, sites };
}
