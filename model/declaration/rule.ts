import { type Mistake, mistakeAt } from './mistake.ts';
import { type Located, locate, type PathPattern } from './paths.ts';
import type { DeclaredFile } from './read-folder.ts';

/** A contradiction between fields of a file. */
export interface Contradiction {
  readonly path: Located['path'];
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

/**
 * A rule between fields, for every file of a kind. It reads raw values, so that a mistake elsewhere in the file
 * does not hide what it finds, and passes over what the schema will complain of.
 */
export interface Rule {
  /** Name of the kind, as in {@link declarationFiles}. */
  readonly kind: string;
  check(value: unknown): readonly Contradiction[];
}

/** Applies rules to files. */
export function applyRules(rules: readonly Rule[], files: readonly DeclaredFile[]): readonly Mistake[] {
  return rules.flatMap(({ kind, check }) =>
    files
      .filter((file) => file.kind.name === kind)
      .flatMap(({ yaml }) => check(yaml.value).map(({ path, ...words }) => mistakeAt(yaml, path, words))),
  );
}

/** A map of a list with its path. */
export interface Item {
  readonly path: Located['path'];
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The maps a pattern meets; what is no map is passed over. */
export function itemsAt(value: unknown, pattern: PathPattern): readonly Item[] {
  return locate(value, pattern).flatMap((found) =>
    typeof found.value === 'object' && !Array.isArray(found.value)
      ? [{ path: found.path, fields: found.value as Item['fields'] }]
      : [],
  );
}

/** Is this a calendar day as it should be written? Days so written sort as texts. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** Texts of a list that stand there before, for lists whose entries are named within their parent alone. */
export function repeated(value: unknown, pattern: PathPattern, what: string): readonly Contradiction[] {
  const seen = new Set<unknown>();
  return locate(value, pattern).flatMap(({ path, value: name }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ path, found: `"${String(name)}" a second time`, expected: `each ${what} once` }];
  });
}
