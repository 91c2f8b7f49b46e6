import type { DeviceKind } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { SectionStatus } from '#model/report/section.ts';
import type { DeviceQuery } from '../../store/store.ts';

export const kindWords: Readonly<Record<DeviceKind, Text>> = {
  client: { sv: 'Dator', en: 'Client' },
  server: { sv: 'Server', en: 'Server' },
  mobile: { sv: 'Mobil eller platta', en: 'Mobile or tablet' },
  printer: { sv: 'Skrivare', en: 'Printer' },
  network: { sv: 'Nätutrustning', en: 'Network equipment' },
  iot: { sv: 'Sakernas internet', en: 'Internet of things' },
  other: { sv: 'Annat', en: 'Other' },
};
export const deviceKinds = Object.keys(kindWords) as readonly DeviceKind[];

export const profileWords: Readonly<Record<AgentProfile, Text>> = {
  staff: { sv: 'Personal', en: 'Staff' },
  pupil: { sv: 'Elev', en: 'Pupil' },
  server: { sv: 'Server', en: 'Server' },
  shared: { sv: 'Delad enhet', en: 'Shared device' },
};
export const agentProfiles = Object.keys(profileWords) as readonly AgentProfile[];

type Knower = NonNullable<DeviceQuery['knownBy']>;
export const knowerWords: Readonly<Record<Knower, Text>> = {
  agent: { sv: 'agent', en: 'agent' },
  import: { sv: 'import', en: 'import' },
  declaration: { sv: 'deklaration', en: 'declaration' },
};
export const knowers = Object.keys(knowerWords) as readonly Knower[];

type Seen = NonNullable<DeviceQuery['seen']>;
export const seenWords: Readonly<Record<Seen, Text>> = {
  day: { sv: 'Senaste dygnet', en: 'Within a day' },
  fortnight: { sv: 'Senaste två veckorna', en: 'Within a fortnight' },
  longer: { sv: 'Längre sedan', en: 'Longer ago' },
  never: { sv: 'Aldrig', en: 'Never' },
};
export const seens = Object.keys(seenWords) as readonly Seen[];

export const sectionStatusWords: Readonly<Record<SectionStatus, Text>> = {
  ok: { sv: 'läst', en: 'read' },
  partial: { sv: 'delvis läst', en: 'partly read' },
  timeout: { sv: 'svarade inte i tid', en: 'did not answer in time' },
  denied: { sv: 'kunde inte läsas', en: 'could not be read' },
  unsupported: { sv: 'finns inte på enheten', en: 'not on this device' },
};
