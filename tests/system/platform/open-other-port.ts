import type { JsonValue, Rendering } from '#model/platform/rendering.ts';

/** A fault: in these rules one port stands where another should, whether as a number or as text. */
export function openOtherPort(
  rendering: Rendering,
  rules: readonly string[],
  planned: number,
  opened: number,
): Rendering {
  const replace = (value: JsonValue): JsonValue => {
    if (value === planned) return opened;
    if (value === String(planned)) return String(opened);
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? value.map(replace) : replaceAll(value);
  };
  const replaceAll = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, replace(value)]));
  return {
    ...rendering,
    components: rendering.components.map((component) => ({
      ...component,
      resources: component.resources.map((resource) =>
        rules.includes(resource.name) ? { ...resource, inputs: replaceAll(resource.inputs) } : resource,
      ),
    })),
  };
}
