import { expect, it } from 'vitest';
import { phoneAddress } from '#agents/collector/figures/phone-address.ts';
import { isWithinHours } from '#agents/collector/figures/within-hours.ts';

it.each([
  // A Tuesday in winter: one hour before UTC.
  ['mon-fri 07:00-18:00', '2026-11-24T05:59:00Z', false],
  ['mon-fri 07:00-18:00', '2026-11-24T06:00:00Z', true],
  ['mon-fri 07:00-18:00', '2026-11-24T16:59:00Z', true],
  ['mon-fri 07:00-18:00', '2026-11-24T17:00:00Z', false],
  // A Saturday.
  ['mon-fri 07:00-18:00', '2026-11-28T11:00:00Z', false],
  ['sat-mon 07:00-18:00', '2026-11-28T11:00:00Z', true],
  ['sat-mon 07:00-18:00', '2026-11-24T11:00:00Z', false],
  ['mon-sun 06:00-24:00', '2026-11-24T22:59:00Z', true],
  // Already Wednesday in Sweden, in summer time.
  ['wed-wed 00:00-01:00', '2026-06-23T22:30:00Z', true],
  ['24/7', '2026-11-28T02:00:00Z', true],
] as const)('%s at %s: %s', (hours, at, expected) => {
  expect(isWithinHours(hours, new Date(at))).toBe(expected);
});

it('dials a number, and nothing that is more than one', () => {
  expect(phoneAddress('070-174 06 10')).toBe('tel:0701740610');
  expect(phoneAddress(' +46 8 465 004 10 ')).toBe('tel:+46846500410');
  expect(phoneAddress('040-628 04 10, knappval 2')).toBeNull();
  expect(phoneAddress('javascript:alert(1)')).toBeNull();
});
