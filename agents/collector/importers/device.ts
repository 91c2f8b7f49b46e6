import type { DeviceKind } from '#model/fleet/fleet.ts';

/** What the other system means by "last seen"; the kinds are different facts and never mixed up. */
export type LastSeenKind = 'mdm-check-in' | 'stated';

/** A device as one row of another system's export states it; what the row does not say is null. */
export interface ImportedDevice {
  /** Line of the file, from 1 (for JSON: number of the record), for people who look it up. */
  readonly line: number;
  /** The source's own id; new after re-enrolment, so it is not what a device is known by. */
  readonly sourceId: string | null;
  /** Entra device id (equals the AD ObjectGUID of a hybrid joined computer), lower case. */
  readonly directoryId: string | null;
  readonly name: string | null;
  readonly kind: DeviceKind;
  /** Null for placeholders such as "To be filled by O.E.M.". */
  readonly serial: string | null;
  /** SMBIOS UUID, lower case with hyphens; null for placeholders. */
  readonly uuid: string | null;
  readonly assetId: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly operatingSystem: string | null;
  readonly build: string | null;
  /** Lower case with colons. Weak: docks and adapters are shared, so a MAC alone matches nothing. */
  readonly macs: readonly string[];
  /** Organisation unit or place the device belongs to, as the source writes it. */
  readonly unit: string | null;
  readonly lastSeen: { readonly at: Date; readonly kind: LastSeenKind } | null;
  readonly enrolledAt: Date | null;
  /** Calendar day, YYYY-MM-DD. */
  readonly purchasedOn: string | null;
  /** Calendar day, YYYY-MM-DD, after which the device gets no updates or is to be replaced. */
  readonly endOfLifeOn: string | null;
  /** In the currency of the file, which the file does not name. */
  readonly purchaseCost: number | null;
  readonly encrypted: boolean | null;
  /** The source's own word: `compliant`, `noncompliant`, `ingraceperiod`, `unknown` … */
  readonly compliance: string | null;
  readonly storageBytes: number | null;
  readonly freeStorageBytes: number | null;
  /** Further facts by the name of their column; empty cells are left out. */
  readonly extras: Readonly<Record<string, string>>;
}
