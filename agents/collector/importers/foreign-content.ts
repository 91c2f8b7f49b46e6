import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';

interface Foreign {
  readonly what: Text;
  readonly hint: Text;
}

const signatures: readonly (Foreign & { readonly starts: string })[] = [
  {
    starts: 'PK\x03\x04',
    what: { sv: 'ett ZIP-arkiv eller en Excel-arbetsbok', en: 'a ZIP archive or an Excel workbook' },
    hint: {
      sv: 'Packa upp arkivet först (Intune ger sin CSV i en ZIP), eller spara arbetsboken som "CSV UTF-8".',
      en: 'Unpack the archive first (Intune gives its CSV in a ZIP), or save the workbook as "CSV UTF-8".',
    },
  },
  {
    starts: '\xd0\xcf\x11\xe0',
    what: { sv: 'en gammal Excel-arbetsbok', en: 'an old Excel workbook' },
    hint: { sv: 'Öppna den och spara som "CSV UTF-8".', en: 'Open it and save it as "CSV UTF-8".' },
  },
  {
    starts: '%PDF',
    what: { sv: 'en PDF', en: 'a PDF' },
    hint: { sv: 'Exportera listan som CSV i stället.', en: 'Export the list as CSV instead.' },
  },
  {
    starts: '\x1f\x8b',
    what: { sv: 'ett gzip-arkiv', en: 'a gzip archive' },
    hint: { sv: 'Packa upp det först.', en: 'Unpack it first.' },
  },
];

/** What a file that is no text is, by its first bytes; null where nothing is recognised. */
export function foreignBytes(bytes: Uint8Array): Foreign | null {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return signatures.find(({ starts }) => start.startsWith(starts)) ?? null;
}

/**
 * Refuses texts that are saved in place of a table.
 *
 * @throws {GrundvalError} `import/html` for a web page, such as a login page; `import/xml`.
 */
export function refuseForeignText(text: string): void {
  const start = text.slice(0, 1000).trimStart();
  if (/^(<!doctype html|<html|<head|<body)/i.test(start)) {
    const title = pageTitle(text);
    throw bilingualError(
      'import/html',
      {
        sv: `Filen är en webbsida${title}, en tabell väntades.`,
        en: `The file is a web page${title}, expected a table.`,
      },
      {
        sv: 'Ofta har inloggningssidan sparats för att sessionen hade gått ut: logga in och exportera igen.',
        en: 'Often the login page was saved because the session had ended: log in and export again.',
      },
    );
  }
  if (/^<\?xml|^<[a-z]+[\s>]/i.test(start)) {
    throw bilingualError(
      'import/xml',
      { sv: 'Filen är XML, en tabell väntades.', en: 'The file is XML, expected a table.' },
      { sv: 'Exportera den som CSV.', en: 'Export it as CSV.' },
    );
  }
}

function pageTitle(text: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(text.slice(0, 20_000))?.[1]?.trim();
  return title === undefined || title === '' ? '' : ` ("${title}")`;
}

/**
 * Refuses the error answer of an API saved as a file.
 *
 * @throws {GrundvalError} `import/json-error`.
 */
export function refuseErrorAnswer(value: object): void {
  const error = 'error' in value ? value.error : 'errors' in value ? value.errors : undefined;
  if (error === undefined || error === null || 'value' in value) return;
  const said = typeof error === 'object' && 'code' in error ? ` (${String(error.code).slice(0, 80)})` : '';
  throw bilingualError(
    'import/json-error',
    {
      sv: `Filen är ett felsvar från ett API${said}, enheter väntades.`,
      en: `The file is the error answer of an API${said}, expected devices.`,
    },
    {
      sv: 'Logga in igen, eller be om den behörighet som svaret nämner, och hämta listan på nytt.',
      en: 'Log in again, or ask for the permission that the answer names, and fetch the list anew.',
    },
  );
}
