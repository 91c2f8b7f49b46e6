import { compareText } from '#model/compare-text.ts';
import { componentKinds, type Layer, type Rendering } from '#model/platform/rendering.ts';
import type { PlatformSlice } from './slice.ts';
import type { Target } from './target.ts';

const layers: readonly Layer[] = ['base', 'services'];

/** The stacks of one site on one target: base first, since services stand on it. */
export function renderSlice(target: Target, slice: PlatformSlice): readonly Rendering[] {
  const rendered = target.components.map((component) => component.render(slice));
  const components = rendered.flatMap((each) => each.components);
  const unsupported = rendered.flatMap((each) => each.unsupported);
  const { organisation, environment } = slice.plan;
  return layers.map((layer) => ({
    schemaVersion: 1,
    target: target.kind,
    stack: `${organisation}.${environment}.${slice.asIf ? `as-if-${target.kind}` : slice.site.id}.${layer}`,
    platformSite: slice.site.id,
    layer,
    asIf: slice.asIf,
    components: components.filter((component) => component.layer === layer).sort(byKindAndKey),
    // Said once, where the services are.
    unsupported: layer === 'base' ? [] : unsupported.toSorted(byKindAndKey),
  }));
}

interface Keyed {
  readonly kind: (typeof componentKinds)[number];
  readonly key: string;
}

function byKindAndKey(a: Keyed, b: Keyed): number {
  return componentKinds.indexOf(a.kind) - componentKinds.indexOf(b.kind) || compareText(a.key, b.key);
}
