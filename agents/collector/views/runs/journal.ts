import type { RunDetail, RunEntry } from '../../store/store.ts';
import { runAddress, runJournalAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { paging, shownRange } from '../parts/paging.ts';
import { table } from '../parts/table.ts';
import type { Frame } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { chainMark } from './chain-mark.ts';
import { command } from './command.ts';
import { entrySentence } from './entry-sentence.ts';
import { exactTime } from './exact-time.ts';
import { entryKindWords } from './vocabulary.ts';

const words = {
  runs: { sv: 'Körningar', en: 'Runs' },
  title: { sv: 'Journal', en: 'Journal' },
  lead: {
    sv: 'Allt som körningen skrev ner, i den ordning det hände. Varje post har hashen av den före.',
    en: 'All that the run wrote down, in the order it happened. Each entry holds the hash of the one before.',
  },
  download: { sv: 'Hämta som JSONL', en: 'Download as JSONL' },
  verify: {
    sv: 'Pröva den på en annan dator, utan den här servern:',
    en: 'Verify it on another computer, without this server:',
  },
  seq: { sv: 'Post', en: 'Entry' },
  at: { sv: 'När', en: 'When' },
  kind: { sv: 'Slag', en: 'Kind' },
  what: { sv: 'Vad', en: 'What' },
  hash: { sv: 'Hash', en: 'Hash' },
  raw: { sv: 'Raden som den står', en: 'The line as it stands' },
  shown: (first: Value, last: Value, all: Value) => ({
    sv: `Visar ${first}–${last} av ${all} poster`,
    en: `Showing ${first}–${last} of ${all} entries`,
  }),
  ofHost: (host: string) => ({ sv: `Bara poster om ${host}.`, en: `Only entries on ${host}.` }),
  some: (count: Value, host: string) => ({
    sv: `${count} poster om ${host}`,
    en: `${count} entries on ${host}`,
  }),
  all: { sv: 'Visa alla poster', en: 'Show all entries' },
  none: {
    sv: 'Körningen har inte börjat, så ingen post finns. Den börjar med grundval runs start.',
    en: 'The run has not begun, so there is no entry. It begins by grundval runs start.',
  },
};

/** Entries on a page. */
export const journalPageSize = 100;

export interface RunJournalData {
  readonly detail: RunDetail;
  readonly title: string;
  readonly entries: readonly RunEntry[];
  readonly page: number;
  /** Null = of all; else only those of a host, all on one page. */
  readonly host: string | null;
}

/** The entries of a run's journal, each as a sentence with its hash, and as it stands. */
export function runJournalPage({ detail, title, entries, page, host }: RunJournalData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { row, head } = detail;
  const state = { page, pageSize: journalPageSize, total: head === null ? 0 : head.seq + 1 };
  const { first, last } = shownRange(state);
  const file = `${row.run}.jsonl`;
  return layout(
    {
      title: `${t.title}, ${row.run}`,
      place: 'runs',
      main: html`<p class="above"><a href="/korningar">${t.runs}</a> / <a href="${runAddress(row.run)}">${title}</a> / <code>${row.run}</code></p>
<div class="head-row"><h1>${t.title}</h1>${head !== null && html`<p class="actions"><a href="${runJournalAddress(row.run, { file: true })}">${t.download}</a></p>`}</div>
<p class="lead">${t.lead}</p>
${head !== null && html`<p class="summary">${chainMark(row, frame.lang)}</p><p class="hint">${t.verify}</p>${command(`grundval runs verify ${file} --keys keys.json`)}`}
${host !== null && html`<p class="note">${t.ofHost(host)} <a href="${runJournalAddress(row.run)}">${t.all}</a></p>`}
<div class="section">${table({
        id: 'poster',
        caption: host === null ? t.shown(first, last, state.total) : t.some(entries.length, host),
        columns: [
          { head: t.seq, numeric: true },
          { head: t.at, tight: true },
          { head: t.kind, tight: true },
          { head: t.what, wide: true },
          { head: t.hash },
        ],
        rows: entries.map(({ seq, at, hash, event, line }) => [
          frame.format.number(seq),
          exactTime(at, frame),
          entryKindWords[event.kind][frame.lang],
          html`${entrySentence(event, frame)}<details id="rad-${seq}"><summary class="hint">${t.raw}</summary><pre class="output">${line}</pre></details>`,
          html`<code title="${hash}">${hash.slice(0, 12)}…</code>`,
        ]),
        empty: t.none,
      })}</div>
${host === null && paging(state, (number) => runJournalAddress(row.run, { page: number }), frame)}`,
    },
    frame,
  );
}
