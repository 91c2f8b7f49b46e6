import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';

type Path = readonly (string | number)[];

/** A copy of resources where something else stands at a path of one; undefined removes what stands there. */
export function withChange(
  resources: readonly RenderedResource[],
  name: string,
  path: Path,
  value: JsonValue | undefined,
): readonly RenderedResource[] {
  const index = resources.findIndex((resource) => resource.name === name);
  const resource = resources[index];
  if (resource === undefined) throw new Error(`no resource ${name}`);
  return resources.with(index, {
    ...resource,
    inputs: changed(resource.inputs, path, value) as RenderedResource['inputs'],
  });
}

function changed(json: JsonValue, [step, ...rest]: Path, value: JsonValue | undefined): JsonValue {
  if (step === undefined) throw new Error('a path leads somewhere');
  const inner = (json as { readonly [key: string | number]: JsonValue })[step];
  const next = rest.length === 0 ? value : changed(inner ?? {}, rest, value);
  if (Array.isArray(json)) {
    return next === undefined ? json.toSpliced(Number(step), 1) : json.toSpliced(Number(step), 1, next);
  }
  const { [step]: _, ...others } = json as { readonly [key: string | number]: JsonValue };
  return next === undefined ? others : { ...others, [step]: next };
}

/** Resources without one. */
export function without(resources: readonly RenderedResource[], name: string): readonly RenderedResource[] {
  if (!resources.some((resource) => resource.name === name)) throw new Error(`no resource ${name}`);
  return resources.filter((resource) => resource.name !== name);
}
