import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { NamedProduct } from '#model/lifecycle/find-support.ts';
import { importedSystem } from '#model/lifecycle/imported-system.ts';
import { sectionData } from '#model/report/section.ts';

/** The operating system of a device, as whoever told it wrote it. */
export interface KnownSystem {
  /** Null where the words of an import fit no product of ours. */
  readonly named: NamedProduct | null;
  readonly label: string;
  readonly source: string;
  readonly at: Date;
}

/** The agent's reading before any import, and of imports the newest; null where nobody has told. */
export function knownSystem(device: FleetDevice): KnownSystem | null {
  const section = device.sections['operating-system'];
  const data = sectionData(section);
  if (section !== undefined && data !== null) {
    const { product, version, edition, build, name } = data;
    return {
      named: { product, version, edition, build },
      label: [name, edition !== null && data.family === 'windows' ? edition : null, build]
        .filter((part) => part !== null)
        .join(' · '),
      source: 'operating-system',
      at: new Date(section.collectedAt),
    };
  }
  const newest = device.imports
    .filter(({ operatingSystem }) => operatingSystem !== null)
    .toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime())[0];
  if (newest === undefined || newest.operatingSystem === null) return null;
  const { operatingSystem, build, source, importedAt, lastSeenAt } = newest;
  return {
    named: importedSystem(operatingSystem, build),
    label: build === null ? operatingSystem : `${operatingSystem} ${build}`,
    source,
    // What the other system last heard, not when we last read its list.
    at: lastSeenAt !== null && lastSeenAt < importedAt ? lastSeenAt : importedAt,
  };
}
