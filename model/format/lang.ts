/** A language of the product's screens and commands; every text exists in both. */
export type Lang = 'sv' | 'en';
