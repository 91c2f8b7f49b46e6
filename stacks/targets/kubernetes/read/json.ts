import type { JsonValue } from '#model/platform/rendering.ts';

/** What stands at a path in JSON; undefined where nothing does. */
export function at(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as { readonly [key: string | number]: JsonValue })[step];
  }
  return here;
}

/** The text at a path; empty where there is none, which no text of ours is. */
export function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The list at a path; empty where there is none. */
export function listAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): readonly JsonValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The texts of an object at a path, by key: labels, annotations. */
export function textsAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): { readonly [key: string]: string } {
  const found = at(value, ...path);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return {};
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** JSON within a text, as in the config of a network attachment; undefined where it is none. */
export function parsedAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  try {
    return JSON.parse(textAt(value, ...path)) as JsonValue;
  } catch {
    return undefined;
  }
}
