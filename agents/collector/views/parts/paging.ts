import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  label: { sv: 'Sidor', en: 'Pages' },
  previous: { sv: 'Föregående', en: 'Previous' },
  next: { sv: 'Nästa', en: 'Next' },
  page: (page: string | number, pages: string | number) => ({
    sv: `Sida ${page} av ${pages}`,
    en: `Page ${page} of ${pages}`,
  }),
};

export interface Paging {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** The range that a page shows, both from 1. */
export function shownRange({ page, pageSize, total }: Paging): {
  readonly first: number;
  readonly last: number;
} {
  return { first: Math.min((page - 1) * pageSize + 1, total), last: Math.min(page * pageSize, total) };
}

/** Links to the page before and after; nothing where everything fits on one. */
export function paging(state: Paging, href: (page: number) => string, view: View): Html | null {
  const t = speak(words, view.lang);
  const pages = Math.ceil(state.total / state.pageSize);
  if (pages <= 1) return null;
  return html`<nav class="paging" aria-label="${t.label}">
${state.page > 1 ? html`<a rel="prev" href="${href(state.page - 1)}">← ${t.previous}</a>` : html`<span></span>`}
<span>${t.page(state.page, pages)}</span>
${state.page < pages ? html`<a rel="next" href="${href(state.page + 1)}">${t.next} →</a>` : html`<span></span>`}
</nav>`;
}
