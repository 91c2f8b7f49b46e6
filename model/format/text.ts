import type { Lang } from './lang.ts';

/** A text in both languages of the product. */
export type Text = Readonly<Record<Lang, string>>;

/** What is the same in every language: an id, an address, a number. */
export function sameText(text: string): Text {
  return { sv: text, en: text };
}
