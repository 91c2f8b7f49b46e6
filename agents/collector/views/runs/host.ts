import { noteText } from '#model/runs/host-note.ts';
import type { Names } from '../../figures/names.ts';
import type { RunHost } from '../../figures/run-hosts.ts';
import type { RunStep } from '../../figures/run-steps.ts';
import type { RunRow } from '../../store/store.ts';
import { runAddress, runJournalAddress, serviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { facts } from '../parts/facts.ts';
import type { Frame } from '../view.ts';
import { speak } from '../words.ts';
import { exactTime } from './exact-time.ts';
import { hostMark } from './marks.ts';
import type { ShownOutput } from './outputs.ts';
import { anyRun, runListAddress } from './run-query.ts';
import { stepList } from './step-list.ts';

const words = {
  runs: { sv: 'Körningar', en: 'Runs' },
  state: { sv: 'Läge', en: 'State' },
  service: { sv: 'Tjänst', en: 'Service' },
  none: { sv: 'ingen', en: 'none' },
  batch: { sv: 'Omgång', en: 'Batch' },
  began: { sv: 'Började', en: 'Began' },
  newest: { sv: 'Senaste post', en: 'Newest entry' },
  notBegun: { sv: 'har inte börjat', en: 'has not begun' },
  note: { sv: 'Anmärkning', en: 'Note' },
  steps: { sv: 'Steg', en: 'Steps' },
  entries: { sv: 'Läs serverns poster i journalen', en: 'Read the entries of the server in the journal' },
  others: { sv: 'Serverns andra körningar', en: 'Other runs of the server' },
};

export interface RunHostData {
  readonly row: RunRow;
  /** What the procedure is called. */
  readonly title: string;
  readonly host: RunHost;
  readonly steps: readonly RunStep[];
  readonly shown: ReadonlyMap<string, ShownOutput>;
  readonly names: Names;
}

/** One host of a run: how it stands, and its steps in order with what they said. */
export function runHostPage({ row, title, host, steps, shown, names }: RunHostData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { service, span, note } = host;
  return layout(
    {
      title: `${host.host}, ${row.run}`,
      place: 'runs',
      main: html`<p class="above"><a href="/korningar">${t.runs}</a> / <a href="${runAddress(row.run)}">${title}</a> / <code>${row.run}</code></p>
<div class="head-row"><h1>${host.host}</h1><p class="actions"><a href="${runJournalAddress(row.run, { host: host.host })}">${t.entries}</a><a href="${runListAddress({ ...anyRun, host: host.host })}">${t.others}</a></p></div>
<div class="section">${facts([
        [t.state, hostMark(host.state, frame.lang)],
        [
          t.service,
          service === null
            ? html`<span class="muted">${t.none}</span>`
            : html`<a href="${serviceAddress(service)}">${names.service(service)}</a>`,
        ],
        [t.batch, frame.format.number(host.batch)],
        [
          t.began,
          span === null ? html`<span class="muted">${t.notBegun}</span>` : exactTime(span.from, frame),
        ],
        span === null ? null : [t.newest, exactTime(span.to, frame)],
        note === null ? null : [t.note, noteText(note)[frame.lang]],
      ])}</div>
<section class="section"><h2 id="steg">${t.steps}</h2>${stepList(row.run, steps, shown, frame)}</section>`,
    },
    frame,
  );
}
