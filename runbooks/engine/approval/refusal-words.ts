import type { Text } from '#model/format/text.ts';
import type { ApprovalRefusal } from './verify.ts';

/** Why an approval does not count, as people read it. */
export const refusalWords: Readonly<Record<ApprovalRefusal, Text>> = {
  'other-plan': {
    sv: 'gäller en annan plan, eller planen före en ändring',
    en: 'is of another plan, or of this one before a change',
  },
  'other-run': {
    sv: 'gäller en annan körning av en likadan plan',
    en: 'is of another run of an equal plan',
  },
  'other-change': { sv: 'gäller ett annat slags ändring', en: 'is of another kind of change' },
  'other-role': {
    sv: 'är givet i en annan roll än den som krävs',
    en: 'is given in another role than asked for',
  },
  'not-yet': { sv: 'är daterat framåt i tiden', en: 'is dated in the future' },
  expired: { sv: 'har gått ut', en: 'has expired' },
  'longer-than-allowed': {
    sv: 'gäller längre än vad som är tillåtet',
    en: 'is valid for longer than allowed',
  },
  requester: { sv: 'är givet av den som själv begär ändringen', en: 'is given by who asks for the change' },
  'role-not-held': {
    sv: 'är givet av någon som inte har rollen',
    en: 'is given by somebody who does not hold the role',
  },
  'unknown-key': { sv: 'är signerat med en okänd nyckel', en: 'is signed with an unknown key' },
  'key-of-another': {
    sv: 'är signerat med en annan persons nyckel',
    en: 'is signed with the key of somebody else',
  },
  'key-not-valid': {
    sv: 'är signerat med en nyckel som inte gällde då',
    en: 'is signed with a key that was not valid then',
  },
  forged: { sv: 'har en signatur som inte stämmer', en: 'has a signature that does not fit' },
  'same-person': { sv: 'är ett andra av samma person', en: 'is a second one of the same person' },
};
