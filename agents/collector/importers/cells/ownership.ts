import { type Cell, cleanCell } from './cell.ts';

/** Who owns a device. Personally owned ones are counted and never listed. */
export type Ownership = 'organisation' | 'personal' | 'unknown';

/** Words of Intune (portal, report codes, Graph), Jamf and Swedish lists. */
const words: Readonly<Record<Ownership, readonly string[]>> = {
  organisation: [
    'company',
    'corporate',
    'company owned',
    'företag',
    'företagsägd',
    'kommun',
    'kommunen',
    'kommunägd',
    'organisation',
    'verksamhet',
    'institutional',
    'leasing',
    'leasad',
    '1',
  ],
  personal: [
    'personal',
    'personally owned',
    'personlig',
    'personligt',
    'privat',
    'privatägd',
    'private',
    'byod',
    'personaldeviceprofile',
    'userenrollment',
    '2',
  ],
  unknown: ['', '0', 'undefined'],
};

/** Reads who owns a device; a word that is not known is not taken, since the device may be a person's. */
export function parseOwnership(raw: string): Cell<Ownership> {
  const text = cleanCell(raw).toLowerCase();
  for (const owner of ['organisation', 'personal', 'unknown'] as const) {
    if (words[owner].includes(text)) return { value: owner };
  }
  return { expected: { sv: 'kommunens eller privat (company, personal)', en: 'company or personal' } };
}
