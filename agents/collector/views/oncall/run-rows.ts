import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { RunRow, RunState } from '../../store/store.ts';
import { runAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { procedureTitle } from '../runs/run-name.ts';
import { claimedWords, runStateWords } from '../runs/vocabulary.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { mark } from './marks.ts';

const words = {
  began: (clock: Value) => ({ sv: `började ${clock}`, en: `began at ${clock}` }),
  ended: (clock: Value) => ({ sv: `slutade ${clock}`, en: `ended at ${clock}` }),
};

const toLookAt: readonly RunState[] = ['failed', 'waiting', 'stopped', 'cancelled'];

/**
 * Runs as rows that lead to each: what it does, how it stands, when, and on which services.
 *
 * @param serviceName null where the services are known
 */
export function runRows(
  runs: readonly RunRow[],
  procedures: readonly ProcedureSummary[],
  serviceName: ((id: string) => string) | null,
  view: View,
): Html {
  const t = speak(words, view.lang);
  const clock = (at: Date): string => view.format.recent(at, view.now);
  return html`<ul class="rows">${runs.map(
    ({ run, procedure, state, proved, openedAt, closedAt, services }) => {
      const when =
        closedAt !== null ? t.ended(clock(closedAt)) : openedAt === null ? '' : t.began(clock(openedAt));
      const word = state === 'succeeded' && !proved ? claimedWords : runStateWords[state];
      const said = `${word[view.lang]}, ${when}`;
      return html`<li><a href="${runAddress(run)}"><b>${procedureTitle(procedure, procedures, view)}</b>${mark(toLookAt.includes(state) ? 'finding' : null, said)}${serviceName !== null && html`<span class="under">${services.map(serviceName).join(', ')}</span>`}</a></li>`;
    },
  )}</ul>`;
}
