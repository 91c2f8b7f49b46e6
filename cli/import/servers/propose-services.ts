import { compareText } from '#model/compare-text.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Text } from '#model/format/text.ts';
import type { Finding } from './finding.ts';
import type { FoundServer } from './found-server.ts';
import type { GroupedBy, ServerCluster } from './group-servers.ts';
import { makeId } from './make-id.ts';
import { matchImage, matchSize, matchZone } from './match-server.ts';
import { nameSystem } from './name-system.ts';
import type { Surroundings } from './surroundings.ts';

type Server = Service['servers'][number];

/** A group of equal servers, with the name that each has in the list. */
export interface ProposedGroup {
  readonly server: Pick<Server, 'role' | 'count' | 'size' | 'image'> &
    Partial<Pick<Server, 'zone' | 'disks' | 'addresses'>>;
  readonly names: readonly string[];
}

/** A service as it is written, with what could not be. */
export interface ProposedService {
  readonly id: string;
  readonly label: string;
  readonly by: readonly GroupedBy[];
  readonly groups: readonly ProposedGroup[];
  /** Servers that lack what a declaration demands. */
  readonly waiting: readonly {
    readonly name: string;
    readonly reason: Text;
    /** What the list does tell: `4 vCPU, 16 GiB, 198.51.100.12`. */
    readonly known: string;
  }[];
}

/** Services of clusters; a server whose size or image cannot be told waits outside `servers`. */
export function proposeServices(
  clusters: readonly ServerCluster[],
  surroundings: Surroundings,
): { readonly services: readonly ProposedService[]; readonly findings: readonly Finding[] } {
  const proposed = clusters.map((cluster) => proposeService(cluster, surroundings));
  return {
    services: proposed.map(({ service }) => service),
    findings: proposed.flatMap(({ findings }) => findings),
  };
}

interface Matched {
  readonly found: FoundServer;
  readonly role: string;
  readonly size: string;
  readonly image: string;
  readonly zone: string | null;
  /** Data disks; the first disk is the system's. */
  readonly disksGib: readonly number[];
}

function proposeService(
  { id, label, by, servers }: ServerCluster,
  surroundings: Surroundings,
): { readonly service: ProposedService; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const waiting: ProposedService['waiting'][number][] = [];
  const matched: Matched[] = [];
  for (const { found, role } of servers) {
    const size = matchSize(found, surroundings);
    const image = matchImage(found, surroundings);
    if (size === null || image === null) {
      const reasons = [
        ...(size === null ? [explainSize(found)] : []),
        ...(image === null ? [explainImage(found)] : []),
      ];
      findings.push(...reasons);
      waiting.push({
        name: found.name,
        reason: joinTexts(reasons.map(({ says }) => says)),
        known: describeKnown(found),
      });
      continue;
    }
    const zone = matchZone(found, surroundings);
    findings.push(...notesOn(found, zone, surroundings));
    matched.push({ found, role, size, image, zone, disksGib: dataDisks(found) });
  }
  return { service: { id, label, by, groups: groupEqual(matched), waiting }, findings };
}

/** Equal servers of one role are one entry; where they differ, the role is numbered. */
function groupEqual(matched: readonly Matched[]): readonly ProposedGroup[] {
  const byRole = [...Map.groupBy(matched, ({ role }) => role)].sort(([a], [b]) => compareText(a, b));
  const taken = new Set(byRole.map(([role]) => role));
  return byRole.flatMap(([role, members]) => {
    const alike = [
      ...Map.groupBy(members, ({ size, image, zone, disksGib }) =>
        JSON.stringify([size, image, zone, disksGib]),
      ),
    ].sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
    return alike.flatMap(([, group], at) => {
      // A declaration takes at most a hundred servers of one role.
      const chunks = Array.from({ length: Math.ceil(group.length / 100) }, (_, part) =>
        group.slice(part * 100, part * 100 + 100),
      );
      return chunks.map((chunk, part) => toGroup(at + part === 0 ? role : freeRole(role, taken), chunk));
    });
  });
}

