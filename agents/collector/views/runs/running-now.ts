import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { RunHost } from '../../figures/run-hosts.ts';
import type { RunRow } from '../../store/store.ts';
import { proceduresAddress, runAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { exactTime } from './exact-time.ts';
import { hostGrid } from './host-grid.ts';
import { runMark } from './marks.ts';
import { runProgress } from './progress.ts';
import { procedureTitle } from './run-name.ts';

const words = {
  none: {
    sv: 'Ingen körning pågår. En körning planeras och genomförs i terminalen.',
    en: 'No run goes on. A run is planned and carried out in the terminal.',
  },
  how: { sv: 'Procedurerna visar hur', en: 'The procedures tell how' },
  began: { sv: 'började', en: 'began' },
  ended: { sv: 'slutade', en: 'ended' },
  heard: { sv: 'senaste post', en: 'newest entry' },
  by: (who: Value) => ({ sv: `utförs av ${who}`, en: `executed by ${who}` }),
};

/** A run that goes on, or has just ended, with its hosts. */
export interface RunningRun {
  readonly row: RunRow;
  readonly hosts: readonly RunHost[];
}

/** Every run that goes on or has just ended, with its hosts as a grid of shapes. */
export function runningNow(
  running: readonly RunningRun[],
  procedures: readonly ProcedureSummary[],
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (running.length === 0)
    return html`<p class="empty">${t.none} <a href="${proceduresAddress}">${t.how}</a>.</p>`;
  return html`${running.map(({ row, hosts }) => {
    const { openedAt, closedAt, lastAt } = row;
    return html`<article class="running">
<h3><a href="${runAddress(row.run)}">${procedureTitle(row.procedure, procedures, view)}</a> ${runMark(row, view.lang)}</h3>
<p class="hint">${runProgress(hosts, view)}${openedAt !== null && html`; ${t.began} ${exactTime(openedAt, view)}`}${
      closedAt !== null
        ? html`, ${t.ended} ${exactTime(closedAt, view)}`
        : lastAt !== null && html`, ${t.heard} ${exactTime(lastAt, view)}`
    }${closedAt === null && row.executedBy !== null && html`, ${t.by(row.executedBy)}`}</p>
${hostGrid(row.run, hosts, view)}
</article>\n`;
  })}`;
}
