import type { ResultStatus, Severity } from '#model/controls/result.ts';
import type { Lang } from '#model/format/lang.ts';
import type { StatusCounts } from '../../figures/control-status.ts';
import { type Html, html, join } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { capitalise } from './capitalise.ts';

/** The order in which statuses are listed: good first, so that bars begin with what is met. */
export const shownStatuses = [
  'met',
  'finding',
  'exempt',
  'not-measured',
] as const satisfies readonly ResultStatus[];

const words = {
  met: { sv: 'uppfylld', en: 'met' },
  finding: { sv: 'avvikelse', en: 'finding' },
  exempt: { sv: 'undantag', en: 'exempt' },
  'not-measured': { sv: 'ej mätt', en: 'not measured' },
};

const countWords = {
  met: { sv: { one: 'uppfylld', other: 'uppfyllda' }, en: { one: 'met', other: 'met' } },
  finding: { sv: { one: 'avvikelse', other: 'avvikelser' }, en: { one: 'finding', other: 'findings' } },
  exempt: { sv: { one: 'undantag', other: 'undantag' }, en: { one: 'exempt', other: 'exempt' } },
  'not-measured': {
    sv: { one: 'ej mätt', other: 'ej mätta' },
    en: { one: 'not measured', other: 'not measured' },
  },
};

const severityWords = {
  critical: { sv: 'Kritisk', en: 'Critical' },
  high: { sv: 'Hög', en: 'High' },
  medium: { sv: 'Medel', en: 'Medium' },
  low: { sv: 'Låg', en: 'Low' },
};

/** Each status has a shape of its own: disc, triangle, diamond, ring. */
export const statusShapes: Readonly<Record<ResultStatus, Html>> = {
  met: html`<circle cx="6" cy="6" r="5" fill="currentColor"/>`,
  finding: html`<path d="M6 .8l5.7 10.4H.3z" fill="currentColor"/>`,
  exempt: html`<path d="M6 0l6 6-6 6-6-6z" fill="currentColor"/>`,
  'not-measured': html`<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="2"/>`,
};

/** A shape of 12 × 12 beside the word that says the same. */
export function besideWord(shape: Html): Html {
  return html`<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${shape}</svg>`;
}

/** The shape alone; the word has to stand beside it. */
export function statusShape(status: ResultStatus): Html {
  return besideWord(statusShapes[status]);
}

/** Shape and word: ▲ avvikelse. */
export function statusMark(status: ResultStatus, lang: Lang): Html {
  return html`<span class="status ${status}">${statusShape(status)}${capitalise(words[status][lang])}</span>`;
}

/** The word of a status, in lower case. */
export function statusWord(status: ResultStatus, lang: Lang): string {
  return words[status][lang];
}

/** Shape and weight of a finding: ▲ Kritisk. */
export function severityMark(severity: Severity, lang: Lang): Html {
  return html`<span class="status finding">${statusShape('finding')}${severityWords[severity][lang]}</span>`;
}

export function severityWord(severity: Severity, lang: Lang): string {
  return severityWords[severity][lang];
}

/** "3 avvikelser" with its shape, for every status that occurs; `href` leads to what was counted. */
export function statusCounts(
  counts: StatusCounts,
  { lang }: View,
  href?: (status: ResultStatus) => string,
): Html {
  const t = speak(countWords, lang);
  const shown = shownStatuses.filter((status) => counts[status] > 0);
  if (shown.length === 0) return statusMark('not-measured', lang);
  return html`<span class="counts">${join(
    shown.map((status) => {
      const inside = html`${statusShape(status)}${t[status](counts[status])}`;
      return href === undefined
        ? html`<span class="status ${status}">${inside}</span>`
        : html`<a class="status ${status}" href="${href(status)}">${inside}</a>`;
    }),
  )}</span>`;
}

/** Counts as shapes and numbers only, for a narrow column; the words are there for those who hear the page. */
export function statusNumbers(counts: StatusCounts, { lang, format }: View): Html {
  const t = speak(countWords, lang);
  const shown = shownStatuses.filter((status) => counts[status] > 0);
  if (shown.length === 0) return statusMark('not-measured', lang);
  return html`<span class="counts tight">${shown.map(
    (status) =>
      html`<span class="status ${status}" title="${t[status](counts[status])}">${statusShape(status)}<span aria-hidden="true">${format.number(counts[status])}</span><span class="heard">${t[status](counts[status])}</span></span> `,
  )}</span>`;
}

/** A bar of shares, hatched where nothing was measured; its label says the same in words, its own where none is given. */
export function statusBar(counts: StatusCounts, { lang }: View, given?: string): Html {
  const t = speak(countWords, lang);
  const shown = shownStatuses.filter((status) => counts[status] > 0);
  const total = shown.reduce((sum, status) => sum + counts[status], 0);
  const label = given ?? shown.map((status) => t[status](counts[status])).join(', ');
  let x = 0;
  const segments = barShares(shown.map((status) => counts[status])).map((share, index) => {
    const status = shown[index] ?? 'not-measured';
    const segment = html`<rect class="${status}" x="${round(x)}%" width="${round(share)}%" height="12"${status === 'not-measured' && html` fill="url(#hatch)"`}/>`;
    x += share;
    return segment;
  });
  if (total === 0)
    segments.push(html`<rect class="not-measured" x="0" width="100%" height="12" fill="url(#hatch)"/>`);
  return html`<svg class="bar" width="100%" height="12" role="img" aria-label="${label === '' ? words['not-measured'][lang] : label}">${segments}</svg>`;
}

/** Shares in per cent that add up to 100 and never vanish: at least 2 each. */
export function barShares(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const raised = counts.map((count) => Math.max((count / total) * 100, 2));
  const sum = raised.reduce((all, share) => all + share, 0);
  return raised.map((share) => (share / sum) * 100);
}

const round = (share: number) => Math.round(share * 100) / 100;
