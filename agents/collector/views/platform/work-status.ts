import type { ResultStatus } from '#model/controls/result.ts';
import type { Lang } from '#model/format/lang.ts';
import { countWork, type WorkStatus, workStatuses } from '#model/platform/arrange-work.ts';
import type { WorkItem } from '#model/platform/work-order.ts';
import { type Html, html, join } from '../html.ts';
import { capitalise } from '../parts/capitalise.ts';
import { statusBar, statusShape } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

/** The state of an item in a word. */
export const workStatusWords = {
  verified: { sv: 'verifierad', en: 'verified' },
  deviates: { sv: 'avviker', en: 'deviates' },
  'not-verified': { sv: 'inte verifierad', en: 'not verified' },
} as const satisfies Readonly<Record<WorkStatus, Readonly<Record<Lang, string>>>>;

const countWords = {
  verified: { sv: { one: 'verifierad', other: 'verifierade' }, en: { one: 'verified', other: 'verified' } },
  deviates: { sv: { one: 'avviker', other: 'avviker' }, en: { one: 'deviates', other: 'deviate' } },
  'not-verified': {
    sv: { one: 'inte verifierad', other: 'inte verifierade' },
    en: { one: 'not verified', other: 'not verified' },
  },
};

/** Shape and colour that a state borrows from the verdicts of controls: what nobody has seen is as what nobody measured. */
const looks: Readonly<Record<WorkStatus, ResultStatus>> = {
  verified: 'met',
  deviates: 'finding',
  'not-verified': 'not-measured',
};

/** Shape and word: ○ Inte verifierad. */
export function workMark(status: WorkStatus, lang: Lang): Html {
  const look = looks[status];
  return html`<span class="status ${look}">${statusShape(look)}${capitalise(workStatusWords[status][lang])}</span>`;
}

/** Items counted by state; none is said too, without a colour. `href` leads to what was counted. */
export function workCounts(
  items: readonly WorkItem[],
  { lang }: View,
  href: (status: WorkStatus) => string,
): Html {
  const t = speak(countWords, lang);
  const counts = countWork(items);
  return html`<span class="counts">${join(
    workStatuses.map((status) =>
      counts[status] === 0
        ? html`<span class="muted">${t[status](0)}</span>`
        : html`<a class="status ${looks[status]}" href="${href(status)}">${statusShape(looks[status])}${t[status](counts[status])}</a>`,
    ),
  )}</span>`;
}

/** Shares of the states as a bar, hatched where nothing is verified. */
export function workBar(items: readonly WorkItem[], view: View): Html {
  const t = speak(countWords, view.lang);
  const counts = countWork(items);
  const label = workStatuses.map((status) => t[status](counts[status])).join(', ');
  return statusBar(
    { met: counts.verified, finding: counts.deviates, exempt: 0, 'not-measured': counts['not-verified'] },
    view,
    label,
  );
}
