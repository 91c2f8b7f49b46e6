import { type Cell, cleanCell, nothing } from './cell.ts';

const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'sant', 'sann', 'yes', 'ja', '1', 'on', 'på', 'encrypted', 'krypterad'].map(
    (word) => [word, true] as const,
  ),
  ...[
    'false',
    'falskt',
    'falsk',
    'no',
    'nej',
    '0',
    'off',
    'av',
    'notencrypted',
    'unencrypted',
    'okrypterad',
    'ej krypterad',
    'not encrypted',
    'inte krypterad',
  ].map((word) => [word, false] as const),
]);

/** Reads yes or no, as English and Swedish tools and Excel write them. */
export function parseBoolean(raw: string): Cell<boolean> {
  const text = cleanCell(raw).toLowerCase();
  if (text === '') return nothing;
  const value = words.get(text);
  return value === undefined ? { expected: { sv: 'ja eller nej', en: 'yes or no' } } : { value };
}
