import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronOf, readCron } from '#stacks/targets/kubernetes/parts/schedule.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe('a schedule', () => {
  it.each([
    [15 * minute, 7 * minute, '7-59/15 * * * *'],
    [hour, 5 * minute, '5 * * * *'],
    [4 * hour, 2 * hour + 30 * minute, '30 2-23/4 * * *'],
    [day, 2 * hour + 10 * minute, '10 1 * * *'],
    [day, 10 * minute, '10 23 * * *'],
    [7 * day, 3 * hour, '0 2 * * 0'],
    [36 * hour, 0, '@every 36h0m0s'],
    [50 * minute, 0, '@every 0h50m0s'],
  ])('every %i s from %i s after midnight is %s', (every, offset, cron) => {
    expect(cronOf(every, offset)).toBe(cron);
  });

  it('is read back as what it was written for', () => {
    const span = fc.oneof(
      fc.integer({ min: 1, max: 600 }).map((minutes) => minutes * minute),
      fc.integer({ min: 1, max: 200 }).map((hours) => hours * hour),
      fc.integer({ min: 1, max: 60 }).map((days) => days * day),
    );
    fc.assert(
      fc.property(span, fc.integer({ min: 0, max: 1439 }), (every, offset) => {
        const within = (offset * minute) % every;
        expect(readCron(cronOf(every, within))).toBe(every);
      }),
    );
  });

  it('is as rare as its longest gap', () => {
    expect(readCron('*/40 * * * *')).toBe(40 * minute);
    expect(readCron('0 8-17 * * *')).toBe(15 * hour);
    expect(readCron('0 0 * * 1-5')).toBe(3 * day);
  });

  it.each(['', '0 0 1 * *', '61 * * * *', '* * * *', '@daily', '0 0 * * MON'])(
    '%s cannot be read',
    (text) => {
      expect(readCron(text)).toBeNull();
    },
  );
});
