import type { AgentProfile } from '../report/profile.ts';
import type { Sections } from '../report/sections.ts';

/** What a device is, whoever told. */
export type DeviceKind = 'client' | 'server' | 'mobile' | 'printer' | 'network' | 'iot' | 'other';

/** A dated record of a device in another system's export. */
export interface ImportedRecord {
  /** `intune`, `csv:<name>` … */
  readonly source: string;
  /** When the export was read into the collector. */
  readonly importedAt: Date;
  /** Newest contact the other system states, with its kind; null where the export has none. */
  readonly lastSeenAt: Date | null;
  readonly operatingSystem: string | null;
  readonly build: string | null;
  readonly encrypted: boolean | null;
  /** False once a newer export of the same source no longer lists the device. */
  readonly inLatest: boolean;
}

/** One device with everything known of it. */
export interface FleetDevice {
  readonly id: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly profile: AgentProfile | null;
  /** Id in the declaration (a declared device, or a server of a service); null = nobody has declared it. */
  readonly declaredAs: string | null;
  /** Services this device carries, by id. */
  readonly serviceIds: readonly string[];
  readonly enrolledAt: Date | null;
  /** Newest report received; null = never reported. */
  readonly lastReportAt: Date | null;
  readonly sections: Sections;
  /** When each pending update was first seen pending, by package name: the start of its deadline. */
  readonly pendingSince: ReadonlyMap<string, Date>;
  /** When a needed restart was first seen. */
  readonly rebootSince: Date | null;
  readonly imports: readonly ImportedRecord[];
  /** Names of other devices with the same serial number or UUID; left out where nobody has looked. */
  readonly identityConflicts?: readonly string[];
}

/** Every device the collector knows: enrolled, imported or only declared. */
export interface Fleet {
  readonly devices: readonly FleetDevice[];
  /** When the collection was read. */
  readonly at: Date;
}
