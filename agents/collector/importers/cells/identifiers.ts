import { type Cell, cleanCell, damagedByExcel, isNarrowColumn, isRounded, nothing } from './cell.ts';
import { personalValue } from './personal-value.ts';

/** Serial numbers that makers leave in place of one (`fleet.md`, identity); compared without case, spaces and points. */
const serialPlaceholders =
  /^(tobefilledbyoem|defaultstring|systemserialnumber|chassisserialnumber|serialnumber|serial|notspecified|notapplicable|notavailable|invalid|oem|123456789|1234567890|0123456789|x+|0+|1+|f+|\.+)$/;
/** SMBIOS UUIDs shared by many boards. */
const uuidPlaceholders = new Set([
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '03000200-0400-0500-0006-000700080009',
]);
/** What Excel makes of `MAR25` or `2025-03`: a serial number is no date. */
const excelDates =
  /^(\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?|(\d{1,2}-)?(jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)-\d{2,4}|\d{1,2}-(jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec))$/i;

const longestSerial = 128;

/** Reads a serial number; placeholders say nothing, and what Excel has changed is not taken. */
export function parseSerial(raw: string): Cell<string> {
  const text = cleanCell(raw);
  if (text === '' || serialPlaceholders.test(text.toLowerCase().replace(/[\s._-]/g, ''))) return nothing;
  if (isNarrowColumn(text) || isRounded(text) || excelDates.test(text)) return { expected: damagedByExcel };
  const personal = personalValue(text);
  const expected = { sv: 'ett serienummer', en: 'a serial number' };
  if (personal !== null) return { found: personal, expected };
  return text.length > longestSerial ? { expected } : { value: text };
}

/** Reads a UUID with or without braces and hyphens; lower case with hyphens. Placeholders say nothing. */
export function parseUuid(raw: string): Cell<string> {
  const text = cleanCell(raw);
  if (text === '') return nothing;
  const digits = text.toLowerCase().replace(/[{}\-\s]/g, '');
  const match = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/.exec(digits);
  if (match === null) {
    return {
      expected: isRounded(text)
        ? damagedByExcel
        : { sv: 'ett UUID med 32 hexadecimala siffror', en: 'a UUID of 32 hexadecimal digits' },
    };
  }
  const uuid = match.slice(1).join('-');
  return uuidPlaceholders.has(uuid) ? nothing : { value: uuid };
}
