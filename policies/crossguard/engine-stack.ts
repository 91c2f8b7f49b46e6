import type { PolicyResource } from '@pulumi/policy';
import {
  type JsonValue,
  type RenderedComponent,
  type RenderedResource,
  type Rendering,
  resourcesOf,
} from '#model/platform/rendering.ts';
import { plainObject } from './plain-value.ts';
import { restoreSecrets } from './restore-secrets.ts';

/** What is read of a resource that the engine gives a policy. */
export interface EngineResource extends Pick<PolicyResource, 'type' | 'name' | 'urn' | 'props'> {
  readonly opts: { readonly protect: boolean };
  readonly parent?: Pick<PolicyResource, 'type' | 'name'> | undefined;
  readonly dependencies: readonly Pick<PolicyResource, 'name'>[];
}

/** The resources of a stack as the engine has them. */
export interface EngineStack {
  /** As declared, but with the engine's resources. */
  readonly rendering: Rendering;
  /** All of them, those that belong to no declared component as well. */
  readonly resources: readonly RenderedResource[];
  /** URN of each, by logical name. */
  readonly urns: ReadonlyMap<string, string>;
}

/**
 * Turns what the engine has into what is rendered, by the components that its resources stand under.
 *
 * @param asked What the engine was asked for, by URN, before a provider added what it knows; where it is not there,
 *   the resource's own properties say it.
 */
export function readEngineStack(
  resources: readonly EngineResource[],
  declared: Rendering,
  asked: ReadonlyMap<string, object>,
): EngineStack {
  const inputs = new Map(resourcesOf(declared).map((resource) => [resource.name, resource.inputs]));
  const read = resources.filter(isOurs).map((resource) => ({
    componentOf: `${resource.parent?.type} ${resource.parent?.name}`,
    urn: resource.urn,
    resource: asRendered(resource, asked.get(resource.urn) ?? resource.props, inputs.get(resource.name)),
  }));
  return {
    rendering: {
      ...declared,
      components: declared.components.map((component) => ({
        ...component,
        resources: read
          .filter(({ componentOf }) => componentOf === componentName(declared, component))
          .map(({ resource }) => resource),
      })),
    },
    resources: read.map(({ resource }) => resource),
    urns: new Map(read.map(({ resource, urn }) => [resource.name, urn])),
  };
}

/** Is it a resource with something behind it, rather than a component, a provider or the stack itself? */
export function isOurs({ type }: Pick<PolicyResource, 'type'>): boolean {
  return !type.startsWith('pulumi:') && !type.startsWith('grundval:');
}

function componentName({ target }: Rendering, { kind, key }: RenderedComponent): string {
  return `grundval:${target}:${kind} ${key}`;
}

function asRendered(
  { type, name, opts, dependencies }: EngineResource,
  asked: object,
  declared: RenderedResource['inputs'] | undefined,
): RenderedResource {
  const plain = plainObject(asked);
  const entries = Object.entries(plain).map(([key, value]): [string, JsonValue] => [
    key,
    restoreSecrets(value, declared?.[key]),
  ]);
  return {
    name,
    type,
    inputs: Object.fromEntries(entries),
    holdsData: opts.protect,
    dependsOn: dependencies.map((each) => each.name),
  };
}
