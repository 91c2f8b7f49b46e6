import { bilingualError } from '../bilingual-error.ts';
import { compareText } from '../compare-text.ts';
import type { GrundvalError } from '../error.ts';
import type { YamlFile } from './yaml-file.ts';

/** One mistake in a declaration: where it is, what stands there and what should. */
export interface Mistake {
  /** Path in the declaration folder, with forward slashes. */
  readonly file: string;
  /** From 1; null where the whole file is meant. */
  readonly line: number | null;
  readonly column: number | null;
  /** Keys down to the place: `servers[0].image`; empty for the whole file. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** A mistake at a path of a file that has been read. */
export function mistakeAt(
  yaml: Pick<YamlFile, 'file' | 'positionOf'>,
  path: readonly PropertyKey[],
  words: Pick<Mistake, 'found' | 'expected' | 'hint'>,
): Mistake {
  return { file: yaml.file, ...yaml.positionOf(path), path: formatPath(path), ...words };
}

/** A mistake of a whole file. */
export function wholeFile(file: string, found: string, expected: string, hint?: string): Mistake {
  return { file, line: null, column: null, path: '', found, expected, hint };
}

/** `services/gis.yaml:4:8 owner: found "x", expected … (did you mean …?)`, one line. */
export function formatMistake(mistake: Mistake): string {
  const place =
    mistake.line === null ? mistake.file : `${mistake.file}:${mistake.line}:${mistake.column ?? 1}`;
  const path = mistake.path === '' ? '' : ` ${mistake.path}`;
  const hint = mistake.hint === undefined ? '' : ` (${mistake.hint})`;
  return `${place}${path}: found ${mistake.found}, expected ${mistake.expected}${hint}`;
}

/** All mistakes of a declaration as one error, in the order of files and lines. */
export function declarationError(folder: string, mistakes: readonly Mistake[]): GrundvalError {
  const sorted = [...mistakes].sort(
    (a, b) =>
      compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  const lines = sorted.map((mistake) => `\n  ${formatMistake(mistake)}`).join('');
  const count = sorted.length;
  return bilingualError(
    'declaration/invalid',
    {
      sv: `${count} fel i deklarationen ${folder}:${lines}`,
      en: `${count} ${count === 1 ? 'mistake' : 'mistakes'} in the declaration ${folder}:${lines}`,
    },
    {
      sv: 'Rätta raderna och kör igen; redigeraren hjälper till genom grundval schema.',
      en: 'Mend the lines and run it again; your editor helps by way of grundval schema.',
    },
    { details: { folder, mistakes: sorted } },
  );
}

/** A value as it is shown in a mistake: short, quoted where it is text. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  return String(value);
}

/** `['servers', 0, 'image']` → `servers[0].image`; a key of other signs is quoted. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`;
      const text = describeKey(String(key));
      return at === 0 ? text : `.${text}`;
    })
    .join('');
}

/** A key as it is shown in a mistake: one short line, whatever stands in the file. */
export function describeKey(key: string): string {
  return /^[\p{L}\p{N}_.:-]{1,60}$/u.test(key) ? key : describeValue(key);
}
