import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { RunRow } from '../../store/store.ts';
import { type Html, html } from '../html.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { runMark } from './marks.ts';
import { runName } from './run-name.ts';
import { anyRun, type RunListQuery, runListAddress } from './run-query.ts';

const words = {
  none: { sv: 'Ingen körning har gällt den än.', en: 'No run has concerned it yet.' },
  all: { sv: 'Alla avslutade körningar', en: 'All runs that are over' },
};

/** How many runs a page of something else names. */
export const latestRunCount = 3;

/** The latest runs of a service or a server, and where the others are. */
export function latestRuns(
  rows: readonly RunRow[],
  of: Partial<Pick<RunListQuery, 'service' | 'host'>>,
  procedures: readonly ProcedureSummary[],
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (rows.length === 0) return html`<p class="empty">${t.none}</p>`;
  return html`<ul class="found">${rows.map(
    (row) =>
      html`<li>${runMark(row, view.lang)} ${runName(row, procedures, view)}<span class="under">${instant(row.openedAt ?? row.plannedAt, view)}</span></li>\n`,
  )}</ul>
<p class="more"><a href="${runListAddress({ ...anyRun, ...of })}">${t.all}</a></p>`;
}
