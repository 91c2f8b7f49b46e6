import { Document, isMap, isSeq } from 'yaml';
import { serviceFilePath } from '#model/declaration/files.ts';
import { Service } from '#model/declaration/service.ts';
import { printable } from '../../check/paint.ts';
import { makeId } from './make-id.ts';
import type { ProposedService } from './propose-services.ts';
import type { Surroundings } from './surroundings.ts';

/** A file to write, by its path in the declaration. */
export interface ProposedFile {
  readonly path: string;
  readonly text: string;
}

/** Where a proposal comes from. */
export interface ProposalSource {
  /** Names of the files that were read. */
  readonly files: readonly string[];
  /** `2026-11-24` */
  readonly day: string;
}

/** Fields that the schema demands and no list of servers tells; marked as made up in `basis`. */
const assumed = ['purpose', 'platform', 'capability', 'hosting'] as const;

/** The file of one proposed service. What is unknown is left out, or marked where the schema demands something. */
export function writeServiceFile(
  { id, label, groups, waiting }: ProposedService,
  { site, unit, hosting }: Surroundings,
  { files, day }: ProposalSource,
): ProposedFile {
  const source = printable(files.join(', '));
  const service = {
    id,
    name: printable(label).trim().slice(0, 200) || id,
    purpose: `Föreslagen av import ur ${source}; skriv vad tjänsten är till för.`,
    stage: 'in-use',
    platform: 'technical',
    // One of its own, so that services nobody has described do not seem to do the same thing.
    capability: makeId(`okand-${id}`),
    responsibleUnit: unit,
    hosting,
    ...(groups.length === 0 ? {} : { runsOn: site, servers: groups.map(({ server }) => server) }),
    basis: {
      illustrative: assumed,
      note: `Föreslagen ur ${source} ${day}. Ingen har ännu sagt vem som äger tjänsten, vilken klass och servicenivå den har, vilken plattform den hör till eller vilken förmåga den ger.`,
    },
  };
  // What does not meet the schema is a fault of ours, not of the list.
  Service.parse(service);
  const document = new Document(service);
  document.commentBefore = [
    ` Föreslagen av grundval import servers ur ${source} ${day}. Gå igenom varje rad.`,
    ' Skriv till owner, administrators, classification och serviceLevel, med beslut.',
    ' Rätta purpose, platform, capability och hosting, och stryk dem sedan ur basis.illustrative.',
  ].join('\n');
  const servers = document.get('servers');
  if (isSeq(servers)) {
    servers.items.forEach((item, at) => {
      if (!isMap(item)) return;
      const names = groups[at]?.names ?? [];
      item.commentBefore = names.map((name, index) => ` ${index + 1}: ${printable(name)}`).join('\n');
    });
  }
  if (waiting.length > 0) {
    document.comment = [
      ' Inte med ännu; lägg till dem under servers när det som saknas är känt:',
      ...waiting.map(
        ({ name, reason, known }) =>
          ` ${printable(name)}: ${printable(reason.sv)}${known === '' ? '' : ` Känt: ${known}.`}`,
      ),
    ].join('\n');
  }
  return { path: serviceFilePath(id), text: document.toString({ lineWidth: 0 }) };
}
