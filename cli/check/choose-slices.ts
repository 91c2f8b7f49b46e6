import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { TargetKind } from '#model/platform/rendering.ts';
import { type PlatformSlice, sliceAsIf, sliceOfSite } from '#stacks/targets/slice.ts';

/** What `--target` may say; without it, what stands on each site is rendered for that site. */
export const targetChoices = ['kubernetes', 'azure', 'adopted', 'all'] as const;
export type TargetChoice = (typeof targetChoices)[number];

/** A slice and the target it is rendered for. */
export interface TargetSlice {
  readonly target: TargetKind;
  readonly slice: PlatformSlice;
}

const kinds: readonly TargetKind[] = ['kubernetes', 'azure'];

/**
 * What is rendered: every declared site for its own kind; where a target is named, the whole platform as if it
 * stood there, too. An adopted site has no resources: its part of the plan is a work order.
 */
export function chooseSlices(
  declaration: Declaration,
  plan: PlatformPlan,
  choice: TargetChoice | undefined,
): readonly TargetSlice[] {
  const declared = kinds.flatMap((target) =>
    declaration.organisation.platformSites
      .filter(
        ({ kind }) => kind === target && (choice === undefined || choice === target || choice === 'all'),
      )
      .map(({ id }) => ({ target, slice: sliceOfSite(declaration, plan, id) })),
  );
  const asIf = kinds
    .filter((target) => choice === target || choice === 'all')
    .map((target) => ({ target, slice: sliceAsIf(declaration, plan, target) }));
  return [...declared, ...asIf];
}
