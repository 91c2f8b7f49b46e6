import type { DefinedIds } from './collect-ids.ts';
import { serviceIdOf } from './files.ts';
import { describeValue, type Mistake, mistakeAt } from './mistake.ts';
import { locate, locateTexts } from './paths.ts';
import type { DeclaredFile } from './read-folder.ts';
import { type DefinedKind, type ReferenceTarget, references } from './references.ts';
import { suggest } from './suggest.ts';

/** Mistakes of references that name nothing. */
export function checkReferences(files: readonly DeclaredFile[], ids: DefinedIds): readonly Mistake[] {
  const byKind = Map.groupBy(files, ({ kind }) => kind.name);
  const servicesById = new Map(
    (byKind.get('service') ?? []).map(({ yaml }) => [serviceIdOf(yaml.file), yaml.value]),
  );
  return references.flatMap(({ file, path, to }) =>
    (byKind.get(file) ?? []).flatMap(({ yaml }) =>
      locateTexts(yaml.value, path).flatMap(({ path: at, value }) => {
        const candidates = candidatesFor(to, value, ids, yaml.value, servicesById);
        if (candidates === null || candidates.ids.some((known) => known.has(candidates.id))) return [];
        return [
          mistakeAt(yaml, at, {
            found: describeValue(value),
            expected: `the id of a declared ${candidates.what}`,
            hint: suggestAmong(candidates),
          }),
        ];
      }),
    ),
  );
}

interface Candidates {
  readonly what: string;
  readonly id: string;
  readonly ids: readonly Ids[];
}

type Ids = ReadonlySet<string> | ReadonlyMap<string, unknown>;

/**
 * What a reference may name; null where that cannot be said: it refers outside the declaration, it is malformed
 * (the schema says so), or the list of what it names could not be read.
 */
function candidatesFor(
  to: ReferenceTarget,
  value: string,
  ids: DefinedIds,
  file: unknown,
  servicesById: ReadonlyMap<string, unknown>,
): Candidates | null {
  const named = (kinds: readonly DefinedKind[], id: string): Candidates | null => {
    const known = kinds.flatMap((kind) => ids.get(kind) ?? []);
    return known.length === kinds.length ? { what: kinds.join(' or '), id, ids: known } : null;
  };
  const [scheme = '', id = ''] = value.includes(':') ? value.split(/:(.*)/s) : ['', value];
  switch (to) {
    case 'party':
      return scheme === 'role' ? named(['role'], id) : null;
    case 'exemption subject':
      return scheme === 'service' ? named(['service'], id) : null;
    case 'flow end':
      if (scheme === 'role') return named(['network role'], id);
      if (scheme === 'service') {
        const [other = '', role] = id.split('/');
        const services = named(['service'], other);
        const isKnown = services?.ids.some((known) => known.has(other)) === true;
        if (role === undefined || !isKnown) return services;
        return servicesById.has(other)
          ? serverRoles(role, servicesById.get(other), `server role of \`${other}\``)
          : null;
      }
      if (scheme === 'zone') return named(['zone'], id);
      return value === 'internet' || scheme !== ''
        ? null
        : serverRoles(id, file, 'server role of this service');
    default:
      return named(typeof to === 'string' ? [to] : to, value);
  }
}

function serverRoles(id: string, service: unknown, what: string): Candidates | null {
  const [servers] = locate(service, ['servers']);
  if (servers !== undefined && !Array.isArray(servers.value)) return null;
  const ids = new Set(locateTexts(service, ['servers', '*', 'role']).map(({ value }) => value));
  return { what, id, ids: [ids] };
}

/** Among more ids than this nobody looks for a near one: it would take longer than all the rest. */
const mostCandidates = 1000;

function suggestAmong({ id, ids }: Candidates): string | undefined {
  const candidates = ids.flatMap((known) => [...known.keys()]);
  return candidates.length > mostCandidates ? undefined : suggest(id, candidates);
}
