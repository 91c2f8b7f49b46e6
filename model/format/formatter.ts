import type { Lang } from './lang.ts';
import { formatBytes, formatNumber, formatPercent, formatSek } from './number.ts';
import { formatCount, formatList, type Plural } from './plural.ts';
import { formatAge, formatDay, formatInstant, formatRecent, formatSpan } from './time.ts';

/** Numbers, amounts, days and spans in one language: the only way they reach a screen. */
export interface Formatter {
  readonly lang: Lang;
  readonly number: (value: number, decimals?: number) => string;
  /** @param share 0–1 */
  readonly percent: (share: number) => string;
  readonly sek: (amount: number) => string;
  readonly bytes: (bytes: number, base?: 'binary' | 'decimal') => string;
  readonly count: (count: number, word: Plural) => string;
  readonly list: (items: readonly string[]) => string;
  readonly day: (at: Date) => string;
  readonly instant: (at: Date) => string;
  readonly recent: (at: Date, now: Date) => string;
  readonly span: (seconds: number) => string;
  readonly age: (at: Date, now: Date) => string;
}

/** The formatter of a language. */
export function createFormatter(lang: Lang): Formatter {
  return {
    lang,
    number: (value, decimals) => formatNumber(value, lang, decimals),
    percent: (share) => formatPercent(share, lang),
    sek: (amount) => formatSek(amount, lang),
    bytes: (bytes, base) => formatBytes(bytes, lang, base),
    count: (count, word) => formatCount(count, word, lang),
    list: (items) => formatList(items, lang),
    day: formatDay,
    instant: (at) => formatInstant(at, lang),
    recent: (at, now) => formatRecent(at, now, lang),
    span: (seconds) => formatSpan(seconds, lang),
    age: (at, now) => formatAge(at, now, lang),
  };
}
