import type { Text } from '#model/format/text.ts';
import type { ContextPart, ControlProfile, ControlSource } from '#policies/control.ts';

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

/** What a control is judged from. */
export const partWords: Readonly<Record<ContextPart, Text>> = {
  declaration: { sv: 'deklarationen', en: 'the declaration' },
  plan: { sv: 'planen', en: 'the plan' },
  resources: { sv: 'resurserna', en: 'the resources' },
  fleet: { sv: 'enheternas uppgifter', en: 'what devices report' },
  evidence: { sv: 'körningars bevis', en: 'evidence of runs' },
};

/** Why a part is not there in the collector. */
export const missingWords: Readonly<Record<ContextPart, Text>> = {
  declaration: { sv: 'ingen deklaration är inläst', en: 'no declaration is read' },
  plan: {
    sv: 'planen finns nästa gång deklarationen läses',
    en: 'the plan is there the next time the declaration is read',
  },
  resources: {
    sv: 'resurserna finns bara i `grundval check`',
    en: 'the resources are there in `grundval check` only',
  },
  fleet: { sv: 'ingen enhet är känd', en: 'no device is known' },
  evidence: { sv: 'körningars bevis samlas inte in än', en: 'evidence of runs is not collected yet' },
};
