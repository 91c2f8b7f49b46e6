const oldestYear = 1980;

/** SMBIOS writes month/day/year, the year with two or four digits (DSP0134 3.7.0, 7.1); null for no calendar day. */
export function firmwareDay(text: string | null): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text?.trim() ?? '');
  if (match === null) return null;
  const [, month = '', day = '', digits = ''] = match;
  const year = digits.length === 2 ? `19${digits}` : digits;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return isDay && Number(year) >= oldestYear ? iso : null;
}
