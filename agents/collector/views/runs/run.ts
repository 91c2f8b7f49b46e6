import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { EmergencyLook, RunApproval } from '../../figures/run-approvals.ts';
import type { RunHost } from '../../figures/run-hosts.ts';
import type { SameOutput } from '../../figures/run-outputs.ts';
import type { RunDetail, RunEntry, RunRow } from '../../store/store.ts';
import { runAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { approvalsPart } from './approvals.ts';
import { evidencePart } from './evidence.ts';
import { exactTime } from './exact-time.ts';
import { hostGrid } from './host-grid.ts';
import { hostTable } from './host-table.ts';
import { liveScript } from './live-script.ts';
import { runMark } from './marks.ts';
import { outputsPart, type ShownOutput } from './outputs.ts';
import { planPart } from './plan.ts';
import { runProgress } from './progress.ts';
import { procedureTitle } from './run-name.ts';
import { timeline } from './timeline.ts';
import { verificationPart } from './verification.ts';
import { type Waiting, waitingPart } from './waiting.ts';

const words = {
  runs: { sv: 'Körningar', en: 'Runs' },
  onPage: { sv: 'På sidan', en: 'On this page' },
  now: { sv: 'Läget', en: 'How it stands' },
  plan: { sv: 'Plan', en: 'Plan' },
  approvals: { sv: 'Godkännanden', en: 'Approvals' },
  hosts: { sv: 'Servrar', en: 'Servers' },
  outputs: { sv: 'Utdata', en: 'Output' },
  evidence: { sv: 'Underlag', en: 'Evidence' },
  journal: { sv: 'Journal', en: 'Journal' },
  notBegun: { sv: 'har inte börjat', en: 'has not begun' },
  began: { sv: 'började', en: 'began' },
  ended: { sv: 'slutade', en: 'ended' },
  heard: { sv: 'senaste post', en: 'newest entry' },
  took: (span: string) => ({ sv: `tog ${span}`, en: `took ${span}` }),
  by: (who: Value) => ({ sv: `utförd av ${who}`, en: `executed by ${who}` }),
};

/** One run, as its page tells of it. */
export interface RunPageData {
  readonly detail: RunDetail;
  readonly hosts: readonly RunHost[];
  readonly waiting: Waiting;
  readonly approvals: readonly RunApproval[];
  readonly emergency: EmergencyLook | null;
  readonly outputs: readonly SameOutput[];
  /** Outputs that are shown, by their hash. */
  readonly shown: ReadonlyMap<string, ShownOutput>;
  /** Entries of the kind `evidence`. */
  readonly evidence: readonly RunEntry[];
  readonly procedures: readonly ProcedureSummary[];
  /** Ids of the catalogue. */
  readonly controls: ReadonlySet<string>;
  readonly names: Names;
}

/**
 * One run: how it stands, plan, approvals, hosts, output, evidence and what its journal proves.
 *
 * @param version of the parts that change
 */
export function runPage(data: RunPageData, version: string, frame: Frame): Html {
  const { detail, procedures, names } = data;
  const { row, plan, planHash } = detail;
  const t = speak(words, frame.lang);
  const title = procedureTitle(row.procedure, procedures, frame);
  const parts = runParts(data, frame);
  const sections: readonly (readonly [id: string, title: string, body: Html])[] = [
    ['nu', t.now, html`${parts.next}${parts.grid}`],
    ['plan', t.plan, planPart(plan, planHash, names, frame)],
    ['godkannanden', t.approvals, parts.approvals],
    ['servrar', t.hosts, html`${parts.timeline}${parts.hosts}`],
    ['utdata', t.outputs, parts.outputs],
    ['underlag', t.evidence, parts.evidence],
    ['journal', t.journal, parts.journal],
  ];
  return layout(
    {
      title: `${title}, ${row.run}`,
      place: 'runs',
      main: html`<p class="above"><a href="/korningar">${t.runs}</a> / <code>${row.run}</code></p>
<h1>${title}</h1>
${parts.state}
<nav class="contents" aria-label="${t.onPage}"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
${sections.map(([id, name, body]) => html`<section class="section"><h2 id="${id}">${name}</h2>${body}</section>\n`)}
${!isSettled(row) && liveScript(`${runAddress(row.run)}/handelser`, version, frame)}`,
    },
    frame,
  );
}

/** Over, and judged to its last entry: nothing more is expected. */
function isSettled({ closedAt, verdict }: RunRow): boolean {
  return closedAt !== null && verdict !== null;
}

/** The elements of the page that change while it is read, each with its id. */
export function runParts(data: RunPageData, view: View) {
  const { detail, hosts, names } = data;
  const { row, plan } = detail;
  const part = (id: string, body: Html | null) => html`<div id="${id}">${body}</div>`;
  return {
    state: stateLine(row, hosts, view),
    next: part('nasta', waitingPart(data.waiting, view)),
    grid: part('rutnat', hosts.length > 0 ? hostGrid(row.run, hosts, view) : null),
    approvals: part('godkanda', approvalsPart(plan.approve, data.approvals, data.emergency, names, view)),
    timeline: part('tidslinje', timeline(row, hosts, view)),
    hosts: part('alla-servrar', hostTable(row.run, hosts, names, view)),
    outputs: part('utskrifter', outputsPart(row.run, data.outputs, data.shown, view)),
    evidence: part('lamnat', evidencePart(data.evidence, data.controls, view)),
    journal: part('kedja', verificationPart(detail, view)),
  };
}

function stateLine(row: RunRow, hosts: readonly RunHost[], view: View): Html {
  const t = speak(words, view.lang);
  const { openedAt, closedAt, lastAt, executedBy } = row;
  const took =
    openedAt !== null && closedAt !== null
      ? view.format.span((closedAt.getTime() - openedAt.getTime()) / 1000)
      : null;
  return html`<div id="laget"><p class="summary" id="laget-rad" data-say>${runMark(row, view.lang)} ${hosts.length > 0 && html`<span>${runProgress(hosts, view)}</span>`}</p>
<p class="hint">${openedAt === null ? t.notBegun : html`${t.began} ${exactTime(openedAt, view)}`}${
    closedAt !== null
      ? html`, ${t.ended} ${exactTime(closedAt, view)}`
      : lastAt !== null && html`, ${t.heard} ${exactTime(lastAt, view)}`
  }${took !== null && html`, ${t.took(took)}`}${executedBy !== null && html`, ${t.by(executedBy)}`}</p></div>`;
}
