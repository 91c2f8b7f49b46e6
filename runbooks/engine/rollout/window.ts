import { formatDay, formatInstant } from '#model/format/time.ts';
import type { MaintenanceWindow, Weekday } from '#model/platform/planned-operations.ts';

/** A span of time, `opens` included, `closes` not. */
export interface Slot {
  readonly opens: Date;
  readonly closes: Date;
}

type Rule = Pick<MaintenanceWindow, 'every' | 'weekday' | 'from' | 'minutes'>;

const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The slot of a maintenance window that holds now, else the next. */
export function slotAt(rule: Rule, now: Date): Slot {
  // A slot that holds now began today or yesterday; the next one at most eight days ahead.
  const today = formatDay(now);
  for (let ahead = -1; ahead <= 8; ahead++) {
    const slot = slotOf(rule, addDays(today, ahead));
    if (slot !== null && slot.closes > now) return slot;
  }
  throw new Error(`no slot of the window ${JSON.stringify(rule)} within eight days of ${now.toISOString()}`);
}

/** {@link slotAt} for one run, which asks again and again: the slot it gave last is given again while it holds. */
export function createSlotFinder(): (rule: Rule, now: Date) => Slot {
  const last = new Map<string, Slot>();
  return (rule, now) => {
    const key = `${rule.every} ${rule.weekday} ${rule.from} ${rule.minutes}`;
    const known = last.get(key);
    if (known !== undefined && known.opens <= now && now < known.closes) return known;
    const slot = slotAt(rule, now);
    last.set(key, slot);
    return slot;
  };
}

function slotOf({ every, weekday, from, minutes }: Rule, day: string): Slot | null {
  const isItsDay = every === 'day' || weekday === null || weekdays[weekdayOf(day)] === weekday;
  if (!isItsDay) return null;
  const opens = instantOf(day, from);
  return { opens, closes: new Date(opens.getTime() + minutes * 60_000) };
}

/**
 * The instant of a clock time of a day in Europe/Stockholm. The hour that comes twice is the first of the two; in the
 * one that never comes, the clock is read as if it had not been put forward yet.
 */
export function instantOf(day: string, clock: string): Date {
  const utc = Date.parse(`${day}T${clock}:00Z`);
  const [summer, standard] = [new Date(utc - 2 * hourMs), new Date(utc - hourMs)];
  return formatInstant(summer, 'en').startsWith(`${day} ${clock}`) ? summer : standard;
}

/** A calendar day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
