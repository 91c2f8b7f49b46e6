import { GrundvalError } from '#model/error.ts';
import {
  type RenderedComponent,
  type RenderedResource,
  type Rendering,
  resourcesOf,
} from '#model/platform/rendering.ts';

/** A resource and the component that it belongs to. */
export interface OrderedResource {
  readonly component: RenderedComponent;
  readonly resource: RenderedResource;
}

/**
 * The resources of a rendering with everything one depends on before it; else in the order of its components.
 *
 * @throws {GrundvalError} `engine/duplicate-component`, `engine/duplicate-resource`, `engine/unknown-dependency`,
 *   `engine/circular-dependency`
 */
export function orderResources(rendering: Rendering): readonly OrderedResource[] {
  const { components, stack } = rendering;
  refuseDuplicates(
    'engine/duplicate-component',
    components.map(({ kind, key }) => `${kind} ${key}`),
    stack,
  );
  refuseDuplicates(
    'engine/duplicate-resource',
    resourcesOf(rendering).map(({ name }) => name),
    stack,
  );
  const byName = new Map(
    components.flatMap((component) =>
      component.resources.map((resource) => [resource.name, { component, resource }] as const),
    ),
  );
  const ordered = new Set<OrderedResource>();
  const visit = (one: OrderedResource, waiting: readonly string[]): void => {
    const { name, dependsOn } = one.resource;
    if (ordered.has(one)) return;
    if (waiting.includes(name)) {
      throw new GrundvalError(
        'engine/circular-dependency',
        `In stack ${stack} resources wait for each other: ${[...waiting, name].join(' → ')}.`,
      );
    }
    for (const needed of dependsOn) {
      const found = byName.get(needed);
      if (found === undefined) {
        throw new GrundvalError(
          'engine/unknown-dependency',
          `In stack ${stack} resource "${name}" depends on "${needed}", which the stack does not have.`,
        );
      }
      visit(found, [...waiting, name]);
    }
    ordered.add(one);
  };
  for (const one of byName.values()) visit(one, []);
  return [...ordered];
}

function refuseDuplicates(code: string, names: readonly string[], stack: string): void {
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  if (twice.length === 0) return;
  throw new GrundvalError(code, `Stack ${stack} has the same name twice: ${twice.join(', ')}.`, {
    details: { names: twice },
  });
}
