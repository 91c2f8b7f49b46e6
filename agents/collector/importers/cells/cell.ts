import type { Text } from '#model/format/text.ts';

/** What a cell gave: a value, null where it says nothing, or why it could not be taken. */
export type Cell<T> =
  | { readonly value: T | null }
  | {
      readonly expected: Text;
      /** Left out where the cell may be quoted as it stands. */
      readonly found?: Text;
    };

/** A cell that says nothing. */
export const nothing: Cell<never> = { value: null };

const placeholders = new Set([
  '',
  '-',
  '--',
  '–',
  'n/a',
  'na',
  '#n/a',
  '#saknas!',
  '#värdefel!',
  '#value!',
  '#referens!',
  '#ref!',
  'null',
  'nil',
  'none',
  'unknown',
  'okänd',
  'okänt',
  'saknas',
  'ej angivet',
]);

/**
 * A cell as text without what tools put around it: `="00123"` and `'00123` (kept from Excel's hands), spaces,
 * line breaks, control characters, halves of letters. Empty for placeholders such as `N/A`, and for the .NET
 * type name that PowerShell writes in place of a list.
 */
export function cleanCell(raw: string): string {
  const text = isPlain.test(raw) ? raw : stripWrapping(raw);
  if (text.length < 12 && placeholders.has(text.toLowerCase())) return '';
  return listType.test(text) ? '' : text;
}

/** Words of letters, digits and common marks with single spaces between: nearly every cell. */
const isPlain = /^[\p{L}\p{N}(/][\p{L}\p{N}.,:;_/()+&-]*(?: [\p{L}\p{N}.,:;_/()+&-]+)*$/u;
const listType = /^(?:System|Microsoft)\.[A-Z][\w.]*(?:\[\])?$/;

function stripWrapping(raw: string): string {
  const guarded = /^="(.*)"$/s.exec(raw)?.[1] ?? (raw.startsWith("'") ? raw.slice(1) : raw);
  return (
    guarded
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away
      .replace(/[\s\u0000-\u001f\u007f-\u009f\u00a0\u200b\u2009\u202f\ufeff]+/g, ' ')
      .trim()
  );
}

/** What Excel leaves where a column is too narrow to print. */
export function isNarrowColumn(text: string): boolean {
  return /^#{3,}$/.test(text);
}

/** A long number that Excel has rounded: `3,5E+14`. */
export function isRounded(text: string): boolean {
  return /^\d+([.,]\d+)?E\+\d+$/i.test(text);
}

/** A cell whose value Excel has thrown away. */
export const damagedByExcel: Text = {
  sv: 'värdet som det var före Excel (formatera kolumnen som text, eller exportera direkt till CSV)',
  en: 'the value as it was before Excel (format the column as text, or export straight to CSV)',
};
