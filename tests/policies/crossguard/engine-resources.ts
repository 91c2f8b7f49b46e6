import type { RenderedResource, Rendering } from '#model/platform/rendering.ts';
import type { EngineResource } from '#policies/crossguard/engine-stack.ts';

/** The resources of a rendering as the engine gives them to a policy, with its own beside them. */
export function asEngineResources({ target, stack, components }: Rendering): readonly EngineResource[] {
  const own = { props: {}, opts: { protect: false }, dependencies: [] };
  const root: EngineResource = {
    ...own,
    type: 'pulumi:pulumi:Stack',
    name: `grundval-${stack}`,
    urn: `urn:pulumi:${stack}::grundval::pulumi:pulumi:Stack::grundval-${stack}`,
  };
  return [
    root,
    ...components.flatMap(({ kind, key, resources }) => {
      const type = `grundval:${target}:${kind}`;
      const parent: EngineResource = {
        ...own,
        type,
        name: key,
        urn: `urn:pulumi:${stack}::grundval::${type}::${key}`,
      };
      return [parent, ...resources.map((resource) => asEngineResource(resource, stack, parent))];
    }),
  ];
}

/** One resource as the engine gives it to a policy. */
export function asEngineResource(
  { type, name, inputs, holdsData, dependsOn }: RenderedResource,
  stack: string,
  parent?: Pick<EngineResource, 'type' | 'name'>,
): EngineResource {
  return {
    type,
    name,
    urn: `urn:pulumi:${stack}::grundval::${parent?.type}$${type}::${name}`,
    props: inputs,
    opts: { protect: holdsData },
    parent,
    dependencies: dependsOn.map((needed) => ({ name: needed })),
  };
}
