import type { Service } from '#model/declaration/service.ts';
import type { Hosting, Platform } from '#model/declaration/values.ts';
import type { Text } from '#model/format/text.ts';
import type { StandardStatus } from '../../figures/standardisation.ts';

export const platformWords: Readonly<Record<Platform, Text>> = {
  public: { sv: 'Publik plattform', en: 'Public platform' },
  administrative: { sv: 'Administrativ plattform', en: 'Administrative platform' },
  pedagogical: { sv: 'Pedagogisk plattform', en: 'Pedagogical platform' },
  technical: { sv: 'Teknisk plattform', en: 'Technical platform' },
};
export const platforms = Object.keys(platformWords) as readonly Platform[];

export const hostingWords: Readonly<Record<Hosting, Text>> = {
  own: { sv: 'Egen drift', en: 'Own' },
  shared: { sv: 'Gemensam drift', en: 'Shared' },
  external: { sv: 'Extern drift', en: 'External' },
  cloud: { sv: 'Molntjänst', en: 'Cloud' },
};
export const hostings = Object.keys(hostingWords) as readonly Hosting[];

export const stageWords: Readonly<Record<Service['stage'], Text>> = {
  proposed: { sv: 'Föreslagen', en: 'Proposed' },
  ordered: { sv: 'Beställd', en: 'Ordered' },
  'in-use': { sv: 'I bruk', en: 'In use' },
  retiring: { sv: 'Avvecklas', en: 'Being retired' },
};
export const stages = Object.keys(stageWords) as readonly Service['stage'][];

export const standardWords: Readonly<Record<StandardStatus, Text>> = {
  approved: { sv: 'Godkänd standard', en: 'Approved standard' },
  deviating: { sv: 'Avviker från standard', en: 'Deviates from standard' },
  'no-servers': { sv: 'Inga egna servrar', en: 'No servers of its own' },
};

export const costWords: Readonly<Record<Service['costs'][number]['kind'], Text>> = {
  licence: { sv: 'Licens', en: 'Licence' },
  operation: { sv: 'Drift', en: 'Operation' },
  support: { sv: 'Support', en: 'Support' },
  personnel: { sv: 'Personal', en: 'Personnel' },
  hardware: { sv: 'Utrustning', en: 'Hardware' },
  development: { sv: 'Utveckling', en: 'Development' },
  training: { sv: 'Utbildning', en: 'Training' },
  energy: { sv: 'Energi', en: 'Energy' },
};

export const personalDataWords: Readonly<Record<Service['information'][number]['personalData'], Text>> = {
  none: { sv: 'Inga personuppgifter', en: 'No personal data' },
  ordinary: { sv: 'Personuppgifter', en: 'Personal data' },
  sensitive: { sv: 'Känsliga personuppgifter', en: 'Sensitive personal data' },
};

/** The four aspects of the classification, in the order they are written. */
export const classWords: Readonly<Record<'k' | 'r' | 't' | 's', Text>> = {
  k: { sv: 'Konfidentialitet', en: 'Confidentiality' },
  r: { sv: 'Riktighet', en: 'Integrity' },
  t: { sv: 'Tillgänglighet', en: 'Availability' },
  s: { sv: 'Spårbarhet', en: 'Traceability' },
};
export const classAspects = ['k', 'r', 't', 's'] as const;

/** Consequence levels of KLASSA. */
export const levelWords: readonly Text[] = [
  { sv: 'ingen eller försumbar', en: 'none or negligible' },
  { sv: 'måttlig', en: 'moderate' },
  { sv: 'betydande', en: 'significant' },
  { sv: 'allvarlig', en: 'serious' },
  { sv: 'synnerligen allvarlig', en: 'very serious' },
];

export const responsibilityLayers = {
  facility: { sv: 'Lokal, el och kyla', en: 'Facility, power and cooling' },
  hardware: { sv: 'Utrustning', en: 'Hardware' },
  virtualisation: { sv: 'Virtualisering', en: 'Virtualisation' },
  'operating-system': { sv: 'Operativsystem', en: 'Operating system' },
  application: { sv: 'Program', en: 'Application' },
  backup: { sv: 'Säkerhetskopia', en: 'Backup' },
} as const;

export const responsibleWords = {
  supplier: { sv: 'leverantören', en: 'the supplier' },
  municipality: { sv: 'kommunen', en: 'the municipality' },
  shared: { sv: 'delat', en: 'shared' },
} as const;
