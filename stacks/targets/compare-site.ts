import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import { type RenderedResource, type Rendering, resourcesOf } from '#model/platform/rendering.ts';
import { compareMeanings } from './compare-meanings.ts';
import { plannedMeaning } from './planned-meaning.ts';
import type { PlatformSlice } from './slice.ts';
import type { Target } from './target.ts';

/** A site with what was rendered for it. */
export interface RenderedSite {
  readonly target: Target;
  readonly slice: PlatformSlice;
  readonly renderings: readonly Rendering[];
}

/**
 * Where resources of a site, rendered or as an engine has them, do not mean what is planned.
 *
 * @param stackOf stack that a resource is in; undefined for one that nobody knows
 * @param ownStack stack of what names no resource
 */
export function compareSite(
  { target, slice, renderings }: RenderedSite,
  resources: readonly RenderedResource[],
  stackOf: (resource: string) => string | undefined,
  ownStack: string,
): RenderedPlatform['differences'] {
  const unsupported = renderings.flatMap((rendering) => rendering.unsupported);
  const found = target.readMeaning(resources, slice.plan);
  return compareMeanings(plannedMeaning(slice), found, unsupported).map((difference) => ({
    ...difference,
    stack: difference.resources.map(stackOf).find((stack) => stack !== undefined) ?? ownStack,
  }));
}

/** Which stack a rendered resource is in. */
export function stackFinder(renderings: readonly Rendering[]): (resource: string) => string | undefined {
  const stacks = new Map(
    renderings.flatMap((rendering) =>
      resourcesOf(rendering).map(({ name }) => [name, rendering.stack] as const),
    ),
  );
  return (resource) => stacks.get(resource);
}
