import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import { dayMs } from '#policies/calendar.ts';
import type { Names } from '../../figures/names.ts';
import { heardOf, stateOfServer } from '../../figures/server-state.ts';
import type { RunRow, ServerPulse, StoredResult } from '../../store/store.ts';
import { address, deviceAddress, onCallServiceAddress, subjectAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { mark, serverMark } from './marks.ts';
import { runRows } from './run-rows.ts';

const words = {
  title: { sv: 'Det som syns just nu', en: 'What is seen right now' },
  servers: {
    sv: { one: 'server', other: 'servrar' },
    en: { one: 'server', other: 'servers' },
  },
  noneSilent: (count: Value) => ({
    sv: `Ingen av de ${count} servrar som har agent är tyst eller sen.`,
    en: `None of the ${count} servers with an agent is silent or late.`,
  }),
  notTried: {
    sv: 'Grundval provar inte om tjänsterna svarar.',
    en: 'Grundval does not try whether the services answer.',
  },
  unmeasured: (without: Value, all: Value) => ({
    sv: `${without} av ${all} servrar har ingen agent.`,
    en: `${without} of ${all} servers have no agent.`,
  }),
  delay: (span: Value) => ({
    sv: `Tid mellan en agents rapporter: ${span}. Ett nytt avbrott syns därför inte genast.`,
    en: `Time between the reports of an agent: ${span}. So a new outage is not seen at once.`,
  }),
  noProof: {
    sv: 'Att inget syns betyder inte att allt fungerar.',
    en: 'That nothing is seen does not mean that all works.',
  },
  carries: { sv: 'bär', en: 'carries' },
  noService: { sv: 'bär ingen deklarerad tjänst', en: 'carries no declared service' },
  more: (count: Value) => ({ sv: `Alla servrar (${count} till)`, en: `All servers (${count} more)` }),
  full: { sv: 'Nästan fulla diskar', en: 'Disks nearly full' },
  fullText: (mount: Value, percent: Value) => ({
    sv: `${mount} är full till ${percent}\u00a0%`,
    en: `${mount} is ${percent}% full`,
  }),
  runs: {
    sv: 'Körningar som pågår, väntar eller slutade det senaste dygnet',
    en: 'Runs that go on, wait or ended in the last day',
  },
  noRuns: {
    sv: 'Ingen körning pågår, och ingen har slutat det senaste dygnet.',
    en: 'No run goes on, and none has ended in the last day.',
  },
  restarted: { sv: 'Omstartade det senaste dygnet', en: 'Restarted in the last day' },
  restartedAt: (clock: Value) => ({ sv: `startade ${clock}`, en: `started at ${clock}` }),
  changed: { sv: 'Ändrade det senaste dygnet', en: 'Changed in the last day' },
  changedAt: (clock: Value) => ({ sv: `senast ${clock}`, en: `latest at ${clock}` }),
  critical: { sv: 'Kritiska avvikelser', en: 'Critical findings' },
};

/** What the start page of those on call is told of the whole landscape. */
export interface RightNow {
  readonly servers: readonly ServerPulse[];
  readonly runs: readonly RunRow[];
  readonly findings: readonly StoredResult[];
}

const most = 6;
const nearlyFullPercent = 95;

/** What is known to be odd now, what may have caused it, and what nobody measures. */
export function rightNow(
  { servers, runs, findings }: RightNow,
  names: Names,
  procedures: readonly ProcedureSummary[],
  view: View,
): Html {
  const { lang, format, now } = view;
  const t = speak(words, lang);
  const measured = servers.filter((server) => heardOf(server) !== null);
  const quiet = servers
    .filter((server) => ['silent', 'late'].includes(stateOfServer(server, now)))
    .toSorted((a, b) => (heardOf(b)?.getTime() ?? 0) - (heardOf(a)?.getTime() ?? 0));
  const full = servers.filter(({ fullestPercent }) => (fullestPercent ?? 0) >= nearlyFullPercent);
  const within = (at: Date | null): at is Date => at !== null && now.getTime() - at.getTime() < dayMs;
  const byTime = (time: (server: ServerPulse) => Date | null) =>
    servers
      .filter((server) => within(time(server)))
      .toSorted((a, b) => (time(b)?.getTime() ?? 0) - (time(a)?.getTime() ?? 0));
  const clock = (at: Date | null): string => (at === null ? '' : format.recent(at, now));
  return html`<h2 id="nu">${t.title}</h2>
${quiet.length === 0 ? measured.length > 0 && html`<p>${t.noneSilent(measured.length)}</p>` : html`<ul class="rows">${quiet.slice(0, most).map((server) => serverRow(server, serverMark(server, view), names, view))}</ul>${beyond(quiet.length, view)}`}
<p class="note">${t.notTried} ${measured.length < servers.length && t.unmeasured(servers.length - measured.length, servers.length)} ${measured.length > 0 && t.delay(intervalOf(measured, view))} ${t.noProof}</p>
${full.length > 0 && html`<h3>${t.full}</h3><ul class="rows">${full.slice(0, most).map((server) => serverRow(server, mark('finding', t.fullText(server.fullestMount ?? '', server.fullestPercent ?? 0)), names, view))}</ul>${beyond(full.length, view)}`}
<h3>${t.runs}</h3>
${runs.length === 0 ? html`<p class="muted">${t.noRuns}</p>` : runRows(runs, procedures, names.service, view)}
${folded(
  t.restarted,
  byTime(({ bootedAt }) => bootedAt),
  ({ bootedAt }) => t.restartedAt(clock(bootedAt)),
  view,
)}
${folded(
  t.changed,
  byTime(({ changedAt }) => changedAt),
  ({ changedAt }) => t.changedAt(clock(changedAt)),
  view,
)}
${
  findings.length > 0 &&
  html`<details><summary>${t.critical} (${findings.length})</summary><ul class="rows">${findings.slice(0, most).map(({ subject, message }) => html`<li><a href="${subject.kind === 'service' ? onCallServiceAddress(subject.id) : subjectAddress(subject)}"><b>${subject.name}</b>${mark('finding', message[lang])}</a></li>`)}</ul></details>`
}`;
}

/** A server that leads to the service it carries, or to its own page where it carries none or several. */
function serverRow(server: ServerPulse, state: Html, names: Names, { lang }: View): Html {
  const t = speak(words, lang);
  const [first, ...others] = server.serviceIds;
  const href =
    first === undefined || others.length > 0 ? deviceAddress(server.id) : onCallServiceAddress(first);
  const carried =
    first === undefined ? t.noService : `${t.carries} ${server.serviceIds.map(names.service).join(', ')}`;
  return html`<li><a href="${href}"><b>${server.name}</b>${state}<span class="under">${carried}</span></a></li>`;
}

/** A list that most need not see, of servers that lead to their own pages. */
function folded(
  title: string,
  servers: readonly ServerPulse[],
  said: (server: ServerPulse) => Content,
  view: View,
): Html | false {
  if (servers.length === 0) return false;
  return html`<details><summary>${title} (${servers.length})</summary><ul class="rows">${servers.slice(0, most).map((server) => html`<li><a href="${deviceAddress(server.id)}"><b>${server.name}</b><span class="under">${said(server)}</span></a></li>`)}</ul>${beyond(servers.length, view)}</details>`;
}

function beyond(count: number, { lang }: View): Html | false {
  if (count <= most) return false;
  return html`<a class="link" href="${address('/enheter', { slag: 'server', sortera: 'lastSeenAt' })}">${speak(words, lang).more(count - most)}</a>`;
}

/** The intervals that occur: one for each organisation, so seldom more than one. */
function intervalOf(servers: readonly ServerPulse[], { format }: View): string {
  const intervals = [...new Set(servers.map(({ intervalSeconds }) => intervalSeconds))].sort((a, b) => a - b);
  return format.list(intervals.map(format.span));
}
