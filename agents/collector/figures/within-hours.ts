import { formatDay, formatInstant } from '#model/format/time.ts';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Is a moment within agreed service time, `24/7` or `mon-fri 07:00-18:00`, as the clock is in Sweden? */
export function isWithinHours(hours: string, at: Date): boolean {
  const [, first = '', last = '', from = '', to = ''] =
    /^(\w{3})-(\w{3}) (\d\d:\d\d)-(\d\d:\d\d)$/.exec(hours) ?? [];
  if (first === '') return true;
  const today = new Date(`${formatDay(at)}T00:00:00Z`).getUTCDay();
  const since = (today - weekdays.indexOf(first) + 7) % 7;
  const length = (weekdays.indexOf(last) - weekdays.indexOf(first) + 7) % 7;
  const clock = formatInstant(at, 'sv').slice('2026-11-24 '.length, '2026-11-24 07:42'.length);
  return since <= length && from <= clock && clock < to;
}
