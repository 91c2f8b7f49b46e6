import type { Text } from '#model/format/text.ts';

/** The question after a word that is nearly one of ours. */
export const didYouMean = (nearest: string): Text => ({
  sv: `menade du \`${nearest}\`?`,
  en: `did you mean \`${nearest}\`?`,
});
