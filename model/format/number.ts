import type { Lang } from './lang.ts';

/** Narrow space that never breaks a line: between thousands. */
export const thinSpace = '\u202f';
/** Space that never breaks a line: between a value and its unit. */
export const hardSpace = '\u00a0';

const decimalMark: Readonly<Record<Lang, string>> = { sv: ',', en: '.' };

/**
 * A number for people: `1 234,5` in Swedish, `1 234.5` in English, thousands apart by a thin space as
 * SI and Swedish usage have it; a true minus sign.
 *
 * @param decimals digits after the mark, exactly
 */
export function formatNumber(value: number, lang: Lang, decimals = 0): string {
  if (!Number.isFinite(value)) return '–';
  const scaled = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = scaled.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  const isNegative = value < 0 && Number(scaled) !== 0;
  return `${isNegative ? '−' : ''}${grouped}${fraction === undefined ? '' : decimalMark[lang] + fraction}`;
}

/**
 * A share as whole per cent: `81 %` in Swedish, `81%` in English. What is not whole is never rounded
 * to 100, and what is not nothing never to 0.
 *
 * @param share 0–1
 */
export function formatPercent(share: number, lang: Lang): string {
  const rounded = Math.round(share * 100);
  const percent = rounded === 100 && share < 1 ? 99 : rounded === 0 && share > 0 ? 1 : rounded;
  return `${formatNumber(percent, lang)}${lang === 'sv' ? hardSpace : ''}%`;
}

/** An amount of money: öre only below a thousand and only where there are any. `620 000 kr`, `SEK 620 000`. */
export function formatSek(amount: number, lang: Lang): string {
  const decimals = Math.abs(amount) < 1000 && !Number.isInteger(amount) ? 2 : 0;
  const number = formatNumber(amount, lang, decimals);
  return lang === 'sv' ? `${number}${hardSpace}kr` : `SEK${hardSpace}${number}`;
}

const byteUnits = {
  /** As memory is sold and disks are declared. */
  binary: { step: 1024, names: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] },
  /** As disks are sold. */
  decimal: { step: 1000, names: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] },
} as const;

/** A size: `16 GiB`, `512 GB`, `1,9 TB`; one decimal below ten, none from ten on. */
export function formatBytes(bytes: number, lang: Lang, base: keyof typeof byteUnits = 'decimal'): string {
  const { step, names } = byteUnits[base];
  let power = 0;
  while (power < names.length - 1 && Math.round(bytes / step ** power) >= step) power += 1;
  const value = bytes / step ** power;
  const decimals = power > 0 && value < 9.95 && !Number.isInteger(value) ? 1 : 0;
  return `${formatNumber(value, lang, decimals)}${hardSpace}${names[power]}`;
}
