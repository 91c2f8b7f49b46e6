import { type Cell, cleanCell, nothing } from './cell.ts';
import { type DecimalMark, parseNumber } from './numbers.ts';

/** Device lists count kB, MB and GB in 1,024s, as Windows and Intune do. */
const bytesPer: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** Reads an amount of storage as bytes; `unitBytes` is what a bare number counts (null = unknown). */
export function parseSize(raw: string, unitBytes: number | null, mark: DecimalMark): Cell<number> {
  const text = cleanCell(raw);
  if (text === '') return nothing;
  const [, amount, prefix] = /^(.*?\d)\s*(?:([kmgt]?)i?b(?:yte)?)$/i.exec(text) ?? [];
  const cell = parseNumber(amount ?? text, mark);
  if (!('value' in cell) || cell.value === null) return cell;
  const unit = prefix === undefined ? unitBytes : (bytesPer[prefix.toLowerCase()] ?? null);
  const bytes = unit === null ? Number.NaN : Math.round(cell.value * unit);
  if (bytes < 0 || !Number.isSafeInteger(bytes)) {
    return {
      expected: { sv: 'en storlek med enhet, som 256 GB', en: 'a size with its unit, such as 256 GB' },
    };
  }
  // Tools write 0 for "never reported"; no device has no storage.
  return bytes === 0 ? nothing : { value: bytes };
}
