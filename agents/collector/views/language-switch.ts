import { type Html, html } from './html.ts';
import type { Frame } from './view.ts';
import { speak } from './words.ts';

const words = {
  other: { sv: 'English', en: 'Svenska' },
};

/** The same page in the other language; what else stands in the address stays. */
export function languageSwitch({ lang, path, query }: Pick<Frame, 'lang' | 'path' | 'query'>): Html {
  const other = lang === 'sv' ? 'en' : 'sv';
  const parameters = new URLSearchParams(query);
  parameters.set('lang', other);
  return html`<a href="${path}?${parameters.toString()}" hreflang="${other}" lang="${other}">${speak(words, lang).other}</a>`;
}
