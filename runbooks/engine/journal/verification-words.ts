import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';
import type { AnchorFinding, LookFinding, SealFinding, Unproved } from './verification.ts';

/** What the report of a verification says, in both languages. */
export const verificationWords = {
  unknownRun: { sv: 'Okänd körning', en: 'Unknown run' },
  whole: { sv: 'KEDJAN ÄR HEL', en: 'THE CHAIN IS WHOLE' },
  broken: { sv: 'JOURNALEN GÅR INTE ATT LITA PÅ', en: 'THE JOURNAL CANNOT BE RELIED UPON' },
  closed: { sv: 'Körningen är avslutad.', en: 'The run is closed.' },
  open: { sv: 'Körningen är inte avslutad.', en: 'The run is not closed.' },
  head: { sv: 'Huvud', en: 'Head' },
  line: { sv: 'Rad', en: 'Line' },
  expected: { sv: 'Väntat', en: 'Expected' },
  found: { sv: 'Funnet', en: 'Found' },
  moreFaults: { sv: 'och fler', en: 'and more' },
  seals: { sv: 'Sigill', en: 'Seals' },
  anchors: { sv: 'Förankring utanför IT-enheten', en: 'Anchors outside the IT unit' },
  approvals: { sv: 'Godkännanden', en: 'Approvals' },
  looks: { sv: 'Granskat i efterhand', en: 'Looked at afterwards' },
  outside: { sv: 'Huvuden som är kända från annat håll', en: 'Heads known from elsewhere' },
  unfinished: { sv: 'Steg utan känt slut', en: 'Steps without a known end' },
  clock: {
    sv: 'Klockan gick bakåt (ingen ändring, den gick så)',
    en: 'The clock went backwards (no edit: it did)',
  },
  unproved: { sv: 'Inte bevisat', en: 'Not proved' },
  nothingUnproved: { sv: 'Allt som ska bevisas är bevisat.', en: 'All that is to be proved is proved.' },
  holds: { sv: 'håller', en: 'holds' },
  coversTo: { sv: 'täcker till och med post', en: 'covers up to entry' },
  emergency: {
    sv: 'akut ändring: gjord först, en andra person tittar efteråt',
    en: 'emergency: done first, a second person looks afterwards',
  },
  ownAllowed: {
    sv: 'håller; givet av den som själv begär ändringen, vilket planen tillåter',
    en: 'holds; given by who asks for the change, which the plan allows',
  },
  noApproval: { sv: 'är inget godkännande', en: 'is no approval' },
  inChain: { sv: 'finns i kedjan', en: 'is in the chain' },
  notInChain: {
    sv: 'FINNS INTE I KEDJAN: journalen är ändrad eller avkortad i efterhand',
    en: 'IS NOT IN THE CHAIN: the journal has been edited or cut short since',
  },
} satisfies Readonly<Record<string, Text>>;

/** The word for entries of a journal. */
export const entryWord: Readonly<Record<Lang, Plural>> = {
  sv: { one: 'post', other: 'poster' },
  en: { one: 'entry', other: 'entries' },
};

/** What a seal is worth. */
export const sealWords: Readonly<Record<SealFinding['verdict'], Text>> = {
  holds: verificationWords.holds,
  'unknown-key': { sv: 'okänd nyckel, inte bevisat', en: 'unknown key, not proved' },
  'key-not-valid': { sv: 'FEL: nyckeln gällde inte då', en: 'WRONG: the key was not valid then' },
  forged: { sv: 'FEL: signaturen stämmer inte', en: 'WRONG: the signature does not fit' },
  misplaced: { sv: 'FEL: gäller inte posten före', en: 'WRONG: is not of the entry before it' },
};

/** What an anchor is worth. */
export const anchorWords: Readonly<Record<AnchorFinding['verdict'], Text>> = {
  holds: verificationWords.holds,
  'unknown-authority': { sv: 'okänd utfärdare, inte bevisat', en: 'unknown authority, not proved' },
  'not-compared': { sv: 'inte jämfört med det som är registrerat', en: 'not compared with what is filed' },
  backdated: {
    sv: 'FEL: stämplat senare än journalen säger. Klockan gick fel, eller journalen är skriven i efterhand',
    en: 'WRONG: stamped later than the journal says. The clock was wrong, or the journal was written afterwards',
  },
  wrong: { sv: 'FEL: stämmer inte', en: 'WRONG: does not fit' },
};

