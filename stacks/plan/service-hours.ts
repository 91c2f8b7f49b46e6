import type { Weekday } from '#model/platform/planned-operations.ts';

/** Days in the order of a week. */
export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const minutesPerDay = 1440;
const minutesPerWeek = 7 * minutesPerDay;

/** Agreed service time: minutes from Monday 00:00, `from` included, `to` not; within one week. */
export interface ServiceSpan {
  readonly from: number;
  readonly to: number;
}

/** Reads `24/7` or `mon-fri 07:00-18:00`; days may go past Sunday (`sat-mon`). */
export function parseHours(hours: string): readonly ServiceSpan[] {
  const match = /^(\w{3})-(\w{3}) (\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(hours);
  if (match === null) return [{ from: 0, to: minutesPerWeek }];
  const [, firstDay, lastDay, ...clock] = match;
  const first = weekdays.indexOf(firstDay as Weekday);
  const last = weekdays.indexOf(lastDay as Weekday);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  const days = ((last - first + 7) % 7) + 1;
  return Array.from({ length: days }, (_, offset) => {
    const midnight = ((first + offset) % 7) * minutesPerDay;
    return { from: midnight + fromHour * 60 + fromMinute, to: midnight + toHour * 60 + toMinute };
  });
}

/** Minutes of agreed service time in a week. */
export function minutesPerWeekOf(hours: string): number {
  return parseHours(hours).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Does a span that begins at a minute of the week, and may run into the next week, touch the agreed time? */
export function touchesHours(hours: string, from: number, minutes: number): boolean {
  return parseHours(hours).some((span) =>
    [0, minutesPerWeek].some((week) => span.from + week < from + minutes && from < span.to + week),
  );
}
