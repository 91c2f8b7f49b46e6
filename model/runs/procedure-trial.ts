import type { Text } from '../format/text.ts';
import type { ProcedureTrial } from './procedure-summary.ts';

const words: Readonly<Record<ProcedureTrial, Text>> = {
  machine: {
    sv: 'Körd på en riktig Debian i en virtuell maskin, och simulerad med avbrott vid varje punkt i journalen',
    en: 'Run on a real Debian in a virtual machine, and simulated with a crash at every point of the journal',
  },
  simulated: {
    sv: 'Simulerad med avbrott vid varje punkt i journalen; inte körd på en riktig maskin',
    en: 'Simulated with a crash at every point of the journal; not run on a real machine',
  },
  'built-answers': {
    sv: 'Simulerad på byggda svar med avbrott vid varje punkt i journalen; inte körd på en riktig Windowsserver',
    en: 'Simulated on built answers with a crash at every point of the journal; not run on a real Windows server',
  },
};

/** How a procedure has been tried, in words. */
export function trialWords(tried: ProcedureTrial | null): Text {
  return tried === null
    ? { sv: 'Ingen har sagt hur den är prövad', en: 'Nobody has said how it was tried' }
    : words[tried];
}