function freeRole(role: string, taken: Set<string>): string {
  for (let number = 2; ; number++) {
    const free = makeId(`${role.slice(0, 34).replace(/-+$/, '')}-${number}`);
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}

function toGroup(role: string, members: readonly Matched[]): ProposedGroup {
  const [first] = members;
  const addresses = members.flatMap(({ found }, at) => {
    const ipv4 = found.addresses.find((address) => !address.includes(':'));
    const ipv6 = found.addresses.find((address) => address.includes(':'));
    return ipv4 === undefined && ipv6 === undefined
      ? []
      : [
          {
            number: at + 1,
            ...(ipv4 === undefined ? {} : { ipv4 }),
            ...(ipv6 === undefined ? {} : { ipv6 }),
          },
        ];
  });
  const disks = (first?.disksGib ?? []).map((sizeGib, at) => ({ name: `disk-${at + 2}`, sizeGib }));
  const zone = first?.zone ?? null;
  return {
    server: {
      role,
      count: members.length,
      size: first?.size ?? '',
      image: first?.image ?? '',
      ...(zone === null ? {} : { zone }),
      ...(disks.length === 0 ? {} : { disks }),
      ...(addresses.length === 0 ? {} : { addresses }),
    },
    names: members.map(({ found }) => found.name),
  };
}

/** Largest disk that a declaration takes. */
const largestDiskGib = 65_536;

function dataDisks({ disksGib }: FoundServer): readonly number[] {
  return (disksGib ?? []).slice(1).filter((sizeGib) => sizeGib <= largestDiskGib);
}

function describeKnown({ vcpus, memoryMib, addresses, disksGib }: FoundServer): string {
  return [
    ...(vcpus === null ? [] : [`${vcpus} vCPU`]),
    ...(memoryMib === null ? [] : [`${Math.ceil(memoryMib / 1024)} GiB`]),
    ...addresses,
    ...(disksGib ?? []).slice(1).map((sizeGib, at) => `disk-${at + 2} ${sizeGib} GiB`),
  ].join(', ');
}

function explainSize({ name, vcpus, memoryMib }: FoundServer): Finding {
  if (vcpus === null || memoryMib === null) {
    return {
      code: 'size-unknown',
      subject: name,
      says: {
        sv: 'Listan säger inte hur många processorer eller hur mycket minne den har.',
        en: 'The list does not tell how many processors or how much memory it has.',
      },
    };
  }
  const gib = Math.ceil(memoryMib / 1024);
  return {
    code: 'no-size',
    subject: name,
    says: {
      sv: `Ingen storlek i prices.yaml rymmer ${vcpus} vCPU och ${gib} GiB minne.`,
      en: `No size in prices.yaml holds ${vcpus} vCPU and ${gib} GiB memory.`,
    },
  };
}

function explainImage({ name, system, chosenSystem }: FoundServer): Finding {
  const named = nameSystem(system);
  if (named !== null) {
    return {
      code: 'no-image',
      subject: name,
      says: {
        sv: `Kör ${named.name}, som standards.yaml inte har någon avbild för (product: ${named.product}, cycle: "${named.cycle}").`,
        en: `Runs ${named.name}, for which standards.yaml has no image (product: ${named.product}, cycle: "${named.cycle}").`,
      },
    };
  }
  const chosen = chosenSystem === null ? '' : ` ("${chosenSystem}" valdes en gång)`;
  const chosenEn = chosenSystem === null ? '' : ` ("${chosenSystem}" was once chosen)`;
  return {
    code: 'system-unknown',
    subject: name,
    says:
      system === null
        ? {
            sv: `Vilket operativsystem den kör är inte mätt${chosen}.`,
            en: `Which operating system it runs has not been measured${chosenEn}.`,
          }
        : {
            sv: `Operativsystemet "${system}" kan vara flera, eller är okänt.`,
            en: `The operating system "${system}" may be several, or is not known.`,
          },
  };
}

function notesOn(found: FoundServer, zone: string | null, { zones }: Surroundings): readonly Finding[] {
  const { name: subject, addresses, disksGib, networks } = found;
  const findings: Finding[] = [];
  const [ipv4, ipv6] = [false, true].map((is6) =>
    addresses.filter((address) => address.includes(':') === is6),
  );
  if (addresses.length === 0) {
    findings.push({
      code: 'address-unknown',
      subject,
      says: {
        sv: 'Ingen adress i listan: planen räknar fram en, tills du skriver den rätta.',
        en: 'No address in the list: the plan derives one until you write the right one.',
      },
    });
  } else if (zone === null && zones.length > 0) {
    const where = networks.length === 0 ? '' : ` (${networks.join(', ')})`;
    findings.push({
      code: 'zone-unknown',
      subject,
      says: {
        sv: `${addresses[0]}${where} ligger inte i nätet för någon serverzon i network.yaml.`,
        en: `${addresses[0]}${where} is not in the network of any server zone of network.yaml.`,
      },
    });
  }
  const extra = [...(ipv4 ?? []).slice(1), ...(ipv6 ?? []).slice(1)];
  if (extra.length > 0) {
    findings.push({
      code: 'several-addresses',
      subject,
      says: {
        sv: `Har fler adresser än en server får deklarera: ${extra.join(', ')} är inte med.`,
        en: `Has more addresses than a server may declare: ${extra.join(', ')} is left out.`,
      },
    });
  }
  if (disksGib === null) {
    findings.push({
      code: 'disks-unknown',
      subject,
      says: { sv: 'Listan säger inget om datadiskar.', en: 'The list says nothing of data disks.' },
    });
  } else if (disksGib.slice(1).some((sizeGib) => sizeGib > largestDiskGib)) {
    findings.push({
      code: 'disk-too-large',
      subject,
      says: {
        sv: `En disk är större än ${largestDiskGib} GiB och är inte med.`,
        en: `A disk is larger than ${largestDiskGib} GiB and is left out.`,
      },
    });
  }
  return findings;
}

function joinTexts(texts: readonly Text[]): Text {
  return { sv: texts.map(({ sv }) => sv).join(' '), en: texts.map(({ en }) => en).join(' ') };
}
