import { describeValue, formatPath, type Mistake } from './mistake.ts';
import { locateTexts } from './paths.ts';
import { type DefinedKind, definitions, type ReferenceTarget, references } from './references.ts';
import { suggest } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

/** A file with the name under which {@link definitions} and {@link references} speak of it. */
export interface NamedFile {
  readonly name: string;
  readonly yaml: YamlFile;
}

/** Ids by kind, each with the place of its first definition. */
export type DefinedIds = ReadonlyMap<DefinedKind, ReadonlyMap<string, string>>;

/** Collects every id and the mistakes of those defined twice. Files with other mistakes are read as far as they go. */
export function collectIds(files: readonly NamedFile[]): {
  readonly ids: DefinedIds;
  readonly mistakes: readonly Mistake[];
} {
  const ids = new Map<DefinedKind, Map<string, string>>();
  const mistakes: Mistake[] = [];
  for (const { kind, file, path } of definitions) {
    const known = ids.get(kind) ?? new Map<string, string>();
    ids.set(kind, known);
    for (const { yaml } of files.filter(({ name }) => name === file)) {
      for (const { path: at, value } of locateTexts(yaml.value, path)) {
        const position = yaml.positionOf(at);
        const earlier = known.get(value);
        if (earlier === undefined) {
          known.set(value, `${yaml.file}:${position.line}`);
        } else {
          mistakes.push({
            file: yaml.file,
            ...position,
            path: formatPath(at),
            found: `${describeValue(value)} a second time`,
            expected: `an id that no other ${kind} has`,
            hint: `first at ${earlier}`,
          });
        }
      }
    }
  }
  return { ids, mistakes };
}

/** Mistakes of references that name nothing. */
export function checkReferences(files: readonly NamedFile[], ids: DefinedIds): readonly Mistake[] {
  return references.flatMap(({ file, path, to }) =>
    files
      .filter(({ name }) => name === file)
      .flatMap(({ yaml }) =>
        locateTexts(yaml.value, path).flatMap(({ path: at, value }) => {
          const candidates = candidatesFor(to, value, ids, yaml.value);
          if (candidates === null || candidates.ids.has(candidates.id)) return [];
          return [
            {
              file: yaml.file,
              ...yaml.positionOf(at),
              path: formatPath(at),
              found: describeValue(value),
              expected: `the id of a declared ${candidates.what}`,
              hint: suggest(candidates.id, candidates.ids),
            },
          ];
        }),
      ),
  );
}

interface Candidates {
  readonly what: string;
  readonly id: string;
  readonly ids: ReadonlySet<string>;
}

/** What a reference may name; null where it refers outside the declaration or is malformed (the schema says so). */
function candidatesFor(
  to: ReferenceTarget,
  value: string,
  ids: DefinedIds,
  file: unknown,
): Candidates | null {
  const named = (kinds: readonly DefinedKind[], id: string): Candidates => ({
    what: kinds.join(' or '),
    id,
    ids: new Set(kinds.flatMap((kind) => [...(ids.get(kind)?.keys() ?? [])])),
  });
  const [scheme = '', id = ''] = value.includes(':') ? value.split(/:(.*)/s) : ['', value];
  switch (to) {
    case 'party':
      return scheme === 'role' ? named(['role'], id) : null;
    case 'exemption subject':
      return scheme === 'service' ? named(['service'], id) : null;
    case 'flow end':
      if (scheme === 'role') return named(['network role'], id);
      if (scheme === 'service') return named(['service'], id);
      if (scheme === 'zone') return named(['zone'], id);
      if (value === 'internet' || scheme !== '') return null;
      return {
        what: 'server role of this service',
        id,
        ids: new Set(locateTexts(file, ['servers', '*', 'role']).map(({ value: role }) => role)),
      };
    default:
      return named(typeof to === 'string' ? [to] : to, value);
  }
}
