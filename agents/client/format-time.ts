import type { Lang } from '#model/format/lang.ts';

/** `2026-11-24 18:05` in the device's own time zone. */
export function formatInstant(at: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${day} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

const units = [
  { seconds: 86_400, sv: ['dag', 'dagar'], en: ['day', 'days'] },
  { seconds: 3600, sv: ['timme', 'timmar'], en: ['hour', 'hours'] },
  { seconds: 60, sv: ['minut', 'minuter'], en: ['minute', 'minutes'] },
] as const;

/** `3 minutes ago`, `in 2 hours`, `now` within a minute. */
export function formatAge(at: Date, now: Date, lang: Lang): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  const unit = units.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  if (unit === undefined) return lang === 'sv' ? 'nu' : 'now';
  const count = Math.floor(Math.abs(seconds) / unit.seconds);
  const words = `${count} ${unit[lang][count === 1 ? 0 : 1]}`;
  if (lang === 'sv') return seconds > 0 ? `för ${words} sedan` : `om ${words}`;
  return seconds > 0 ? `${words} ago` : `in ${words}`;
}
