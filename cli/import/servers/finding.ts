import type { Text } from '#model/format/text.ts';

/** What people have to decide or look up; nothing of it was guessed. */
export interface Finding {
  readonly code: FindingCode;
  /** Name of the server, or the file. */
  readonly subject: string;
  readonly says: Text;
}

export type FindingCode =
  /** Of a server that is left out of `servers` until it is mended. */
  | 'system-unknown'
  | 'no-image'
  | 'size-unknown'
  | 'no-size'
  /** Of a server that is proposed. */
  | 'address-unknown'
  | 'several-addresses'
  | 'zone-unknown'
  | 'disks-unknown'
  | 'disk-too-large'
  | 'same-name'
  | 'cloned'
  | 'same-address'
  /** Of a declaration without zones for servers. */
  | 'zones-missing';

/** Fields that a list of servers never tells, with the control that finds them missing; null = none does. */
export const unknownFields = [
  { field: 'owner', control: 'GV-01', says: { sv: 'systemägare', en: 'owner' } },
  { field: 'administrators', control: 'GV-01', says: { sv: 'systemförvaltare', en: 'administrators' } },
  { field: 'classification', control: 'GV-02', says: { sv: 'informationsklass', en: 'information class' } },
  { field: 'serviceLevel', control: 'GV-04', says: { sv: 'servicenivå', en: 'service level' } },
] as const;
