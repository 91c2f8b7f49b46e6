import type { Lang } from './lang.ts';

/** A text in both languages of the product. */
export type Text = Readonly<Record<Lang, string>>;
