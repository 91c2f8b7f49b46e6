import type { Lang } from '#model/format/lang.ts';
import { type Content, type Html, html } from '../html.ts';
import { statusMark } from './status.ts';

/** "Ej mätt", why, and what would fill it: never an empty place, never a zero. */
export function notMeasured(why: Content, lang: Lang): Html {
  return html`<span class="unmeasured">${statusMark('not-measured', lang)} <span class="why">${why}</span></span>`;
}

const missingWord = { sv: 'saknas', en: 'missing' } as const;

/** A field of the declaration that nobody has filled in. */
export function missing(lang: Lang): Html {
  return html`<span class="muted">${missingWord[lang]}</span>`;
}
