import { formatInstant } from '#model/format/time.ts';

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * Name of a run: when it was planned, in Swedish time, what it is, and four signs that keep two of a minute apart.
 *
 * @param random a number in [0, 1)
 * @example `2026-11-25-0213-restart-service-k3f9`
 */
export function newRunId(procedure: string, at: Date, random: () => number): string {
  const [day = '', clock = ''] = formatInstant(at, 'en').split(/[\s ]/);
  const signs = Array.from({ length: 4 }, () => letters[Math.floor(random() * letters.length)]).join('');
  return `${day}-${clock.replace(':', '')}-${procedure}-${signs}`;
}
