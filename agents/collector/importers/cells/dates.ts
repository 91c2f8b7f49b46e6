import { type Cell, cleanCell, damagedByExcel, isNarrowColumn, nothing } from './cell.ts';

/** Which of two numbers before the year is the day. */
export type DateOrder = 'day-first' | 'month-first';

/** A date as a clock on the wall shows it, with its offset where the cell has one. */
export interface WallTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC; null where the cell does not say. */
  readonly offsetMinutes: number | null;
}

const expected = { sv: 'ett datum som 2026-11-20 07:15', en: 'a date such as 2026-11-20 07:15' };
const ambiguous = {
  sv: 'ett datum som bara kan läsas på ett sätt (säg --dates day-first eller month-first)',
  en: 'a date that can be read in one way only (say --dates day-first or month-first)',
};

const yearFirst =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/i;
const yearLast =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,? +(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?([AP])\.?M\.?)?)?$/i;
const compact = /^(19|20)(\d{2})(\d{2})(\d{2})$/;
/** Years that tools write for "never": epochs of .NET, Windows and Unix, and the end of all time. */
const sentinels = new Set([1, 1601, 1899, 1900, 1970, 9999]);

/** Milliseconds from 1601 (Windows) to 1970. */
const windowsEpochMs = 11_644_473_600_000;
/** Days from Excel's day 0, 1899-12-30, to 1970. */
const excelEpochDays = 25_569;
const dayMs = 86_400_000;

/**
 * The order of day and month in a column, from all its cells: one number above 12 or a clock with AM and PM
 * settles it. Null where no cell tells, or where cells contradict each other.
 */
export function findDateOrder(cells: Iterable<string>): DateOrder | null {
  const orders = new Set<DateOrder>();
  for (const cell of cells) {
    const match = yearLast.exec(cleanCell(cell));
    if (match === null || match[2] === '.') continue;
    if (Number(match[1]) > 12) orders.add('day-first');
    if (Number(match[3]) > 12 || match[8] !== undefined) orders.add('month-first');
  }
  const [order] = orders;
  return orders.size === 1 && order !== undefined ? order : null;
}

/** Reads one cell of a column with this order of day and month (null = not known). */
export function parseDate(raw: string, order: DateOrder | null): Cell<WallTime> {
  const text = cleanCell(raw);
  if (text === '' || /^(0|never|aldrig)$/i.test(text)) return nothing;
  if (isNarrowColumn(text)) return { expected: damagedByExcel };
  const iso = yearFirst.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    return check(wall([year, month, day, hour, minute, second], offsetOf(zone)));
  }
  const local = yearLast.exec(text);
  if (local !== null) return parseYearLast(local, order);
  const plain = compact.exec(text);
  if (plain !== null) return check(wall([`${plain[1]}${plain[2]}`, plain[3], plain[4]], null));
  return parseCount(text);
}

function parseYearLast(match: RegExpExecArray, order: DateOrder | null): Cell<WallTime> {
  const [, first = '', mark, second = '', year = '', hour, minute, seconds, half] = match;
  const known = mark === '.' ? 'day-first' : order;
  if (known === null && Number(first) !== Number(second)) return { expected: ambiguous };
  const [day, month] = known === 'month-first' ? [second, first] : [first, second];
  const fullYear = year.length === 4 ? year : `${Number(year) < 80 ? '20' : '19'}${year}`;
  const shift = half === undefined ? 0 : half.toUpperCase() === 'P' ? 12 : 0;
  const clock = half === undefined ? hour : String((Number(hour) % 12) + shift);
  return check(wall([fullYear, month, day, clock, minute, seconds], null));
}

/** Counts since some beginning: Unix seconds and milliseconds, Windows FILETIME, Excel's days. */
function parseCount(text: string): Cell<WallTime> {
  if (/^\d{5}([.,]\d+)?$/.test(text)) {
    const days = Number(text.replace(',', '.')) - excelEpochDays;
    // Excel counts days on the wall, without a zone.
    return check({ ...fromInstant(Math.round(days * dayMs)), offsetMinutes: null });
  }
  if (/^1\d{9}$/.test(text)) return check(fromInstant(Number(text) * 1000));
  if (/^[1-4]\d{12}$/.test(text)) return check(fromInstant(Number(text)));
  if (/^1\d{17}$/.test(text)) return check(fromInstant(Number(BigInt(text) / 10_000n) - windowsEpochMs));
  return { expected };
}

function fromInstant(milliseconds: number): WallTime {
  const at = new Date(milliseconds);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    offsetMinutes: 0,
  };
}

function wall(parts: readonly (string | undefined)[], offsetMinutes: number | null): WallTime {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  return { year, month, day, hour, minute, second, offsetMinutes };
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

function check(time: WallTime): Cell<WallTime> {
  if (sentinels.has(time.year)) return nothing;
  const { year, month, day, hour, minute, second } = time;
  const isDay =
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isClock = hour < 24 && minute < 60 && second < 60;
  return isDay && isClock && year >= 1990 && year < 2100 ? { value: time } : { expected };
}
