import { compareText } from '#model/compare-text.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import type { Finding } from './finding.ts';
import type { FoundServer, FoundServers } from './found-server.ts';
import { findPrefix, groupServers } from './group-servers.ts';
import { newDeclaration } from './new-declaration.ts';
import { type ProposedService, proposeServices } from './propose-services.ts';
import { type ProposalSource, type ProposedFile, writeServiceFile } from './service-file.ts';
import { type LeftOut, setApart } from './set-apart.ts';
import { type Choices, type Surroundings, surroundingsOf } from './surroundings.ts';

/** What a list of servers becomes. */
export interface Proposal {
  readonly schemaVersion: 1;
  /** False where the proposal is a whole new declaration. */
  readonly extends: boolean;
  readonly source: ProposalSource;
  readonly rowsRead: number;
  readonly site: string;
  readonly unit: string;
  readonly hosting: Surroundings['hosting'];
  readonly prefix: string | null;
  readonly byFolder: boolean;
  readonly services: readonly ProposedService[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly Finding[];
  readonly notes: readonly Text[];
  readonly files: readonly ProposedFile[];
}

interface ProposalRequest extends Choices {
  readonly from: 'rvtools' | 'csv';
  readonly prefix: string | undefined;
  readonly byFolder: boolean;
  readonly day: string;
}

/** Proposes services and servers; `declaration` is null where there is none yet. Pure. */
export function proposeDeclaration(
  found: FoundServers,
  declaration: Declaration | null,
  request: ProposalRequest,
): Proposal {
  const source: ProposalSource = { files: found.files, day: request.day };
  const nobody = { knownAddresses: new Set<string>(), knownNames: new Set<string>() };
  const existing = declaration === null ? null : surroundingsOf(declaration, request);
  const { running, leftOut, findings: twins } = setApart(found.servers, existing ?? nobody);
  const fresh = existing === null ? newDeclaration(running, request, { from: request.from, source }) : null;
  const surroundings = existing ?? fresh?.surroundings;
  if (surroundings === undefined) throw new Error('a declaration is either there or new');
  const prefix = request.prefix ?? findPrefix(running.map(({ name }) => name));
  const clusters = groupServers(running, { prefix, byFolder: request.byFolder });
  const { services, findings } = proposeServices(clusters, surroundings);
  return {
    schemaVersion: 1,
    extends: existing !== null,
    source,
    rowsRead: found.servers.length,
    site: surroundings.site,
    unit: surroundings.unit,
    hosting: surroundings.hosting,
    prefix,
    byFolder: request.byFolder,
    services,
    leftOut,
    findings: [...findings, ...twins, ...missingZones(running, surroundings)],
    notes: found.notes,
    files: [
      ...(fresh?.files ?? []),
      ...services.map((service) => writeServiceFile(service, surroundings, source)),
    ],
  };
}

/** Names of networks hint at zones, but not at what may stand in them nor how large they are. */
function missingZones(
  running: readonly FoundServer[],
  { zones }: Pick<Surroundings, 'zones'>,
): readonly Finding[] {
  if (zones.length > 0) return [];
  const seen = [
    ...Map.groupBy(
      running.flatMap(({ networks }) => networks),
      (name) => name,
    ),
  ]
    .map(([name, of]) => `${name} (${of.length})`)
    .sort(compareText)
    .join(', ');
  return [
    {
      code: 'zones-missing',
      subject: 'network.yaml',
      says: {
        sv: `Inga zoner för servrar är deklarerade, så inget kan placeras.${seen === '' ? '' : ` Nät i listan: ${seen}.`}`,
        en: `No zones for servers are declared, so nothing can be placed.${seen === '' ? '' : ` Networks in the list: ${seen}.`}`,
      },
    },
  ];
}
