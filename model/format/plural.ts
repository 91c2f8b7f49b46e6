import type { Lang } from './lang.ts';
import { formatNumber, hardSpace } from './number.ts';

/** One and many of a word: `{ one: 'enhet', other: 'enheter' }`. Swedish and English have no further forms. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** A count with its word, which stay on one line: `1 enhet`, `1 430 enheter`. */
export function formatCount(count: number, word: Plural, lang: Lang): string {
  return `${formatNumber(count, lang)}${hardSpace}${count === 1 ? word.one : word.other}`;
}

/** `a, b och c`. */
export function formatList(items: readonly string[], lang: Lang): string {
  if (items.length < 2) return items.join('');
  const last = items.at(-1) ?? '';
  return `${items.slice(0, -1).join(', ')} ${lang === 'sv' ? 'och' : 'and'} ${last}`;
}
