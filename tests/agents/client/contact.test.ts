import { describe, expect, it } from 'vitest';
import { isDue } from '#agents/client/contact.ts';
import type { LastContact } from '#agents/client/state/last-contact.ts';

const contact: LastContact = {
  schemaVersion: 1,
  attemptedAt: '2026-11-24T12:00:00.000Z',
  outcome: 'accepted',
  envelopes: {},
  problem: null,
  receipt: null,
  acceptedAt: '2026-11-24T12:00:00.000Z',
  failures: 0,
  nextAt: '2026-11-24T13:00:00.000Z',
  clockOffsetSeconds: 0,
};

describe('the next report', () => {
  it.each([
    ['before any was sent', null, '2026-11-24T12:00:00Z', true],
    ['before its time', contact, '2026-11-24T12:30:00Z', false],
    ['at its time', contact, '2026-11-24T13:00:00Z', true],
    ['long after, when the device slept', contact, '2026-12-24T13:00:00Z', true],
    ['when the network set the clock back by seconds', contact, '2026-11-24T11:59:40Z', false],
    ['when a clock that was years ahead has been put right', contact, '2020-01-01T00:00:00Z', true],
  ])('is due or not %s', (_when, last, now, expected) => {
    expect(isDue(last, new Date(now))).toBe(expected);
  });
});
