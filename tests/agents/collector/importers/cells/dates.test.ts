import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDateOrder, parseDate } from '#agents/collector/importers/cells/dates.ts';
import { createLocalClock } from '#agents/collector/importers/cells/local-time.ts';

const stockholm = createLocalClock('Europe/Stockholm');
const utc = createLocalClock('UTC');

function instant(raw: string, order: 'day-first' | 'month-first' | null = null, clock = utc): string | null {
  const cell = parseDate(raw, order);
  return 'value' in cell && cell.value !== null ? clock.instant(cell.value).toISOString() : null;
}

describe('a date cell', () => {
  it.each([
    ['2026-11-20 07:15:42.0000000', '2026-11-20T07:15:42.000Z'],
    ['2026-11-20T07:15:42Z', '2026-11-20T07:15:42.000Z'],
    ['2026-11-20T07:15:42.123+01:00', '2026-11-20T06:15:42.000Z'],
    ['2026-11-20 07:15', '2026-11-20T07:15:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['20261120', '2026-11-20T00:00:00.000Z'],
    ['23.1.2025', '2025-01-23T00:00:00.000Z'],
    ['1969999200000', '2032-06-04T22:00:00.000Z'],
    ['1706779800', '2024-02-01T09:30:00.000Z'],
    ['134396325420000000', '2026-11-20T07:15:42.000Z'],
    ['46346', '2026-11-20T00:00:00.000Z'],
    ['46346,5', '2026-11-20T12:00:00.000Z'],
  ])('reads %s', (raw, expected) => {
    expect(instant(raw)).toBe(expected);
  });

  it.each([
    '0001-01-01 00:00:00.0000000',
    '1601-01-01',
    '1970-01-01 00:00',
    '9999-12-31 23:59:59',
    '-',
    'N/A',
    '0',
    'aldrig',
    '',
  ])('says nothing when it is the sentinel "%s"', (raw) => {
    expect(parseDate(raw, null)).toEqual({ value: null });
  });

  it.each(['########', '2026-02-30', '2026-13-01', '31/12', 'i måndags', '2026-11-20 25:00', '1850-01-01'])(
    'is not taken when it is "%s"',
    (raw) => {
      expect(parseDate(raw, 'day-first')).toHaveProperty('expected');
    },
  );

  it('that can be read two ways is not taken until somebody says how', () => {
    expect(parseDate('03/04/2026', null)).toHaveProperty('expected.en', expect.stringContaining('--dates'));
    expect(instant('03/04/2026', 'day-first')).toBe('2026-04-03T00:00:00.000Z');
    expect(instant('03/04/2026', 'month-first')).toBe('2026-03-04T00:00:00.000Z');
    expect(instant('04/04/2026')).toBe('2026-04-04T00:00:00.000Z');
  });
});

describe('the order of day and month in a column', () => {
  it('is told by one number above twelve', () => {
    expect(findDateOrder(['03/04/2026', '23/04/2026', ''])).toBe('day-first');
    expect(findDateOrder(['1/2/25', '1/23/25'])).toBe('month-first');
  });

  it('is told by a clock with AM and PM', () => {
    expect(findDateOrder(['11/04/2026 3:00:00 AM'])).toBe('month-first');
    expect(instant('11/04/2026 3:00:00 PM', 'month-first')).toBe('2026-11-04T15:00:00.000Z');
    expect(instant('11/04/2026 12:00:00 AM', 'month-first')).toBe('2026-11-04T00:00:00.000Z');
  });

  it('is unknown where nothing tells and where cells contradict each other', () => {
    expect(findDateOrder(['03/04/2026', '2026-11-20'])).toBeNull();
    expect(findDateOrder(['23/04/2026', '04/23/2026'])).toBeNull();
  });
});

describe('a time on the wall in Sweden', () => {
  it('is an hour ahead of UTC in winter and two in summer', () => {
    expect(instant('2026-01-15 12:00', null, stockholm)).toBe('2026-01-15T11:00:00.000Z');
    expect(instant('2026-07-15 12:00', null, stockholm)).toBe('2026-07-15T10:00:00.000Z');
  });

  it('is read as its first where the hour comes twice', () => {
    expect(instant('2026-10-25 02:30', null, stockholm)).toBe('2026-10-25T00:30:00.000Z');
    expect(instant('2026-10-25 03:00', null, stockholm)).toBe('2026-10-25T02:00:00.000Z');
  });

  it('is read as the hour after where the hour never comes', () => {
    expect(instant('2026-03-29 02:30', null, stockholm)).toBe('2026-03-29T01:30:00.000Z');
  });

  it('keeps its calendar day, and a time in UTC gets the day it is in Sweden', () => {
    const day = (raw: string): string | null => {
      const cell = parseDate(raw, null);
      return 'value' in cell && cell.value !== null ? stockholm.day(cell.value) : null;
    };
    expect(day('2026-07-15')).toBe('2026-07-15');
    expect(day('2026-07-15T22:30:00Z')).toBe('2026-07-16');
    expect(day('1969999200000')).toBe('2032-06-05');
  });

  it('comes back as the same clock for every minute that exists', () => {
    const shown = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Stockholm',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const minutes = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const text = shown.format(minute * 60_000);
        const read = instant(text, null, stockholm);
        expect(read === null ? null : shown.format(new Date(read))).toBe(text);
      }),
    );
  });
});
