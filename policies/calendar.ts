/**
 * The same day of another month, `YYYY-MM-DD`; the last day of a shorter month (2024-02-29 + 12 = 2025-02-28).
 *
 * @param months may be negative
 */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay))).toISOString().slice(0, 10);
}

/** Milliseconds in an hour and in a day of 24 hours. */
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Days of 24 hours since an instant, with fraction. */
export function ageDays(at: Date | string, now: Date): number {
  return (now.getTime() - new Date(at).getTime()) / dayMs;
}
