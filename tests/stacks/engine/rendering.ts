import type { RenderedComponent, RenderedResource, Rendering } from '#model/platform/rendering.ts';

/** A resource of a test; holds no data and depends on nothing where nothing else is said. */
export function buildResource(name: string, parts: Partial<RenderedResource> = {}): RenderedResource {
  return {
    name,
    type: 'kubernetes:core/v1:ConfigMap',
    inputs: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } },
    holdsData: false,
    dependsOn: [],
    ...parts,
  };
}

/** A component of a test with these resources. */
export function buildComponent(key: string, resources: readonly RenderedResource[]): RenderedComponent {
  return { kind: 'Zone', layer: 'base', key, at: null, resources };
}

/** A rendering of a test with these components. */
export function buildRendering(components: readonly RenderedComponent[]): Rendering {
  return {
    schemaVersion: 1,
    target: 'kubernetes',
    stack: 'exempel.produktion.kluster.base',
    platformSite: 'kluster',
    layer: 'base',
    asIf: false,
    components,
    unsupported: [],
  };
}
