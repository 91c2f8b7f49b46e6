import { UnknownValueError } from '@pulumi/policy';
import type { JsonValue } from '#model/platform/rendering.ts';

/**
 * A value as the policy SDK gives it, as plain JSON. What is not known before it is applied is left out: whatever
 * should have been read there is then missing, and said to be.
 */
export function plainValue(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    return Array.from(value.keys(), (index) => readKnown(value, index)).filter((item) => item !== undefined);
  }
  return plainObject(value);
}

/** The same for the properties of a resource. */
export function plainObject(value: object): { readonly [key: string]: JsonValue } {
  return Object.fromEntries(
    Object.keys(value).flatMap((key) => {
      const known = readKnown(value, key);
      return known === undefined ? [] : [[key, known]];
    }),
  );
}

/** The SDK throws where one reads what is not known. */
function readKnown(holder: object, key: PropertyKey): JsonValue | undefined {
  try {
    return plainValue(Reflect.get(holder, key));
  } catch (error) {
    if (error instanceof UnknownValueError) return undefined;
    throw error;
  }
}
