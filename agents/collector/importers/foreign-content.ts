import { GrundvalError } from '#model/error.ts';

const SIGNATURES = [
  {
    starts: 'PK\x03\x04',
    what: 'a ZIP archive or an Excel workbook',
    hint: 'Unpack the archive first (Intune delivers CSV in a ZIP), or save the workbook as "CSV UTF-8".',
  },
  {
    starts: '\xd0\xcf\x11\xe0',
    what: 'an old Excel workbook',
    hint: 'Open it and save it as "CSV UTF-8".',
  },
  { starts: '%PDF', what: 'a PDF', hint: 'Export the list as CSV instead.' },
  { starts: '\x1f\x8b', what: 'a gzip archive', hint: 'Unpack it first.' },
];

/** What a file that is no text is, by its first bytes; null where nothing is recognised. */
export function foreignBytes(bytes: Uint8Array): { readonly what: string; readonly hint: string } | null {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return SIGNATURES.find(({ starts }) => start.startsWith(starts)) ?? null;
}

/**
 * Refuses texts that are saved in place of a table.
 *
 * @throws {GrundvalError} `import/html` for a web page, such as a login page; `import/json-error` for the
 *   error answer of an API; `import/xml`.
 */
export function refuseForeignText(text: string): void {
  const start = text.slice(0, 1000).trimStart();
  if (/^(<!doctype html|<html|<head|<body)/i.test(start)) {
    throw new GrundvalError('import/html', `The file is a web page${pageTitle(text)}, expected a table.`, {
      hint: 'Often the login page was saved because the session had ended: log in and export again.',
    });
  }
  if (/^<\?xml|^<[a-z]+[\s>]/i.test(start)) {
    throw new GrundvalError('import/xml', 'The file is XML, expected a table.', {
      hint: 'Export it as CSV.',
    });
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
  throw new GrundvalError(
    'import/json-error',
    `The file is the error answer of an API${said}, expected devices.`,
    { hint: 'Log in again, or ask for the permission that the answer names, and fetch the list anew.' },
  );
}
