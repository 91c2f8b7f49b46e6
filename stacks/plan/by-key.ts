import { compareText } from '#model/compare-text.ts';

/** A copy sorted by a text, in the order of code units: the same on every machine, whatever its language. */
export function sortedBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): readonly Item[] {
  return [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ item }) => item);
}

/** Texts, each once, sorted. */
export function sortedTexts(texts: Iterable<string>): readonly string[] {
  return sortedBy(new Set(texts), (text) => text);
}
