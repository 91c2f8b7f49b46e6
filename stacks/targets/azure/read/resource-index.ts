import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { armTypes } from '../arm-types.ts';
import type { AzureType } from '../azure-resource.ts';
import { textAt } from './look.ts';

/** Resources by what they are and by what others call them. */
export interface ResourceIndex {
  readonly all: readonly RenderedResource[];
  ofType(type: AzureType): readonly RenderedResource[];
  /** The resource that an id names; undefined where there is none. */
  byId(id: string | null): RenderedResource | undefined;
  /** The resource of a kind that an id at a place in data names. */
  linked(
    type: AzureType,
    value: JsonValue | undefined,
    ...path: readonly (string | number)[]
  ): RenderedResource | undefined;
}

/** Indexes resources of one site. */
export function indexResources(all: readonly RenderedResource[]): ResourceIndex {
  const byType = Map.groupBy(all, ({ type }) => type);
  const byKey = new Map(
    all.flatMap((resource) => {
      const key = ownKey(resource);
      return key === null ? [] : [[key, resource] as const];
    }),
  );
  const byId = (id: string | null) => (id === null ? undefined : byKey.get(idKey(id)));
  return {
    all,
    ofType: (type) => byType.get(type) ?? [],
    byId,
    linked: (type, value, ...path) => {
      const found = byId(textAt(value, ...path));
      return found?.type === type ? found : undefined;
    },
  };
}

/** An id without its subscription, in lower case: Azure tells ids apart by no more. */
export function idKey(id: string): string {
  return id.replace(/^\/subscriptions\/[^/]*/i, '').toLowerCase();
}

/** The key of a resource's own id; null where nothing refers to it. */
export function ownKey({ type, inputs }: RenderedResource): string | null {
  const arm = armTypes[type as AzureType];
  if (arm === null || arm === undefined) return null;
  const names = arm.names.map((name) => textAt(inputs, name) ?? '');
  const group = `/resourcegroups/${textAt(inputs, 'resourceGroupName') ?? ''}`;
  if (arm.type === '') return group.toLowerCase();
  const [provider, ...kinds] = arm.type.split('/');
  const path = kinds.map((kind, index) => `${kind}/${names[index] ?? ''}`).join('/');
  return `${arm.inSubscription ? '' : group}/providers/${provider}/${path}`.toLowerCase();
}
