const minute = 60;
const hour = 3600;
const day = 86_400;
const week = 7 * day;

/** Offsets are in local time, copies in UTC: in winter to the minute, in summer an hour later. */
const utcOffset = hour;

/**
 * When something is done every so often, as cron in UTC; what cron cannot say without a gap at the end of a day
 * becomes `@every`, which Velero and CloudNativePG both read.
 *
 * @example cronOf(4 * 3600, 300) // '5 0-23/4 * * *'
 */
export function cronOf(everySeconds: number, offsetSeconds: number): string {
  const at = Math.floor((offsetSeconds % hour) / minute);
  if (everySeconds % minute === 0 && everySeconds < hour && hour % everySeconds === 0) {
    const step = everySeconds / minute;
    return step === 1 ? '* * * * *' : `${at % step}-59/${step} * * * *`;
  }
  if (everySeconds % hour === 0 && day % everySeconds === 0 && everySeconds < day) {
    const step = everySeconds / hour;
    const first = Math.floor(offsetSeconds / hour) % step;
    return step === 1 ? `${at} * * * *` : `${at} ${first}-23/${step} * * *`;
  }
  const utc = Math.floor(((offsetSeconds - utcOffset + day) % day) / hour);
  if (everySeconds === day) return `${at} ${utc} * * *`;
  if (everySeconds === week) return `${at} ${utc} * * 0`;
  return `@every ${Math.floor(everySeconds / hour)}h${Math.floor((everySeconds % hour) / minute)}m0s`;
}

/** The longest time between two copies of a schedule, in seconds; null where it cannot be read. */
export function readCron(text: string): number | null {
  const every = /^@every (\d+)h(\d+)m(?:0s)?$/.exec(text);
  if (every !== null) return Number(every[1]) * hour + Number(every[2]) * minute;
  const fields = text.split(' ');
  const [minutes, hours, days, months, weekdays] = fields;
  if (fields.length !== 5 || days !== '*' || months !== '*') return null;
  const sets = [readField(minutes, 0, 59), readField(hours, 0, 23), readField(weekdays, 0, 6)] as const;
  const [inHour, inDay, inWeek] = sets;
  if (inHour === null || inDay === null || inWeek === null) return null;
  const times = inWeek.flatMap((d) =>
    inDay.flatMap((h) => inHour.map((m) => d * day + h * hour + m * minute)),
  );
  const [first] = times;
  if (first === undefined) return null;
  return times.reduce(
    (longest, time, index) => Math.max(longest, (times[index + 1] ?? first + week) - time),
    0,
  );
}

function readField(field: string | undefined, low: number, high: number): readonly number[] | null {
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(field ?? '');
  if (match === null) return null;
  const [, from, to, step] = match;
  const first = from === undefined ? low : Number(from);
  const last = to === undefined ? (from === undefined ? high : first) : Number(to);
  if (first < low || last > high || step === '0') return null;
  const every = step === undefined ? 1 : Number(step);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
}
