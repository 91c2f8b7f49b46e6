import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freezeAt, freezesWithin } from '#runbooks/engine/rollout/freeze.ts';
import { createSlotFinder, instantOf, slotAt } from '#runbooks/engine/rollout/window.ts';

const tuesday = { every: 'week', weekday: 'tue', from: '23:00', minutes: 120 } as const;
const iso = ({ opens, closes }: { opens: Date; closes: Date }) => [opens.toISOString(), closes.toISOString()];

test('a window that is open is the one that holds, also past midnight', () => {
  const slot = ['2026-03-03T22:00:00.000Z', '2026-03-04T00:00:00.000Z'];
  expect(iso(slotAt(tuesday, new Date('2026-03-03T22:00:00Z')))).toEqual(slot);
  expect(iso(slotAt(tuesday, new Date('2026-03-03T23:59:59Z')))).toEqual(slot);
  expect(iso(slotAt(tuesday, new Date('2026-02-25T12:00:00Z')))).toEqual(slot);
});

test('a window that has just closed comes again in a week', () => {
  expect(iso(slotAt(tuesday, new Date('2026-03-04T00:00:00Z')))[0]).toBe('2026-03-10T22:00:00.000Z');
});

test('a window keeps its clock time when the clocks are changed', () => {
  const daily = { every: 'day', weekday: null, from: '02:30', minutes: 60 } as const;
  expect(iso(slotAt(daily, new Date('2026-03-28T12:00:00Z')))[0]).toBe('2026-03-29T01:30:00.000Z');
  expect(iso(slotAt(daily, new Date('2026-10-24T12:00:00Z')))[0]).toBe('2026-10-25T00:30:00.000Z');
  expect(instantOf('2026-07-01', '00:00').toISOString()).toBe('2026-06-30T22:00:00.000Z');
});

test('a slot is always ahead or holds now, and the finder says the same', () => {
  const finder = createSlotFinder();
  const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(
      at,
      fc.constantFrom('mon', 'wed', 'sun', null),
      fc.integer({ min: 0, max: 23 }),
      (now, weekday, hour) => {
        const rule = {
          every: weekday === null ? 'day' : 'week',
          weekday,
          from: `${String(hour).padStart(2, '0')}:00`,
          minutes: 120,
        } as const;
        const slot = slotAt(rule, now);
        expect(slot.closes > now).toBe(true);
        expect(slot.opens.getTime() - now.getTime()).toBeLessThanOrEqual(8 * 86_400_000);
        expect(finder(rule, now)).toEqual(slot);
      },
    ),
  );
});

const freezes = [
  { from: '2026-12-18', until: '2027-01-06', reason: 'Jul', services: [] },
  { from: '2026-09-13', until: '2026-09-13', reason: 'Val', services: ['valet'] },
];

test('a freeze holds from its first day to the end of its last', () => {
  const holds = (at: string) => freezeAt(freezes, ['gis'], new Date(at))?.reason;
  expect(holds('2026-12-17T22:59:59Z')).toBeUndefined();
  expect(holds('2026-12-17T23:00:00Z')).toBe('Jul');
  expect(holds('2027-01-06T22:59:59Z')).toBe('Jul');
  expect(holds('2027-01-06T23:00:00Z')).toBeUndefined();
});

test('a freeze of some services leaves the others alone', () => {
  const day = new Date('2026-09-13T10:00:00Z');
  expect(freezeAt(freezes, ['gis', null], day)).toBeUndefined();
  expect(freezeAt(freezes, ['gis', 'valet'], day)?.reason).toBe('Val');
  const span = { opens: new Date('2026-09-01T00:00:00Z'), closes: new Date('2027-01-01T00:00:00Z') };
  expect(freezesWithin(freezes, ['valet'], span)).toHaveLength(2);
});
