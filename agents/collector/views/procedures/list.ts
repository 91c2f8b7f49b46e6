import { approversOf, batchesOf, systemsText } from '#model/runs/procedure-rules.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { RunRow } from '../../store/store.ts';
import { procedureAddress, runAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { capitalise } from '../parts/capitalise.ts';
import { prose } from '../parts/prose.ts';
import { table } from '../parts/table.ts';
import { age } from '../parts/time.ts';
import { runMark } from '../runs/marks.ts';
import { changeWords } from '../runs/vocabulary.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  title: { sv: 'Procedurer', en: 'Procedures' },
  runs: { sv: 'Körningar', en: 'Runs' },
  lead: (run: Value, all: Value) => ({
    sv: `${run} av ${all} har körts, så vitt insamlaren vet. Inget ändras utan en plan som någon har godkänt.`,
    en: `${run} of ${all} have been run, as far as the collector knows. Nothing is changed without a plan that somebody approved.`,
  }),
  procedure: { sv: 'Procedur', en: 'Procedure' },
  change: { sv: 'Ändring', en: 'Change' },
  approved: { sv: 'Godkänns av', en: 'Approved by' },
  rollout: { sv: 'Utrullning', en: 'Rollout' },
  servers: { sv: 'Servrar med', en: 'Servers with' },
  last: { sv: 'Senast avslutad', en: 'Last that is over' },
  never: { sv: 'aldrig körd', en: 'never run' },
};

export interface ProcedureRow {
  readonly procedure: ProcedureSummary;
  /** The newest that is over; null where none is known. */
  readonly last: RunRow | null;
}

/** Procedurer: what staff can run, what it changes, who approves it, and how it last went. */
export function procedureListPage(rows: readonly ProcedureRow[], names: Names, frame: Frame): Html {
  const { lang } = frame;
  const t = speak(words, lang);
  const run = rows.filter(({ last }) => last !== null).length;
  return layout(
    {
      title: t.title,
      place: 'runs',
      main: html`<p class="above"><a href="/korningar">${t.runs}</a></p><h1>${t.title}</h1>
<p class="lead">${t.lead(run, rows.length)}</p>
<section class="section">${table({
        id: 'procedurer',
        caption: t.title,
        captionHeard: true,
        columns: [
          { head: t.procedure, wide: true },
          { head: t.change },
          { head: t.approved },
          { head: t.rollout },
          { head: t.servers },
          { head: t.last, tight: true },
        ],
        rows: rows.map((row) => cells(row, names, frame)),
      })}</section>`,
    },
    frame,
  );
}

function cells({ procedure, last }: ProcedureRow, names: Names, view: View): readonly Content[] {
  const { lang } = view;
  const { id, title, docs, change, approve, rollout, systems } = procedure;
  const t = speak(words, lang);
  return [
    html`<a href="${procedureAddress(id)}">${title[lang]}</a><span class="under">${prose(firstSentence(docs[lang]))}</span>`,
    changeWords[change][lang],
    capitalise(approversOf(approve, (role) => names.party(`role:${role}`))[lang]),
    capitalise(batchesOf(rollout)[lang]),
    systemsText(systems)[lang],
    last === null
      ? html`<span class="muted">${t.never}</span>`
      : html`<a href="${runAddress(last.run)}">${runMark(last, lang)}</a><span class="under">${age(last.closedAt, view)}</span>`,
  ];
}

/** Up to the first full stop, or colon, that ends something. */
function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
