import { type Cell, cleanCell, damagedByExcel, isNarrowColumn, isRounded, nothing } from './cell.ts';

/** What stands between whole numbers and decimals. */
export type DecimalMark = ',' | '.';

/** kr, SEK, :-, and spaces between thousands. */
const trimmings = /kr\.?|sek|:-|[\s'\u2009\u00a0\u202f]/gi;

/**
 * The decimal mark of a column, from all its cells: where both marks stand in a cell the last one is it; one
 * mark not followed by exactly three digits is it. Where nothing tells, files with semicolons (Swedish Excel)
 * have commas and others have points.
 */
export function findDecimalMark(cells: Iterable<string>, separator: string | null): DecimalMark {
  for (const cell of cells) {
    const text = cell.replace(trimmings, '');
    const comma = text.lastIndexOf(',');
    const point = text.lastIndexOf('.');
    if (comma < 0 && point < 0) continue;
    if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
    const mark = comma >= 0 ? ',' : '.';
    if (text.split(mark).length === 2 && !/[.,]\d{3}$/.test(text)) return mark;
  }
  return separator === ';' ? ',' : '.';
}

/** Reads a number without regard to thousands separators, currency and a minus at the end. */
export function parseNumber(raw: string, mark: DecimalMark): Cell<number> {
  const cleaned = cleanCell(raw);
  if (cleaned === '') return nothing;
  if (isNarrowColumn(cleaned) || isRounded(cleaned)) return { expected: damagedByExcel };
  const text = cleaned.replace(trimmings, '').replaceAll('−', '-');
  const thousands = mark === ',' ? '.' : ',';
  const match = /^(-?)([\d.,]*\d)(-?)$/.exec(text);
  const digits = match?.[2]?.replaceAll(thousands, '').replace(mark, '.') ?? '';
  const value = Number(digits);
  if (match === null || digits === '' || !Number.isFinite(value)) {
    return { expected: { sv: 'ett tal som 11 266,13', en: 'a number such as 11266.13' } };
  }
  return { value: match[1] === '-' || match[3] === '-' ? -value : value };
}
