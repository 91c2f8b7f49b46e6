import type { Lang } from '#model/format/lang.ts';
import type { RunRow } from '../../store/store.ts';
import { type Html, html } from '../html.ts';
import { statusShape } from '../parts/status.ts';

const words = {
  proved: { sv: 'Verifierad', en: 'Verified' },
  whole: { sv: 'Hel, inte bevisad', en: 'Whole, not proved' },
  broken: { sv: 'Bruten', en: 'Broken' },
  untried: { sv: 'Inte prövad', en: 'Not tried' },
} as const;

/** The status that tells of it. */
export const chainStatuses = {
  proved: 'met',
  whole: 'not-measured',
  broken: 'finding',
  untried: 'not-measured',
} as const;

/** What the chain of a run's journal was found to be worth. */
export function chainWorth({ verdict, proved }: Pick<RunRow, 'verdict' | 'proved'>): keyof typeof words {
  if (verdict === null) return 'untried';
  if (verdict === 'broken') return 'broken';
  return proved ? 'proved' : 'whole';
}

/** Shape and word of it: ● Verifierad. */
export function chainMark(row: Pick<RunRow, 'verdict' | 'proved'>, lang: Lang): Html {
  const worth = chainWorth(row);
  return html`<span class="status ${chainStatuses[worth]}">${statusShape(chainStatuses[worth])}${words[worth][lang]}</span>`;
}
