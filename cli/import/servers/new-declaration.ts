import { Document } from 'yaml';
import { compareText } from '#model/compare-text.ts';
import type { DeclarationKey } from '#model/declaration/files.ts';
import { declarationFiles } from '#model/declaration/files.ts';
import type { FoundServer } from './found-server.ts';
import { makeId } from './make-id.ts';
import { nameSystem } from './name-system.ts';
import type { ProposalSource, ProposedFile } from './service-file.ts';
import type { Choices, Surroundings } from './surroundings.ts';

/**
 * The surroundings of servers where there is no declaration yet, and the files that make them one: as little as
 * loads. Sizes and images are those that were found; nobody has approved or priced them.
 */
export function newDeclaration(
  running: readonly FoundServer[],
  { site = 'hall-1', unit = 'it-enheten' }: Choices,
  { from, source }: { readonly from: 'rvtools' | 'csv'; readonly source: ProposalSource },
): { readonly surroundings: Surroundings; readonly files: readonly ProposedFile[] } {
  const sizes = sizesOf(running);
  const images = imagesOf(running);
  const year = Number(source.day.slice(0, 4));
  const contents: Readonly<
    Record<Exclude<DeclarationKey, 'devices'>, readonly [comment: string, value: object]>
  > = {
    organisation: [
      'Skriv kommunens id, namn, enheter och roller.',
      {
        organisation: { id: 'kommunen', name: 'Kommunen (skriv namnet)', kind: 'municipality' },
        municipalities: [{ id: 'kommunen', name: 'Kommunen (skriv namnet)' }],
        units: [{ id: unit, name: unit === 'it-enheten' ? 'IT-enheten' : unit }],
        roles: [],
        environments: [{ id: 'produktion', name: 'Produktion', production: true }],
        platformSites: [
          {
            id: site,
            name: 'Serverhallen',
            kind: 'adopted',
            ...(from === 'rvtools' ? { hypervisor: 'vmware' } : {}),
          },
        ],
      },
    ],
    network: [
      'Skriv zonerna med VLAN och nät. Utan dem kan ingen server placeras.',
      { sites: [], zones: [], access: [] },
    ],
    serviceLevels: [
      'Skriv de servicenivåer som går att beställa. Den här är påhittad, och ingen tjänst har den.',
      {
        classes: [
          {
            id: 'exempel',
            name: 'Exempel',
            description: 'Påhittad klass; ersätt med den egna.',
            hours: 'mon-fri 07:00-18:00',
            availabilityPercent: 99,
            rto: '8h',
            rpo: '24h',
            backup: { every: '24h', keep: '30d', isolatedCopy: true, restoreTestEvery: '365d' },
            redundant: false,
            sekPerYear: 0,
          },
        ],
      },
    ],
    standards: [
      'Avbilderna är de operativsystem som fanns i listan. Ingen har godkänt dem.',
      { images, areas: [] },
    ],
    suppliers: ['Skriv leverantörerna, med avtal och ansvar.', { suppliers: [] }],
    decisions: ['Skriv besluten.', { decisions: [] }],
    goals: ['Skriv årets mål och åtgärder.', { goals: [], actions: [] }],
    prices: [
      'Storlekarna är de som fanns i listan. Priserna är inte satta: 0 betyder att ingen har skrivit dem.',
      {
        year,
        source: 'Inga priser är satta ännu',
        illustrative: true,
        sizes,
        storageSekPerGibYear: 0,
        backupSekPerGibYear: 0,
      },
    ],
  };
  return {
    surroundings: {
      site,
      unit,
      hosting: 'own',
      sizes,
      images,
      zones: [],
      serviceIds: new Set(),
      knownAddresses: new Set(),
      knownNames: new Set(),
    },
    files: Object.entries(contents).map(([key, [comment, value]]) => {
      const { name, schema } = declarationFiles[key as DeclarationKey];
      // What does not meet the schema is a fault of ours, not of the list.
      schema.parse(value);
      const document = new Document(value);
      document.commentBefore = ` ${comment}`;
      return { path: `${name}.yaml`, text: document.toString({ lineWidth: 0 }) };
    }),
  };
}

/** A server without a size cannot be declared, and a list of no sizes would be no list. */
const smallest = { id: 'v1-m1', vcpus: 1, memoryGib: 1, sekPerYear: 0 };

function sizesOf(running: readonly FoundServer[]): Surroundings['sizes'] {
  const sizes = new Map<string, Surroundings['sizes'][number]>();
  for (const { vcpus, memoryMib } of running) {
    if (vcpus === null || memoryMib === null) continue;
    const memoryGib = Math.ceil(memoryMib / 1024);
    if (vcpus > 256 || memoryGib > 4096) continue;
    const id = `v${vcpus}-m${memoryGib}`;
    sizes.set(id, { id, vcpus, memoryGib, sekPerYear: 0 });
  }
  const found = [...sizes.values()].sort((a, b) => a.vcpus - b.vcpus || a.memoryGib - b.memoryGib);
  return found.length === 0 ? [smallest] : found;
}

function imagesOf(running: readonly FoundServer[]): Surroundings['images'] {
  const images = new Map<string, Surroundings['images'][number]>();
  for (const { system } of running) {
    const named = nameSystem(system);
    if (named === null) continue;
    const { product, cycle, name } = named;
    const id = makeId(`${product}-${cycle}`);
    images.set(id, { id, name, kind: 'server', product, cycle, approved: false });
  }
  return [...images.values()].sort((a, b) => compareText(a.id, b.id));
}
