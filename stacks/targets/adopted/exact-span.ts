import type { Lang } from '#model/format/lang.ts';
import { formatCount, type Plural } from '#model/format/plural.ts';

const units: readonly { readonly seconds: number; readonly word: Readonly<Record<Lang, Plural>> }[] = [
  { seconds: 86_400, word: { sv: { one: 'dygn', other: 'dygn' }, en: { one: 'day', other: 'days' } } },
  { seconds: 3600, word: { sv: { one: 'timme', other: 'timmar' }, en: { one: 'hour', other: 'hours' } } },
  { seconds: 60, word: { sv: { one: 'minut', other: 'minuter' }, en: { one: 'minute', other: 'minutes' } } },
  { seconds: 1, word: { sv: { one: 'sekund', other: 'sekunder' }, en: { one: 'second', other: 'seconds' } } },
];

/** A span in the largest unit that it is whole in: what is typed into a system must not be rounded. */
export function exactSpan(seconds: number, lang: Lang): string {
  const unit = units.find((one) => seconds % one.seconds === 0) ?? units[units.length - 1];
  return unit === undefined ? '' : formatCount(seconds / unit.seconds, unit.word[lang], lang);
}
