import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import { type RenderedResource, resourcesOf } from '#model/platform/rendering.ts';
import { compareSite, type RenderedSite, stackFinder } from '#stacks/targets/compare-site.ts';
import type { DeclaredPlatform } from './declared-platform.ts';
import type { EngineStack } from './engine-stack.ts';

/**
 * The platform of an environment with one stack as the engine has it and the others as declared: those are judged
 * when they are previewed themselves.
 */
export function platformWithStack({ sites }: DeclaredPlatform, engine: EngineStack): RenderedPlatform {
  const { stack } = engine.rendering;
  const seen = sites.map((site): RenderedPlatform => {
    const { renderings: declared } = site;
    const declaredStackOf = stackFinder(declared);
    const seenByEngine = new Set(engine.resources.map(({ name }) => name));
    return {
      renderings: declared.map((each) => (each.stack === stack ? engine.rendering : each)),
      differences: compareSite(
        site,
        siteWithStack(site, engine),
        (resource) => (seenByEngine.has(resource) ? stack : declaredStackOf(resource)),
        ownStack(declared, stack),
      ),
    };
  });
  return {
    renderings: seen.flatMap(({ renderings }) => renderings),
    differences: seen.flatMap(({ differences }) => differences),
  };
}

/** The resources of a site, both layers, with those of one stack as the engine has them. */
export function siteWithStack(
  { renderings }: Pick<RenderedSite, 'renderings'>,
  engine: EngineStack,
): readonly RenderedResource[] {
  return renderings.flatMap((each) =>
    each.stack === engine.rendering.stack ? engine.resources : resourcesOf(each),
  );
}

/** What names no resource belongs to the stack that is judged, where that is one of the site's. */
function ownStack(renderings: RenderedSite['renderings'], stack: string): string {
  return renderings.some((each) => each.stack === stack) ? stack : (renderings[0]?.stack ?? stack);
}
