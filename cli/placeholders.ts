import type { Lang } from '#model/format/lang.ts';

/** What stands for a value in the help and in messages, where Swedish has another word for it. */
const swedish: Readonly<Record<string, string>> = {
  ADDRESS: 'ADRESS',
  DIR: 'MAPP',
  FILE: 'FIL',
  NAME: 'NAMN',
};

/** `DIR [--port N]` with its placeholders in the language asked for; all else stays as it is. */
export function namePlaceholders(text: string, lang: Lang): string {
  return lang === 'en' ? text : text.replace(/\b[A-Z]{2,}\b/g, (word) => swedish[word] ?? word);
}
