import { isUtf8 } from 'node:buffer';
import { bilingualError } from '#model/bilingual-error.ts';
import { foreignBytes } from './foreign-content.ts';

/** Largest file that is read, in bytes; about 150,000 rows of Intune's widest export. */
export const maximumBytes = 50 * 1024 * 1024;

/**
 * Decodes a file: byte-order mark first, then strict UTF-8, then Windows-1252 (which old Swedish Excel writes).
 * Lines end with `\n` or `\r\n`.
 *
 * @throws {GrundvalError} `import/empty`, `import/too-large`, `import/not-text`.
 */
export function readText(bytes: Uint8Array): string {
  if (bytes.length > maximumBytes) throw tooLarge(bytes.length);
  const foreign = foreignBytes(bytes);
  if (foreign !== null) {
    throw bilingualError(
      'import/not-text',
      {
        sv: `Filen är ${foreign.what.sv}, en textfil väntades.`,
        en: `The file is ${foreign.what.en}, expected a text file.`,
      },
      foreign.hint,
    );
  }
  const text = decode(bytes);
  if (text.trim() === '') {
    throw bilingualError(
      'import/empty',
      { sv: 'Filen är tom. Inget har ändrats.', en: 'The file is empty. Nothing was changed.' },
      {
        sv: 'En tom export betyder ofta att exporten misslyckades: gör om den.',
        en: 'An empty export often means that the export failed: make it again.',
      },
    );
  }
  if (text.includes('\0')) {
    throw bilingualError(
      'import/not-text',
      {
        sv: 'Filen innehåller nollbyte, en textfil väntades.',
        en: 'The file holds zero bytes, expected a text file.',
      },
      { sv: 'Spara den igen som "CSV UTF-8".', en: 'Save it again as "CSV UTF-8".' },
    );
  }
  return text.includes('\n') ? text : text.replaceAll('\r', '\n');
}

/** The refusal of a file larger than {@link maximumBytes}. */
export function tooLarge(sizeBytes: number): Error {
  const mebibytes = Math.ceil(sizeBytes / 1024 / 1024);
  return bilingualError(
    'import/too-large',
    {
      sv: `Filen är ${mebibytes} MiB, högst 50 MiB tas emot.`,
      en: `The file is ${mebibytes} MiB, expected at most 50 MiB.`,
    },
    {
      sv: 'Exportera färre kolumner, eller en förvaltning i taget med var sin --source.',
      en: 'Export fewer columns, or one unit at a time under a --source of its own.',
    },
  );
}

function decode(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  const isMarked = startsWith(bytes, 0xef, 0xbb, 0xbf);
  const encoding = isMarked || isUtf8(bytes) ? 'utf-8' : 'windows-1252';
  return new TextDecoder(encoding).decode(bytes);
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
