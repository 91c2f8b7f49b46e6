import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { Rendering, TargetKind } from '#model/platform/rendering.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { type PlatformSlice, sliceOfSite } from '#stacks/targets/slice.ts';
import type { Target } from '#stacks/targets/target.ts';

/** A platform site as declared. */
export interface DeclaredSite {
  readonly target: Target;
  readonly slice: PlatformSlice;
  /** Its stacks: base, then services. */
  readonly renderings: readonly Rendering[];
}

/** What a stack is judged against: the whole environment, since a rule may look beyond the stack. */
export interface DeclaredPlatform {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  /** Every site that an engine works on. */
  readonly sites: readonly DeclaredSite[];
}

/** Renders every site of an environment that resources are made for. */
export function declarePlatform(
  declaration: Declaration,
  plan: PlatformPlan,
  targets: Readonly<Record<TargetKind, Target>>,
): DeclaredPlatform {
  const sites = declaration.organisation.platformSites.flatMap(({ id, kind }): readonly DeclaredSite[] => {
    if (kind === 'adopted') return [];
    const target = targets[kind];
    const slice = sliceOfSite(declaration, plan, id);
    return [{ target, slice, renderings: renderSlice(target, slice) }];
  });
  return { declaration, plan, sites };
}
