import type { Text } from '#model/format/text.ts';
import type { ControlProfile, ControlSource } from '#policies/control.ts';

export const profileWords: Readonly<Record<ControlProfile, Text>> = {
  base: { sv: 'Bas', en: 'Base' },
  extended: { sv: 'Utökad', en: 'Extended' },
  high: { sv: 'Hög', en: 'High' },
};
export const profileHints: Readonly<Record<ControlProfile, Text>> = {
  base: { sv: 'gäller alla', en: 'applies to all' },
  extended: { sv: 'gäller där K, R eller T är minst 2', en: 'applies where C, I or A is at least 2' },
  high: { sv: 'gäller där K, R eller T är minst 3', en: 'applies where C, I or A is at least 3' },
};
export const controlProfiles = Object.keys(profileWords) as readonly ControlProfile[];

export const sourceWords: Readonly<Record<ControlSource['kind'], Text>> = {
  law: { sv: 'Lag', en: 'Law' },
  regulation: { sv: 'Föreskrift', en: 'Regulation' },
  standard: { sv: 'Standard', en: 'Standard' },
  strategy: { sv: 'Strategi', en: 'Strategy' },
};
export const sourceKinds = Object.keys(sourceWords) as readonly ControlSource['kind'][];