/** What somebody is said to have done after an emergency. */
export const lookKinds: Readonly<Record<LookFinding['what'], Text>> = {
  'second-person': { sv: 'andra person', en: 'second person' },
  review: { sv: 'granskning', en: 'review' },
};

/** What it is worth that somebody is said to have looked. */
export const lookWords: Readonly<Record<LookFinding['verdict'], Text>> = {
  holds: { sv: 'håller, förseglat av samma person', en: 'holds, sealed by the same person' },
  'sealed-by-another': {
    sv: 'inte bevisat: sigillet efter är någon annans',
    en: 'not proved: the seal after it is of somebody else',
  },
  'seal-not-proved': {
    sv: 'inte bevisat: sigillet efter är inte bevisat',
    en: 'not proved: the seal after it is not proved',
  },
  'not-sealed': { sv: 'inte bevisat: inget sigill efter', en: 'not proved: there is no seal after it' },
  'same-person': {
    sv: 'räknas inte: samma person som begärde eller utförde',
    en: 'does not count: the same person who asked for it or made it',
  },
};

/** What is not proved, and why. */
export const unprovedWords: Readonly<Record<Unproved, Text>> = {
  'not-closed': {
    sv: 'Slutet. Journalen är inte avslutad, så poster kan saknas sist utan att det syns.',
    en: 'The end. The journal is not closed, so entries may be missing at its end without a trace.',
  },
  'unfinished-line': {
    sv: 'Sista raden är inte färdigskriven. Den skrivs just nu, eller så avbröts den. Den räknas inte.',
    en: 'The last line is not finished. It is being written, or was cut short. It does not count.',
  },
  'unfinished-steps': {
    sv: 'Hur alla steg slutade. Några började men har inget skrivet slut.',
    en: 'How all steps ended. Some began, and nothing is written of their end.',
  },
  'no-seal': {
    sv: 'Vem som skrev journalen. Den har inget sigill, så vem som helst med filen kan ha skrivit om hela kedjan.',
    en: 'Who wrote the journal. It has no seal, so anybody with the file may have written the whole chain anew.',
  },
  'seal-not-known': {
    sv: 'Vem som skrev journalen. Inget sigill är gjort med en nyckel som du litar på (--keys).',
    en: 'Who wrote the journal. No seal is made with a key that you trust (--keys).',
  },
  'tail-not-sealed': {
    sv: 'Det som står efter det sista sigillet.',
    en: 'What stands after the last seal.',
  },
  'no-anchor': {
    sv: 'Att IT-enheten inte har skrivit om journalen. Ingen förankring finns utanför IT-enheten.',
    en: 'That the IT unit has not written the journal anew. There is no anchor outside the IT unit.',
  },
  'registrar-not-compared': {
    sv: 'Att registratorns meddelande är detsamma. Jämför med det registrerade: --message FIL eller --head HASH.',
    en: 'That the registrar has the same. Compare with what is filed: --message FILE or --head HASH.',
  },
  'authority-not-known': {
    sv: 'Vem som står bakom tidsstämpeln. Dess utfärdare finns inte bland dem du litar på (--keys).',
    en: 'Who stands behind the timestamp. Its authority is not among those you trust (--keys).',
  },
  'tail-not-anchored': {
    sv: 'Att det som står efter den sista förankringen inte är omskrivet.',
    en: 'That what stands after the last anchor has not been written anew.',
  },
  'no-approval': {
    sv: 'Att någon har godkänt. Journalen har inget godkännande.',
    en: 'That anybody has approved. The journal has no approval.',
  },
  'no-second-person': {
    sv: 'Att en andra person har tittat på den akuta ändringen.',
    en: 'That a second person has looked at the emergency change.',
  },
  'second-person-not-proved': {
    sv: 'Att en andra person har tittat på den akuta ändringen. Det står så, men utan ett sigill av den personen.',
    en: 'That a second person has looked at the emergency change. It says so, but without a seal of that person.',
  },
  'approval-not-known': {
    sv: 'Att någon annan har godkänt. Inget godkännande av en annan än den som begär är signerat med en nyckel som du litar på.',
    en: 'That somebody else has approved. No approval by another than who asks is signed with a key that you trust.',
  },
};
