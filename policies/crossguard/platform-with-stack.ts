import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import { type RenderedResource, resourcesOf } from '#model/platform/rendering.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import type { DeclaredPlatform, DeclaredSite } from './declared-platform.ts';
import type { EngineStack } from './engine-stack.ts';

/**
 * The platform of an environment with one stack as the engine has it and the others as declared: those are judged
 * when they are previewed themselves.
 */
export function platformWithStack({ sites, plan }: DeclaredPlatform, engine: EngineStack): RenderedPlatform {
  const { stack } = engine.rendering;
  const seen = sites.map(({ target, slice, renderings: declared }): RenderedPlatform => {
    const renderings = declared.map((each) => (each.stack === stack ? engine.rendering : each));
    const resources = siteWithStack({ renderings: declared }, engine);
    const stackOf = new Map([
      ...declared.flatMap((each) => resourcesOf(each).map(({ name }) => [name, each.stack] as const)),
      ...engine.resources.map(({ name }) => [name, stack] as const),
    ]);
    const unsupported = declared.flatMap((each) => each.unsupported);
    const found = target.readMeaning(resources, plan);
    return {
      renderings,
      differences: compareMeanings(plannedMeaning(slice), found, unsupported).map((difference) => ({
        ...difference,
        stack:
          difference.resources.map((name) => stackOf.get(name)).find(Boolean) ?? ownStack(declared, stack),
      })),
    };
  });
  return {
    renderings: seen.flatMap(({ renderings }) => renderings),
    differences: seen.flatMap(({ differences }) => differences),
  };
}

/** The resources of a site, both layers, with those of one stack as the engine has them. */
export function siteWithStack(
  { renderings }: Pick<DeclaredSite, 'renderings'>,
  engine: EngineStack,
): readonly RenderedResource[] {
  return renderings.flatMap((each) =>
    each.stack === engine.rendering.stack ? engine.resources : resourcesOf(each),
  );
}

/** What names no resource belongs to the stack that is judged, where that is one of the site's. */
function ownStack(renderings: DeclaredSite['renderings'], stack: string): string {
  return renderings.some((each) => each.stack === stack) ? stack : (renderings[0]?.stack ?? stack);
}
