import { noteText } from '#model/runs/host-note.ts';
import type { Names } from '../../figures/names.ts';
import type { RunHost } from '../../figures/run-hosts.ts';
import { runHostAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { exactTime } from './exact-time.ts';
import { hostMark } from './marks.ts';

const words = {
  caption: { sv: 'Servrar i den ordning de tas', en: 'Servers in the order they are taken' },
  host: { sv: 'Server', en: 'Server' },
  state: { sv: 'Läge', en: 'State' },
  batch: { sv: 'Omgång', en: 'Batch' },
  began: { sv: 'Började', en: 'Began' },
  ended: { sv: 'Slutade', en: 'Ended' },
  took: { sv: 'Tog', en: 'Took' },
  steps: { sv: 'Steg', en: 'Steps' },
  note: { sv: 'Anmärkning', en: 'Note' },
  at: (step: Value) => ({ sv: `Steget ${step}`, en: `The step ${step}` }),
  none: { sv: 'Planen ändrar ingen server.', en: 'The plan changes no server.' },
  more: (shown: Value, all: Value) => ({
    sv: `Visar ${shown} av ${all} servrar; alla poster står i journalen.`,
    en: `Showing ${shown} of ${all} servers; all entries stand in the journal.`,
  }),
};

/** Rows that a page can carry. */
const mostRows = 500;

/** When each host was at work, how it ended and what was noted of it. */
export function hostTable(run: string, hosts: readonly RunHost[], names: Names, view: View): Html {
  const t = speak(words, view.lang);
  const shown = hosts.slice(0, mostRows);
  const isMixed = new Set(hosts.map(({ service }) => service)).size > 1;
  return html`${table({
    id: 'servertabell',
    caption: t.caption,
    captionHeard: true,
    columns: [
      { head: t.host, tight: true },
      { head: t.state, tight: true },
      { head: t.batch, numeric: true },
      { head: t.began, tight: true },
      { head: t.ended, tight: true },
      { head: t.took, numeric: true, tight: true },
      { head: t.steps, numeric: true },
      { head: t.note, wide: true },
    ],
    rows: shown.map((host) => [
      html`<a href="${runHostAddress(run, host.host)}">${host.host}</a>${isMixed && host.service !== null && html`<span class="under">${names.service(host.service)}</span>`}`,
      hostMark(host.state, view.lang),
      view.format.number(host.batch),
      ...spanCells(host, view),
      noteOf(host, view),
    ]),
    empty: t.none,
  })}${hosts.length > shown.length && html`<p class="hint">${t.more(shown.length, hosts.length)}</p>`}`;
}

/** Began, ended, took and steps; a host that is at work has not ended. */
function spanCells({ span, state }: RunHost, view: View): readonly Content[] {
  if (span === null) return ['–', '–', '–', '–'];
  const { from, to, steps } = span;
  const isOver = state !== 'working';
  return [
    exactTime(from, view),
    isOver ? exactTime(to, view) : '–',
    isOver ? view.format.span((to.getTime() - from.getTime()) / 1000) : '–',
    view.format.number(steps),
  ];
}

function noteOf({ note, span, state }: RunHost, { lang }: View): Content {
  if (note !== null) return noteText(note)[lang];
  if (state === 'working' && span?.step != null) return speak(words, lang).at(span.step);
  return null;
}
