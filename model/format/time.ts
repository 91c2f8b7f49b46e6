import type { Lang } from './lang.ts';
import { formatNumber, hardSpace } from './number.ts';

/** Time zone of every day and clock time on screens. */
export const timeZone = 'Europe/Stockholm';

let cachedParts: Intl.DateTimeFormat | undefined;

/** Making a formatter costs a hundred times more than using it, so there is one. */
function partsFormat(): Intl.DateTimeFormat {
  cachedParts ??= new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return cachedParts;
}

interface LocalTime {
  readonly day: string;
  readonly clock: string;
}

function localTime(at: Date): LocalTime {
  const parts = Object.fromEntries(
    partsFormat()
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts['year']?.padStart(4, '0')}-${parts['month']}-${parts['day']}`,
    clock: `${parts['hour']}:${parts['minute']}`,
  };
}

/** Calendar day in Europe/Stockholm: `2026-11-22`. */
export function formatDay(at: Date): string {
  return localTime(at).day;
}

const hour = 3_600_000;
const clockNames: Readonly<Record<Lang, { readonly summer: string; readonly standard: string }>> = {
  sv: { summer: 'sommartid', standard: 'normaltid' },
  en: { summer: 'summer time', standard: 'standard time' },
};

/** ` sommartid` or ` normaltid` within the two autumn hours that carry the same clock time; else nothing. */
function whichHour(at: Date, local: LocalTime, lang: Lang): string {
  const isSame = (other: LocalTime) => other.day === local.day && other.clock === local.clock;
  if (isSame(localTime(new Date(at.getTime() + hour)))) return ` ${clockNames[lang].summer}`;
  if (isSame(localTime(new Date(at.getTime() - hour)))) return ` ${clockNames[lang].standard}`;
  return '';
}

/** Day and clock in Europe/Stockholm: `2026-11-22 07:42`; the hour that comes twice says which one it is. */
export function formatInstant(at: Date, lang: Lang): string {
  const local = localTime(at);
  return `${local.day} ${local.clock}${whichHour(at, local, lang)}`;
}

/** Clock alone where the day is the reader's own, else day and clock: `07:42`, `2026-11-21 23:10`. */
export function formatRecent(at: Date, now: Date, lang: Lang): string {
  const local = localTime(at);
  return local.day === formatDay(now)
    ? `${local.clock}${whichHour(at, local, lang)}`
    : formatInstant(at, lang);
}

const spans = [
  { seconds: 31_557_600, sv: ['år', 'år'], en: ['year', 'years'] },
  { seconds: 2_629_800, sv: ['månad', 'månader'], en: ['month', 'months'] },
  { seconds: 86_400, sv: ['dygn', 'dygn'], en: ['day', 'days'] },
  { seconds: 3600, sv: ['timme', 'timmar'], en: ['hour', 'hours'] },
  { seconds: 60, sv: ['minut', 'minuter'], en: ['minute', 'minutes'] },
  { seconds: 1, sv: ['sekund', 'sekunder'], en: ['second', 'seconds'] },
] as const;

/** A span in its largest whole unit: `4 timmar`, `19 dygn`; months and years only from two on. */
export function formatSpan(seconds: number, lang: Lang): string {
  const span =
    spans.find((unit) => seconds >= unit.seconds * (unit.seconds > 86_400 ? 2 : 1)) ??
    spans[spans.length - 1];
  if (span === undefined) return '';
  const count = Math.max(0, Math.floor(seconds / span.seconds));
  return `${formatNumber(count, lang)}${hardSpace}${span[lang][count === 1 ? 0 : 1]}`;
}

/** How long ago, or how far ahead: `för 3 timmar sedan`, `om 2 dygn`, `nyss` within a minute. */
export function formatAge(at: Date, now: Date, lang: Lang): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (Math.abs(seconds) < 60) return lang === 'sv' ? 'nyss' : 'just now';
  const span = formatSpan(Math.abs(seconds), lang);
  if (lang === 'sv') return seconds > 0 ? `för ${span} sedan` : `om ${span}`;
  return seconds > 0 ? `${span} ago` : `in ${span}`;
}

/** Whole days from one calendar day to another, both `YYYY-MM-DD`; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
