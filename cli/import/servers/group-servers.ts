import { compareText } from '#model/compare-text.ts';
import type { FoundServer } from './found-server.ts';
import { makeId } from './make-id.ts';

/** What a server was grouped by. */
export type GroupedBy = 'stated' | 'folder' | 'name';

/** Servers that are proposed as one service. */
export interface ServerCluster {
  readonly id: string;
  /** As the list says it. */
  readonly label: string;
  readonly by: readonly GroupedBy[];
  readonly servers: readonly { readonly found: FoundServer; readonly role: string }[];
}

/** How names and folders are read. */
export interface GroupingOptions {
  /** First part of the names that says nothing of the service: `EK`; null = none. */
  readonly prefix: string | null;
  readonly byFolder: boolean;
}

/** Last part of a name that says what the server does in its service. */
const roleWords = new Set(
  'ad ap api app appl apps backend cache ca data databas databaser db dc dns file files fil fs front frontend ftp gw int integration jobb kontroll klient log logg lic mail mgmt mssql mysql nod node ora oracle pg postgres print proxy rds report rapport search sok sql srv server smtp term ts utskrift web webb webbserver'.split(
    ' ',
  ),
);

/**
 * Puts servers together to services: by the service that the list states, else (where asked) by the innermost
 * folder, else by the name without number and role. Nothing is known of what the services are.
 */
export function groupServers(
  servers: readonly FoundServer[],
  { prefix, byFolder }: GroupingOptions,
): readonly ServerCluster[] {
  const placed = servers.map((found) => {
    const parts = nameParts(found.name, prefix);
    const last = parts.at(-1) ?? '';
    const hasRole = roleWords.has(last);
    const folder = byFolder ? found.folders.at(-1) : undefined;
    const said = found.service ?? folder;
    // A name of one part is all there is to call the service by, whatever else it may mean.
    const isRoleOnly = said === undefined && parts.length < 2;
    const role = found.role ?? (hasRole && !isRoleOnly ? last : 'server');
    const own = hasRole && !isRoleOnly ? parts.slice(0, -1) : parts;
    const label = said ?? (own.join('-') || found.name);
    const by: GroupedBy = found.service !== null ? 'stated' : folder !== undefined ? 'folder' : 'name';
    return { found, role: makeId(role), label, by };
  });
  return [...Map.groupBy(placed, ({ label }) => makeId(label))]
    .map(([id, members]): ServerCluster => {
      const labels = members.map(({ label }) => label).sort(compareText);
      return {
        id,
        label: labels[0] ?? id,
        by: [...new Set(members.map(({ by }) => by))].sort(compareText),
        servers: members
          .map(({ found, role }) => ({ found, role }))
          .sort((a, b) => compareText(a.found.name, b.found.name) || a.found.line - b.found.line),
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

/** So many different endings tell a beginning that all servers share from a service of several roles. */
const fewestEndings = 5;

/** The part that at least four of five names begin with, before five endings or more: the organisation's own. */
export function findPrefix(names: readonly string[]): string | null {
  const several = names.map((name) => nameParts(name, null)).filter((parts) => parts.length > 1);
  const common = [...Map.groupBy(several, ([first = '']) => first)].find(([, members]) => {
    const endings = new Set(members.map((parts) => parts.slice(1).join('-')));
    return members.length >= names.length * 0.8 && endings.size >= fewestEndings;
  });
  return common?.[0] ?? null;
}

/** `EK-SQL01.exempel.se` → ek, sql: parts without numbers at their end and without the domain. */
function nameParts(name: string, prefix: string | null): readonly string[] {
  const parts = makeParts(name.replace(/\.[a-z].*$/i, ''));
  return prefix !== null && parts.length > 1 && parts[0] === makeParts(prefix)[0] ? parts.slice(1) : parts;
}

function makeParts(name: string): readonly string[] {
  return name
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((part) => part.replace(/(?<=\p{L})\d+$/u, ''))
    .filter((part) => part !== '' && !/^\d+$/.test(part));
}
