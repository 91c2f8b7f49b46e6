import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';

/** What stands at a place in data; undefined where nothing does. */
export function look(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  let inner: JsonValue | undefined = value;
  for (const key of path) {
    if (inner === null || typeof inner !== 'object') return undefined;
    inner = (inner as Readonly<Record<string | number, JsonValue>>)[key];
  }
  return inner;
}

/** A text at a place; null where there is none. */
export function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string | null {
  const found = look(value, ...path);
  return typeof found === 'string' ? found : null;
}

/** A number at a place; null where there is none. */
export function numberAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): number | null {
  const found = look(value, ...path);
  return typeof found === 'number' ? found : null;
}

/** A list at a place; empty where there is none. */
export function listAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): readonly JsonValue[] {
  const found = look(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A tag of a resource; null where it has none. */
export function tagOf({ inputs }: RenderedResource, name: string): string | null {
  return textAt(inputs, 'tags', name);
}

/** What is left of a resource's key after its kind: of `group:gis/app`, asked for `group`, `gis/app`. */
export function keyOf(resource: RenderedResource, kind: string): string | null {
  const key = tagOf(resource, 'key');
  return key?.startsWith(`${kind}:`) === true ? key.slice(kind.length + 1) : null;
}
