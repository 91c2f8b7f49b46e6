import type { JsonValue } from '#model/platform/rendering.ts';

/**
 * Puts the key of a secret back where the declaration has one. Policies are given secrets in plain text; neither
 * controls nor their messages shall have them.
 */
export function restoreSecrets(found: JsonValue, declared: JsonValue | undefined): JsonValue {
  if (typeof declared !== 'object' || declared === null) return found;
  if ('$secret' in declared) return declared;
  if (typeof found !== 'object' || found === null) return found;
  if (Array.isArray(found)) {
    return found.map((item, index) =>
      restoreSecrets(item, Array.isArray(declared) ? declared[index] : undefined),
    );
  }
  if (Array.isArray(declared)) return found;
  const expected = new Map(Object.entries(declared));
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => [key, restoreSecrets(value, expected.get(key))]),
  );
}
