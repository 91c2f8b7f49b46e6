import type { ResultStatus } from '#model/controls/result.ts';
import type { Exemption } from '#model/declaration/decisions.ts';
import type { Control } from '#policies/control.ts';
import type { StatusCounts } from '../../figures/control-status.ts';
import { totalOf } from '../../figures/control-status.ts';
import { lackingHere, missingHere } from '../../figures/missing-here.ts';
import type { Names } from '../../figures/names.ts';
import type { StoredResult } from '../../store/store.ts';
import { address, controlAddress, subjectAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { attestationMark } from '../parts/attestation.ts';
import { capitalise } from '../parts/capitalise.ts';
import { facts } from '../parts/facts.ts';
import { paging, shownRange } from '../parts/paging.ts';
import { prose } from '../parts/prose.ts';
import { resultList } from '../parts/result-list.ts';
import {
  severityWord,
  shownStatuses,
  statusBar,
  statusCounts,
  statusShape,
  statusWord,
} from '../parts/status.ts';
import { table } from '../parts/table.ts';
import { day } from '../parts/time.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { missingWords, partWords, profileHints, profileWords, sourceWords } from './vocabulary.ts';

const words = {
  controls: { sv: 'Kontroller', en: 'Controls' },
  metOf: (met: Value, all: Value) => ({ sv: `${met} av ${all} uppfyllda`, en: `${met} of ${all} met` }),
  rule: { sv: 'Regeln', en: 'The rule' },
  why: { sv: 'Varför', en: 'Why' },
  remedy: { sv: 'Åtgärd', en: 'Remedy' },
  sources: { sv: 'Källor', en: 'Sources' },
  profile: { sv: 'Profil', en: 'Profile' },
  severity: { sv: 'Allvar', en: 'Severity' },
  gate: { sv: 'Spärr', en: 'Gate' },
  isGate: {
    sv: 'ja, en avvikelse stoppar ändringar i produktion',
    en: 'yes, a finding stops changes to production',
  },
  noGate: { sv: 'nej', en: 'no' },
  version: { sv: 'Version', en: 'Version' },
  from: { sv: 'gäller från', en: 'valid from' },
  reads: { sv: 'Bedöms ur', en: 'Judged from' },
  partly: { sv: 'Bedöms delvis här', en: 'Judged in part here' },
  notHere: { sv: 'Kan inte bedömas här', en: 'Cannot be judged here' },
  parameters: { sv: 'Gränser', en: 'Limits' },
  noParameters: { sv: 'inga', en: 'none' },
  results: { sv: 'Bedömningar', en: 'Verdicts' },
  all: { sv: 'Alla', en: 'All' },
  range: (first: Value, last: Value, total: Value) => ({
    sv: `Visar ${first}–${last} av ${total}`,
    en: `Showing ${first}–${last} of ${total}`,
  }),
  none: {
    sv: 'Kontrollen har inte bedömt något än. Den körs när deklarationen läses in och när en enhet rapporterar.',
    en: 'The control has judged nothing yet. It runs when the declaration is read and when a device reports.',
  },
  noneOf: { sv: 'Inga bedömningar med det läget.', en: 'No verdicts with that state.' },
  exemptions: { sv: 'Undantag', en: 'Exemptions' },
  noExemptions: {
    sv: 'Inga undantag är beslutade för kontrollen.',
    en: 'No exemptions are decided for the control.',
  },
  subject: { sv: 'Gäller', en: 'Subject' },
  until: { sv: 'Till och med', en: 'Until' },
  owner: { sv: 'Ansvarig', en: 'Owner' },
  reason: { sv: 'Skäl', en: 'Reason' },
  decision: { sv: 'Beslut', en: 'Decision' },
  ended: { sv: 'har gått ut', en: 'has ended' },
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  service: { sv: 'tjänst', en: 'service' },
  device: { sv: 'enhet', en: 'device' },
};

export const resultPageSize = 50;

export interface ControlData {
  readonly control: Control;
  readonly counts: StatusCounts;
  /** Values in force, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Is there a plan to judge? */
  readonly hasPlan: boolean;
  /** One page of results, of the chosen status where one is. */
  readonly results: readonly StoredResult[];
  readonly status: ResultStatus | null;
  readonly page: number;
  readonly exemptions: readonly Exemption[];
  readonly names: Names;
  readonly today: string;
}

/** One control: the rule, why, where it comes from, and its verdict on each subject with evidence. */
export function controlPage(data: ControlData, frame: Frame): Html {
  const { control, counts } = data;
  const { lang } = frame;
  const t = speak(words, lang);
  const judged = totalOf(counts);
  const id = controlAddress(control.id);
  return layout(
    {
      title: control.title[lang],
      place: 'controls',
      main: html`<p class="above"><a href="/kontroller">${t.controls}</a> / ${control.id}</p>
<h1>${control.title[lang]}</h1>
${judged > 0 && html`<p class="lead">${t.metOf(counts.met, judged)}</p>${statusBar(counts, frame)}<p class="under-bar">${statusCounts(counts, frame, (status) => address(id, { status }, 'bedomningar'))}</p>`}
<section class="section"><h2 id="regeln">${t.rule}</h2>${rule(data, frame)}</section>
<section class="section"><div class="head-row"><h2 id="bedomningar">${t.results}</h2><p class="actions"><a href="${address(`${id}.csv`, { status: data.status })}">${t.csv}</a></p></div>${results(data, frame)}</section>
<section class="section"><h2 id="undantag">${t.exemptions}</h2>${exemptions(data, frame)}</section>`,
    },
    frame,
  );
}

function rule({ control, parameters, hasPlan }: ControlData, { lang }: View): Html {
  const t = speak(words, lang);
  return html`<div class="facts-single">${facts([
    [t.why, prose(control.why[lang])],
    [t.remedy, prose(control.remedy[lang])],
    [
      t.sources,
      html`<ul class="plain">${control.sources.map(({ kind, reference }) => html`<li>${reference} <span class="muted">(${sourceWords[kind][lang].toLowerCase()})</span></li>`)}</ul>`,
    ],
    [t.parameters, parameterList(parameters, t.noParameters)],
    [t.profile, html`${profileWords[control.profile][lang]}, ${profileHints[control.profile][lang]}`],
    [t.severity, severityWord(control.severity, lang)],
    [t.gate, control.gate ? t.isGate : t.noGate],
    [
      t.reads,
      html`${[...control.reads, ...(control.readsIfPresent ?? [])].map((part) => partWords[part][lang]).join(', ')}${limits(control, hasPlan, lang)}`,
    ],
    [t.version, html`${control.version}, ${t.from} ${day(control.validFrom)}`],
  ])}</div>`;
}

/** What the collector lacks to judge all of the rule, or any of it. */
function limits(control: Control, hasPlan: boolean, lang: View['lang']): Content {
  const t = speak(words, lang);
  const lacking = lackingHere(control, hasPlan);
  const missing = lacking.length > 0 ? lacking : missingHere(control, hasPlan);
  if (missing.length === 0) return null;
  const why = missing.map((part) => missingWords[part][lang]).join(', ');
  return html`<span class="under">${lacking.length > 0 ? t.notHere : t.partly}: ${prose(why)}.</span>`;
}

function parameterList(parameters: Readonly<Record<string, unknown>>, none: string): Content {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return none;
  return html`<ul class="plain">${entries.map(
    ([name, value]) =>
      html`<li><code>${name}</code> = ${typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}</li>`,
  )}</ul>`;
}

function results({ control, counts, results: shown, status, page, names }: ControlData, view: View): Html {
  const t = speak(words, view.lang);
  const judged = totalOf(counts);
  if (judged === 0) return html`<p class="empty">${t.none}</p>`;
  const total = status === null ? judged : counts[status];
  const state = { page, pageSize: resultPageSize, total };
  const { first, last } = shownRange(state);
  const href = (number: number, of: ResultStatus | null = status) =>
    address(controlAddress(control.id), { status: of, sida: number === 1 ? null : number }, 'bedomningar');
  const choice = (of: ResultStatus | null, said: Content) =>
    of === status ? html`<b aria-current="true">${said}</b>` : html`<a href="${href(1, of)}">${said}</a>`;
  const present = shownStatuses.filter((one) => counts[one] > 0 || one === status);
  return html`<p class="choices">${choice(null, t.all)}${present.map(
    (one) =>
      html` ${choice(one, html`<span class="status ${one}">${statusShape(one)}${capitalise(statusWord(one, view.lang))}</span>`)}`,
  )}</p>
${
  shown.length === 0
    ? html`<p class="empty">${t.noneOf}</p>`
    : html`<p class="hint">${t.range(first, last, total)}</p>${resultList(
        shown.map((result) => ({
          result,
          heading: html`<a href="${subjectAddress(result.subject)}">${result.subject.name}</a> <span class="muted">(${t[result.subject.kind]})</span>`,
          remedy: null,
        })),
        names.party,
        view,
      )}${paging(state, (number) => href(number), view)}`
}`;
}

function exemptions({ exemptions: all, names, today }: ControlData, view: View): Html {
  const t = speak(words, view.lang);
  return table({
    id: 'undantag-tabell',
    caption: t.exemptions,
    captionHeard: true,
    columns: [
      { head: t.subject },
      { head: t.until, tight: true },
      { head: t.owner },
      { head: t.reason, wide: true },
      { head: t.decision },
    ],
    rows: all.map(({ subject, until, owner, reason, decision }) => [
      exemptSubject(subject, names),
      html`${day(until)}${until < today && html`<span class="under">${t.ended}</span>`}`,
      names.party(owner),
      reason,
      html`${decision} ${attestationMark('self-declared', view.lang)}`,
    ]),
    empty: t.noExemptions,
  });
}

/** `service:libra` → a link to Libra. */
function exemptSubject(subject: string, names: Names): Content {
  const [kind, id = ''] = subject.split(':');
  if (kind === 'service') return html`<a href="${subjectAddress({ kind, id })}">${names.service(id)}</a>`;
  return html`<code>${subject}</code>`;
}
