import type { Text } from '#model/format/text.ts';

/** One server as another system's list has it. Null is not known. */
export interface FoundServer {
  /** As the list names it. */
  readonly name: string;
  /** Line of the list, from 1. */
  readonly line: number;
  /** Service it is said to belong to: a column, or a line `System: …` of its note. */
  readonly service: string | null;
  readonly role: string | null;
  /** Folders above it, outermost first; without the data centre and `vm`. */
  readonly folders: readonly string[];
  readonly vcpus: number | null;
  readonly memoryMib: number | null;
  /** Operating system as it was measured, or as the list states it. */
  readonly system: string | null;
  /** What somebody once chose for it, which says little of what runs. */
  readonly chosenSystem: string | null;
  /** Addresses without link-local ones, the primary first. */
  readonly addresses: readonly string[];
  /** Names of the networks it is connected to. */
  readonly networks: readonly string[];
  /** Sizes of its disks, the system disk first. */
  readonly disksGib: readonly number[] | null;
  /** Unique among virtual machines. */
  readonly instanceId: string | null;
  /** Copied by clones. */
  readonly smbiosId: string | null;
  /** Why it is no running server of ours; null where it is one. */
  readonly leftOut: LeftOutReason | null;
}

/** Why a row of the list is not proposed. */
export type LeftOutReason =
  | 'template'
  | 'placeholder'
  | 'cluster-agent'
  | 'powered-off'
  | 'repeated'
  | 'already-declared';

/** What one list gave. */
export interface FoundServers {
  readonly servers: readonly FoundServer[];
  /** Files that were read, by name. */
  readonly files: readonly string[];
  readonly notes: readonly Text[];
}
