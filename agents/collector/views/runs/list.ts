import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { RunHistory, RunRow } from '../../store/store.ts';
import { proceduresAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { filterForm } from '../parts/filter-form.ts';
import { paging, shownRange } from '../parts/paging.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { historyTable } from './history-table.ts';
import { liveScript } from './live-script.ts';
import { runName } from './run-name.ts';
import { type RunListQuery, runListAddress, runOutcomes, runPeriods } from './run-query.ts';
import { type RunningRun, runningNow } from './running-now.ts';
import { runStateWords } from './vocabulary.ts';
import { type Waiting, waitingMark, waitingPart } from './waiting.ts';

const words = {
  title: { sv: 'Körningar', en: 'Runs' },
  goesOn: {
    sv: { one: 'körning pågår', other: 'körningar pågår' },
    en: { one: 'run goes on', other: 'runs go on' },
  },
  waits: {
    sv: { one: 'väntar på någon', other: 'väntar på någon' },
    en: { one: 'waits for somebody', other: 'wait for somebody' },
  },
  procedures: { sv: 'Procedurer', en: 'Procedures' },
  waiting: { sv: 'Väntar på någon', en: 'Waiting for somebody' },
  now: { sv: 'Pågår nu', en: 'Running now' },
  history: { sv: 'Historik', en: 'History' },
  filter: { sv: 'Filtrera historiken', en: 'Filter the history' },
  procedure: { sv: 'Procedur', en: 'Procedure' },
  outcome: { sv: 'Utfall', en: 'Outcome' },
  service: { sv: 'Tjänst', en: 'Service' },
  host: { sv: 'Serverns id', en: 'Id of the server' },
  period: { sv: 'Slutade', en: 'Ended' },
  last: (days: Value) => ({ sv: `senaste ${days} dygnen`, en: `last ${days} days` }),
  lastDay: { sv: 'senaste dygnet', en: 'last day' },
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  json: { sv: 'som JSON', en: 'as JSON' },
  shown: (first: Value, last: Value, all: Value) => ({
    sv: `Visar ${first}–${last} av ${all} avslutade`,
    en: `Showing ${first}–${last} of ${all} that are over`,
  }),
  none: {
    sv: 'Ingen körning är avslutad än. Körningar skickas hit medan de genomförs, eller efteråt med grundval runs ship all.',
    en: 'No run is over yet. Runs are sent here while they are carried out, or afterwards by grundval runs ship all.',
  },
  noFit: {
    sv: 'Ingen avslutad körning stämmer med filtret. Ta bort ett villkor eller rensa filtret.',
    en: 'No run that is over fits the filter. Remove a condition or clear the filter.',
  },
};

/** How many runs a page of the history holds. */
export const runPageSize = 50;

/** What of the list changes while it is read. */
export interface OpenRuns {
  /** Those that go on and those that have just ended, the newest first. */
  readonly running: readonly RunningRun[];
  /** How many of them are not over. */
  readonly open: number;
  readonly waiting: readonly {
    readonly row: Pick<RunRow, 'run' | 'procedure' | 'ticket' | 'state'>;
    readonly waiting: Waiting;
  }[];
}

export interface RunListData {
  readonly now: OpenRuns;
  readonly history: RunHistory;
  readonly query: RunListQuery;
  readonly page: number;
  readonly procedures: readonly ProcedureSummary[];
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly names: Names;
  /** Of what changes. */
  readonly version: string;
}

/** Körningar: what waits for somebody, what runs now, host by host, and what has been run. */
export function runListPage(data: RunListData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const download = (path: string) => runListAddress(data.query, { path });
  return layout(
    {
      title: t.title,
      place: 'runs',
      main: html`<div class="head-row"><h1>${t.title}</h1><p class="actions"><a href="${proceduresAddress}">${t.procedures}</a></p></div>
${runListParts(data.now, data.procedures, frame)}
<section class="section"><div class="head-row"><h2 id="historik">${t.history}</h2><p class="actions"><a href="${download('/korningar.csv')}">${t.csv}</a><a href="${download('/korningar.json')}">${t.json}</a></p></div>
${filters(data, frame)}
${history(data, frame)}</section>
${liveScript('/korningar/handelser', data.version, frame)}`,
    },
    frame,
  );
}

/** The elements of the list that change while it is read, each with its id. */
export function runListParts(
  { running, open, waiting }: OpenRuns,
  procedures: readonly ProcedureSummary[],
  view: View,
): readonly Html[] {
  const t = speak(words, view.lang);
  return [
    html`<p class="lead" id="laget" data-say>${t.goesOn(open)}${waiting.length > 0 && html`, ${t.waits(waiting.length)}`}</p>`,
    html`<div id="vantar">${
      waiting.length > 0 &&
      html`<section class="section"><h2>${t.waiting}</h2><ul class="waits">${waiting.map(
        (
          one,
        ) => html`<li><div>${waitingMark(one.waiting, view)}<br>${runName(one.row, procedures, view)}</div>
<div>${waitingPart(one.waiting, view)}</div></li>\n`,
      )}</ul></section>`
    }</div>`,
    html`<div id="pagar"><section class="section"><h2>${t.now}</h2>${runningNow(running, procedures, view)}</section></div>`,
  ];
}

function filters({ query, procedures, services }: RunListData, { lang }: View): Html {
  const t = speak(words, lang);
  return filterForm(
    {
      action: '/korningar',
      label: t.filter,
      fields: [
        {
          kind: 'choice',
          name: 'procedur',
          label: t.procedure,
          value: query.procedure,
          options: procedures.map(({ id, title }) => ({ value: id, text: title[lang] })),
        },
        {
          kind: 'choice',
          name: 'utfall',
          label: t.outcome,
          value: query.outcome,
          options: runOutcomes.map((value) => ({ value, text: runStateWords[value][lang] })),
        },
        {
          kind: 'choice',
          name: 'tjanst',
          label: t.service,
          value: query.service,
          options: services.map(({ id, name }) => ({ value: id, text: name })),
        },
        {
          kind: 'choice',
          name: 'dagar',
          label: t.period,
          value: query.days,
          options: runPeriods.map((value) => ({
            value,
            text: value === '1' ? t.lastDay : t.last(Number(value)),
          })),
        },
        { kind: 'text', name: 'server', label: t.host, value: query.host },
      ],
    },
    lang,
  );
}

function history({ history: found, query, page, procedures, names }: RunListData, view: View): Html {
  const t = speak(words, view.lang);
  const isNarrowed = Object.values(query).some((value) => value !== '');
  const state = { page, pageSize: runPageSize, total: found.total };
  const { first, last } = shownRange(state);
  return html`${historyTable(
    {
      rows: found.rows,
      caption: t.shown(first, last, found.total),
      empty: isNarrowed ? t.noFit : t.none,
      procedures,
      names,
    },
    view,
  )}
${paging(state, (number) => runListAddress(query, { page: number }), view)}`;
}
