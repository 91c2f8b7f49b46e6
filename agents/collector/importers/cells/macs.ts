import { type Cell, cleanCell, damagedByExcel, isRounded, nothing } from './cell.ts';

/** Addresses that say nothing: unset, broadcast. */
const placeholders = new Set(['000000000000', 'ffffffffffff']);

/** Reads one or several MAC addresses in any notation; lower case with colons, each once. */
export function parseMacs(raw: string): Cell<readonly string[]> {
  const text = cleanCell(raw);
  if (text === '') return nothing;
  if (isRounded(text)) return { expected: damagedByExcel };
  const parts = text.split(/[,;|\s]+/).filter((part) => part !== '');
  const digits = parts.map((part) => part.replace(/[:.-]/g, '').toLowerCase());
  if (!digits.every((part) => /^[\da-f]{12}$/.test(part))) {
    return {
      expected: {
        sv: 'en MAC-adress med tolv hexadecimala siffror',
        en: 'a MAC address of twelve hexadecimal digits',
      },
    };
  }
  const real = [...new Set(digits)].filter((part) => !placeholders.has(part));
  return { value: real.map((part) => part.replace(/(..)(?!$)/g, '$1:')) };
}
