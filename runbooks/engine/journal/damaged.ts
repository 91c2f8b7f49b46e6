import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import type { Text } from '#model/format/text.ts';
import type { Fault } from './chain.ts';

/** What each fault means, as people read it. */
export const faultWords: Readonly<Record<Fault['kind'], Text>> = {
  form: { sv: 'är ingen rad i en journal', en: 'is no line of a journal' },
  content: {
    sv: 'är ändrad: innehållet har en annan hash än den som står på raden',
    en: 'is edited: its content has another hash than the one on the line',
  },
  link: {
    sv: 'hör inte ihop med raden före: någon rad är ändrad, borttagen eller inskjuten',
    en: 'does not follow the line before: some line is edited, removed or inserted',
  },
  number: {
    sv: 'har fel löpnummer: rader är borttagna, inskjutna eller omkastade',
    en: 'has the wrong number: lines are removed, inserted or swapped',
  },
  order: { sv: 'står på fel plats i körningen', en: 'stands in the wrong place of the run' },
  body: { sv: 'har ett innehåll som inte hör till sin sort', en: 'has a body that is none of its kind' },
};

/** The error of a journal that cannot be gone on from, with its first damaged line. */
export function damagedJournal(path: string, fault: Fault): GrundvalError {
  const { line, kind, expected, found } = fault;
  return bilingualError(
    'journal/damaged',
    {
      sv: `Rad ${line} i ${path} ${faultWords[kind].sv}. Väntat: ${expected}. Funnet: ${found}.`,
      en: `Line ${line} of ${path} ${faultWords[kind].en}. Expected: ${expected}. Found: ${found}.`,
    },
    {
      sv: `Rör inte filen: den är bevis. grundval runs verify ${path} visar allt som är fel; gör en ny plan för det som återstår.`,
      en: `Leave the file as it is: it is evidence. grundval runs verify ${path} shows all faults; make a new plan for what remains.`,
    },
    { details: { path, ...fault } },
  );
}
