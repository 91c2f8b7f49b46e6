import type { Change } from '#model/evidence/change.ts';
import { daysAgo } from '../../builders/fleet.ts';

/** What a test says of a change that was made; the rest is a run that somebody else approved. */
export type Made = Partial<Change> & { readonly days?: number; readonly verified?: boolean };

/** A change as evidence. */
export function made({ days = 5, verified, ...change }: Made) {
  const at = daysAgo(days);
  const value: Change = {
    schemaVersion: 1,
    origin: 'run',
    reference: 'k1',
    what: 'restart-service',
    services: ['tjanst'],
    change: 'normal',
    requestedBy: 'directory:1',
    approvedBy: ['directory:2'],
    planHash: 'ab',
    ticket: null,
    startedAt: at.toISOString(),
    endedAt: null,
    outcome: 'succeeded',
    review: null,
    ...change,
  };
  return { at, value, ...(verified === undefined ? {} : { verified }) };
}
