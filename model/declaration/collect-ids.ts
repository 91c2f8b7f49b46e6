import { serviceFile, serviceFilePath, serviceIdOf } from './files.ts';
import { describeValue, type Mistake, mistakeAt } from './mistake.ts';
import { locate, locateTexts, type PathPattern } from './paths.ts';
import type { DeclarationFolder, DeclaredFile } from './read-folder.ts';
import { type DefinedKind, definitions } from './references.ts';

/**
 * Ids by kind, each with the place of its first definition. A kind whose list could not be read is not here:
 * a reference to it can be neither right nor wrong, and one broken file must not be told a hundred times.
 */
export type DefinedIds = ReadonlyMap<DefinedKind, ReadonlyMap<string, string>>;

/** Collects every id and the mistakes of those defined twice. Files with other mistakes are read as far as they go. */
export function collectIds({
  files,
  unread,
  unreadServices,
}: Pick<DeclarationFolder, 'files' | 'unread' | 'unreadServices'>): {
  readonly ids: DefinedIds;
  readonly mistakes: readonly Mistake[];
} {
  const unreadNames = new Set([...unread].map(({ name }) => name));
  const ids = new Map<DefinedKind, Map<string, string>>();
  const mistakes: Mistake[] = [];
  for (const { kind, file, path } of definitions) {
    const sources = files.filter((source) => source.kind.name === file);
    if (!unreadNames.has(file) && sources.every((source) => isListed(source, path))) {
      ids.set(kind, new Map());
    }
    const known = ids.get(kind) ?? new Map<string, string>();
    for (const { yaml } of sources) {
      for (const { path: at, value } of locateTexts(yaml.value, path)) {
        const earlier = known.get(value);
        if (earlier === undefined) {
          known.set(value, `${yaml.file}:${yaml.positionOf(at).line}`);
        } else {
          mistakes.push(
            mistakeAt(yaml, at, {
              found: `${describeValue(value)} a second time`,
              expected: `an id that no other ${kind} has`,
              hint: `first at ${earlier}`,
            }),
          );
        }
      }
    }
  }
  const services = ids.get('service');
  for (const id of [...unreadServices, ...misnamedServices(files)]) {
    if (services !== undefined && !services.has(id)) services.set(id, serviceFilePath(id));
  }
  return { ids, mistakes };
}

/** Can the list at the head of a pattern be trusted to hold everything? Not where it is misspelt or no list. */
function isListed({ kind: { schema }, yaml: { value } }: DeclaredFile, pattern: PathPattern): boolean {
  const at = pattern.indexOf('*');
  if (at === -1) return true;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const [head = ''] = pattern;
  if (Object.hasOwn(value, head)) {
    return everyPrefix(pattern).every((prefix) =>
      locate(value, prefix).every(({ value: list }) => Array.isArray(list)),
    );
  }
  const mayBeLeftOut = schema.shape[head]?.safeParse(undefined).success ?? false;
  return mayBeLeftOut && Object.keys(value).every((key) => Object.hasOwn(schema.shape, key));
}

/** The beginnings of a pattern that stand before a `*`. */
function everyPrefix(pattern: PathPattern): readonly PathPattern[] {
  return pattern.flatMap((key, at) => (key === '*' ? [pattern.slice(0, at)] : []));
}

/** Services that say another id, or none, than their file is named after: that is told once, not at every use. */
function misnamedServices(files: readonly DeclaredFile[]): readonly string[] {
  return files.flatMap(({ kind, yaml: { file } }) => (kind === serviceFile ? [serviceIdOf(file)] : []));
}
