import { compareText } from '../compare-text.ts';

/**
 * JSON with object keys sorted and no white space, so that equal values give equal bytes.
 * `undefined` members are left out as in `JSON.stringify`. Numbers must be finite.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b)))
      : inner,
  );
}
