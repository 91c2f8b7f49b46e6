import type { Lang } from '#model/format/lang.ts';
import { formatNumber } from '#model/format/number.ts';
import { formatCount, type Plural } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';

/** A value put into a text; numbers are written as the language writes them. */
export type Value = string | number;

type PluralText = Readonly<Record<Lang, Plural>>;
// biome-ignore lint/suspicious/noExplicitAny: a text may take any number of values, each typed where it is written
type Sentence = (...values: any[]) => Text;

/** The texts of one view, each in both languages: a missing translation does not compile. */
export type Words = Readonly<Record<string, Text | PluralText | Sentence>>;

/** The same texts in one language: strings, counted words, and functions of the values they hold. */
export type Spoken<Table extends Words> = {
  readonly [Key in keyof Table]: Table[Key] extends (...values: infer Values) => Text
    ? (...values: Values) => string
    : Table[Key] extends PluralText
      ? (count: number) => string
      : string;
};

/**
 * Picks one language of a table of texts.
 *
 * @example
 * const t = speak({ device: { sv: { one: 'enhet', other: 'enheter' }, en: { one: 'device', other: 'devices' } } }, 'sv');
 * t.device(3); // "3 enheter"
 */
export function speak<const Table extends Words>(table: Table, lang: Lang): Spoken<Table> {
  const spoken = Object.entries(table).map(([key, entry]) => [key, speakOne(entry, lang)] as const);
  return Object.fromEntries(spoken) as Spoken<Table>;
}

function speakOne(entry: Words[string], lang: Lang): string | ((...values: Value[]) => string) {
  if (typeof entry === 'function') {
    return (...values) =>
      entry(...values.map((value) => (typeof value === 'number' ? formatNumber(value, lang) : value)))[lang];
  }
  const said = entry[lang];
  return typeof said === 'string' ? said : (count) => formatCount(Number(count), said, lang);
}
