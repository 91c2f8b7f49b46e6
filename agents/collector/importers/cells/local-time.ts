import type { WallTime } from './dates.ts';

const hourMs = 3_600_000;

/** Turns times on the wall into instants and instants into calendar days, in one zone. */
export interface LocalClock {
  readonly instant: (time: WallTime) => Date;
  /** YYYY-MM-DD; a cell with an offset of its own is carried over to the zone first. */
  readonly day: (time: WallTime) => string;
}

/**
 * A clock for times without an offset of their own. An hour that comes twice in autumn is read as its first;
 * one that never comes in spring is read as the hour after.
 */
export function createLocalClock(zone: 'UTC' | 'Europe/Stockholm'): LocalClock {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  /** Milliseconds that the zone is ahead of UTC; it changes on full hours only. */
  const offsetAt = (utcMs: number): number => {
    const hour = Math.floor(utcMs / hourMs);
    const cached = known.get(hour);
    if (cached !== undefined) return cached;
    const text = format.formatToParts(hour * hourMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * 60_000);
    known.set(hour, offset);
    return offset;
  };
  const instant = (time: WallTime): Date => {
    const onTheWall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
    if (time.offsetMinutes !== null) return new Date(onTheWall - time.offsetMinutes * 60_000);
    const before = offsetAt(onTheWall - 24 * hourMs);
    const first = onTheWall - before;
    const after = offsetAt(first);
    const second = onTheWall - after;
    return new Date(after === before || offsetAt(second) !== after ? first : second);
  };
  const day = (time: WallTime): string => {
    if (time.offsetMinutes === null) return formatDay(Date.UTC(time.year, time.month - 1, time.day));
    const at = instant(time).getTime();
    return formatDay(at + offsetAt(at));
  };
  return { instant, day };
}

function formatDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
