import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';

/** Codes of a disk or quota without room. */
export const noRoom: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** Codes of a path that cannot be opened, whatever the disk is like. */
const noWay: ReadonlySet<string> = new Set([
  'ENOENT',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ENOTDIR',
  'EROFS',
  'ELOOP',
]);

/** What a system error means for a journal, with its remedy; errors of ours and bugs are given back as they are. */
export function diskError(path: string, error: unknown): Error {
  const code = errorCode(error);
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof GrundvalError || code === undefined) return error;
  const more = { details: { path, code }, cause: error };
  if (noWay.has(code)) {
    return bilingualError(
      'journal/cannot-open',
      {
        sv: `Journalen ${path} kan inte öppnas (${code}).`,
        en: `The journal ${path} cannot be opened (${code}).`,
      },
      {
        sv: 'Kontrollera sökvägen, och att mappen finns och är din.',
        en: 'Check the path, and that the folder is there and yours.',
      },
      more,
    );
  }
  return bilingualError(
    'journal/full',
    noRoom.has(code)
      ? {
          sv: `Disken är full (${code}): posten i ${path} är inte skriven, och det den gällde är inte gjort.`,
          en: `The disk is full (${code}): the entry is not written to ${path}, and what it was for is not done.`,
        }
      : {
          sv: `Disken svarar med fel (${code}): posten i ${path} är inte skriven, och det den gällde är inte gjort.`,
          en: `The disk fails (${code}): the entry is not written to ${path}, and what it was for is not done.`,
        },
    noRoom.has(code)
      ? { sv: 'Frigör utrymme och återuppta körningen.', en: 'Make room and resume the run.' }
      : {
          sv: 'Byt disk, kopiera körningens mapp dit och återuppta körningen.',
          en: 'Change the disk, copy the folder of the run there and resume the run.',
        },
    more,
  );
}
