/** A path through raw values; `*` stands for every item of a list. */
export type PathPattern = readonly string[];

/** One value found by a pattern. */
export interface Located {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every value a pattern meets, whether or not the rest of the file is right; what is not there is passed over. */
export function locate(
  value: unknown,
  pattern: PathPattern,
  path: readonly (string | number)[] = [],
): readonly Located[] {
  const [key, ...rest] = pattern;
  if (key === undefined) return value === undefined || value === null ? [] : [{ path, value }];
  if (key === '*') {
    return Array.isArray(value) ? value.flatMap((item, index) => locate(item, rest, [...path, index])) : [];
  }
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return [];
  return locate((value as Record<string, unknown>)[key], rest, [...path, key]);
}

/** The same for texts only. */
export function locateTexts(
  value: unknown,
  pattern: PathPattern,
): readonly (Located & { readonly value: string })[] {
  return locate(value, pattern).filter(
    (found): found is Located & { value: string } => typeof found.value === 'string',
  );
}
