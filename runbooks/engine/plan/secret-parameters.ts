import type { z } from 'zod';
import type { JsonValue } from '#model/platform/rendering.ts';

/** Names of parameters whose schema says `.meta({ secret: true })`. */
export function secretNames(schema: z.ZodObject): readonly string[] {
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const meta: unknown = 'meta' in field && typeof field.meta === 'function' ? field.meta() : undefined;
    return typeof meta === 'object' && meta !== null && 'secret' in meta && meta.secret === true
      ? [name]
      : [];
  });
}

/** Secret values among parameters: what no output, plan or journal may show. */
export function secretValues(
  schema: z.ZodObject,
  params: Readonly<Record<string, unknown>>,
): readonly string[] {
  return secretNames(schema).flatMap((name) => {
    const value = params[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

/**
 * Parameters as plan and journal have them: secrets are named, not shown. What they are is bound all the same, by the
 * hashes of the commands that they stand in.
 */
export function shownParameters(
  schema: z.ZodObject,
  params: Readonly<Record<string, unknown>>,
): { readonly [name: string]: JsonValue } {
  const secret = new Set(secretNames(schema));
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    secret.has(name) ? { $secret: name } : value,
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(shown)));
}
