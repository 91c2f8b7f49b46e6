import type { Text } from '#model/format/text.ts';

/** What the exit status of a run says. */
export const endNote: Text = {
  sv: 'Slutstatus: 0 allt gick bra, 1 något misslyckades, 2 vägrades eller fel anrop, 3 ett beslut behövs, 4 stoppad (inget är halvgjort), 5 avbruten på servrarna. Första Ctrl-C avslutar det som är påbörjat; en till, efter två sekunder, avbryter.',
  en: 'Exit status: 0 all went well, 1 something failed, 2 refused or wrong use, 3 a decision is needed, 4 stopped (nothing is half done), 5 cancelled on the servers. The first Ctrl-C finishes what was begun; another one, after two seconds, cancels.',
};
