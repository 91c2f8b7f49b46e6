import type { ContextPart, Control, ControlSource } from '#policies/control.ts';
import { overallStatus, type StatusCounts, sumCounts, totalOf } from '../../figures/control-status.ts';
import { address, controlAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { capitalise } from '../parts/capitalise.ts';
import { filterForm } from '../parts/filter-form.ts';
import {
  severityWord,
  shownStatuses,
  statusBar,
  statusCounts,
  statusMark,
  statusNumbers,
  statusWord,
} from '../parts/status.ts';
import { groupedTable } from '../parts/table.ts';
import { instant } from '../parts/time.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { controlProfiles, profileHints, profileWords, sourceKinds, sourceWords } from './vocabulary.ts';

const words = {
  title: { sv: 'Kontroller', en: 'Controls' },
  count: { sv: { one: 'kontroll', other: 'kontroller' }, en: { one: 'control', other: 'controls' } },
  met: (met: Value, all: Value) => ({
    sv: `${met} av ${all} är helt uppfyllda`,
    en: `${met} of ${all} are met throughout`,
  }),
  judged: (results: Value) => ({ sv: `${results} bedömningar`, en: `${results} verdicts` }),
  newest: { sv: 'senast', en: 'newest' },
  all: { sv: 'Alla bedömningar', en: 'All verdicts' },
  filter: { sv: 'Filtrera kontroller', en: 'Filter controls' },
  text: { sv: 'Nummer eller titel', en: 'Number or title' },
  status: { sv: 'Läge', en: 'State' },
  source: { sv: 'Källa', en: 'Source' },
  profile: { sv: 'Profil', en: 'Profile' },
  severity: { sv: 'Allvar', en: 'Severity' },
  group: { sv: 'Gruppera efter', en: 'Group by' },
  byProfile: { sv: 'Profil', en: 'Profile' },
  bySource: { sv: 'Källa', en: 'Source' },
  control: { sv: 'Kontroll', en: 'Control' },
  metOf: { sv: 'Uppfyllda av bedömda', en: 'Met of judged' },
  verdicts: { sv: 'Bedömningar', en: 'Verdicts' },
  gate: { sv: 'spärr', en: 'gate' },
  gateHint: {
    sv: 'En avvikelse stoppar ändringar i produktion.',
    en: 'A finding stops changes to production.',
  },
  partly: { sv: 'delvis', en: 'in part' },
  partlyHint: {
    sv: 'Insamlaren har inte allt som regeln läser; det den säger gäller.',
    en: 'The collector lacks some of what the rule reads; what it says holds.',
  },
  csv: { sv: 'Hämta alla bedömningar som CSV', en: 'Download all verdicts as CSV' },
  json: { sv: 'som JSON', en: 'as JSON' },
  empty: {
    sv: 'Ingen kontroll stämmer med filtret. Ta bort ett villkor eller rensa filtret.',
    en: 'No control fits the filter. Remove a condition or clear the filter.',
  },
};

export interface ControlRow {
  readonly control: Control;
  /** Parts it would also judge that are not there. */
  readonly missing: readonly ContextPart[];
  readonly counts: StatusCounts;
}

export interface ControlQuery {
  readonly text: string;
  readonly status: string;
  readonly source: string;
  readonly group: 'profile' | 'source';
}

export interface ControlListData {
  readonly rows: readonly ControlRow[];
  readonly all: readonly ControlRow[];
  readonly query: ControlQuery;
  /** When controls last judged anything. */
  readonly evaluatedAt: Date | null;
}

/** Kontroller: every rule with its verdicts counted, by profile or by where the rule comes from. */
export function controlListPage({ rows, all, query, evaluatedAt }: ControlListData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const total = sumCounts(all.map(({ counts }) => counts));
  const verdicts = totalOf(total);
  const met = all.filter(({ counts }) => overallStatus(counts) === 'met').length;
  return layout(
    {
      title: t.title,
      place: 'controls',
      main: html`<h1>${t.title}</h1>
<p class="lead">${t.met(met, all.length)}; ${t.judged(verdicts)}${evaluatedAt !== null && html`, ${t.newest} ${instant(evaluatedAt, frame)}`}</p>
<section class="section"><h2>${t.all}</h2>${statusBar(total, frame)}<p class="under-bar">${statusCounts(total, frame, (status) => address('/kontroller', { status }))}</p></section>
<section class="section"><div class="head-row"><h2>${t.count(rows.length)}</h2><p class="actions"><a href="/kontroller.csv">${t.csv}</a><a href="/kontroller.json">${t.json}</a></p></div>
${filters(query, frame)}
${rows.length === 0 ? html`<p class="empty">${t.empty}</p>` : list(rows, query, frame)}</section>`,
    },
    frame,
  );
}

function filters(query: ControlQuery, { lang }: View): Html {
  const t = speak(words, lang);
  return filterForm(
    {
      action: '/kontroller',
      label: t.filter,
      fields: [
        { kind: 'text', name: 'q', label: t.text, value: query.text },
        {
          kind: 'choice',
          name: 'status',
          label: t.status,
          value: query.status,
          options: shownStatuses.map((value) => ({ value, text: capitalise(statusWord(value, lang)) })),
        },
        {
          kind: 'choice',
          name: 'kalla',
          label: t.source,
          value: query.source,
          options: sourceKinds.map((value) => ({ value, text: sourceWords[value][lang] })),
        },
      ],
      keep: { gruppera: query.group === 'source' ? 'kalla' : null },
    },
    lang,
  );
}

function list(rows: readonly ControlRow[], query: ControlQuery, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const grouping = (group: ControlQuery['group']) =>
    address('/kontroller', {
      q: query.text,
      status: query.status,
      kalla: query.source,
      gruppera: group === 'source' ? 'kalla' : null,
    });
  const choice = (group: ControlQuery['group'], said: string) =>
    query.group === group
      ? html`<b aria-current="true">${said}</b>`
      : html`<a href="${grouping(group)}">${said}</a>`;
  return html`<p class="hint">${t.group}: ${choice('profile', t.byProfile)} · ${choice('source', t.bySource)}</p>
${groupedTable({
  id: 'kontroller',
  caption: t.title,
  columns: [
    { head: t.control, wide: true },
    { head: t.severity, tight: true },
    { head: t.source },
    { head: t.metOf, numeric: true },
    { head: t.verdicts, tight: true },
    { head: t.status, tight: true },
  ],
  groups: query.group === 'source' ? bySource(rows, view) : byProfile(rows, view),
})}`;
}

interface Group {
  readonly head: Content;
  readonly rows: readonly (readonly Content[])[];
}

function byProfile(rows: readonly ControlRow[], view: View): readonly Group[] {
  const { lang } = view;
  return controlProfiles.flatMap((profile) => {
    const members = rows.filter(({ control }) => control.profile === profile);
    if (members.length === 0) return [];
    const head = html`${profileWords[profile][lang]} <span class="muted small">${profileHints[profile][lang]}</span>`;
    return [{ head, rows: members.map((row) => cells(row, row.control.sources, view)) }];
  });
}

/** A control with several sources stands under each of them. */
function bySource(rows: readonly ControlRow[], view: View): readonly Group[] {
  return sourceKinds.flatMap((kind) => {
    const members = rows.flatMap((row) => {
      const sources = row.control.sources.filter((source) => source.kind === kind);
      return sources.length === 0 ? [] : [cells(row, sources, view)];
    });
    return members.length === 0 ? [] : [{ head: sourceWords[kind][view.lang], rows: members }];
  });
}

function cells(
  { control, counts, missing }: ControlRow,
  sources: readonly ControlSource[],
  view: View,
): readonly Content[] {
  const { lang, format } = view;
  const t = speak(words, lang);
  const judged = totalOf(counts);
  return [
    html`<a href="${controlAddress(control.id)}">${control.title[lang]}</a><span class="under">${control.id}${control.gate && html` <span class="tag" title="${t.gateHint}">${t.gate}</span>`}${missing.length > 0 && html` <span class="tag" title="${t.partlyHint}">${t.partly}</span>`}</span>`,
    severityWord(control.severity, lang),
    html`<span class="small">${sources.map(({ reference }) => reference).join(' · ')}</span>`,
    judged === 0 ? '–' : `${format.number(counts.met)}\u00a0/\u00a0${format.number(judged)}`,
    statusNumbers(counts, view),
    statusMark(overallStatus(counts), lang),
  ];
}
