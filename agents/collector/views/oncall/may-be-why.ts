import { sectionTexts } from '#model/report/section-texts.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { RunRow, SeenChange, ServerPulse, StoredResult } from '../../store/store.ts';
import { controlAddress, deviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { mark } from './marks.ts';
import { runRows } from './run-rows.ts';

const words = {
  runs: {
    sv: 'Körningar som pågår, väntar eller slutade det senaste dygnet',
    en: 'Runs that go on, wait or ended in the last day',
  },
  noRuns: {
    sv: 'Ingen körning på tjänsten eller det den står på pågår eller har slutat det senaste dygnet.',
    en: 'No run on the service or on what it stands on goes on or has ended in the last day.',
  },
  changes: { sv: 'Ändringar på servrarna det senaste dygnet', en: 'Changes on the servers in the last day' },
  noChanges: {
    sv: 'Inga ändringar har setts på servrarna det senaste dygnet.',
    en: 'No changes have been seen on the servers in the last day.',
  },
  notSeen: {
    sv: 'Ej mätt: ingen agent på servrarna ser ändringar.',
    en: 'Not measured: no agent on the servers sees changes.',
  },
  added: { sv: 'kom till', en: 'was added' },
  removed: { sv: 'togs bort', en: 'was removed' },
  altered: (before: Value, after: Value) => ({ sv: `${before} → ${after}`, en: `${before} → ${after}` }),
  changed: { sv: 'ändrades', en: 'changed' },
  more: (count: Value) => ({ sv: `och ${count} till`, en: `and ${count} more` }),
  critical: { sv: 'Kritiska avvikelser', en: 'Critical findings' },
};

/** What may be why a service does not work: what was done to it and to what it stands on, and what was wrong before. */
export interface MayBeWhy {
  readonly servers: readonly ServerPulse[];
  readonly runs: readonly RunRow[];
  readonly changes: readonly SeenChange[];
  readonly findings: readonly StoredResult[];
}

const most = 8;

/** Runs, changes and critical findings, newest first. */
export function mayBeWhy(
  { servers, runs, changes, findings }: MayBeWhy,
  names: Names,
  procedures: readonly ProcedureSummary[],
  view: View,
): Html {
  const t = speak(words, view.lang);
  const isSeen = servers.some(({ enrolledAt }) => enrolledAt !== null);
  return html`<h3>${t.runs}</h3>
${runs.length === 0 ? html`<p class="muted">${t.noRuns}</p>` : runRows(runs.slice(0, most), procedures, names.service, view)}
<h3>${t.changes}</h3>
${changes.length === 0 ? html`<p class="muted">${isSeen ? t.noChanges : t.notSeen}</p>` : changeRows(changes, servers, view)}
${
  findings.length > 0 &&
  html`<h3>${t.critical}</h3><ul class="rows">${findings.slice(0, most).map(({ control, subject, message }) => html`<li><a href="${controlAddress(control)}"><b>${subject.name}</b>${mark('finding', message[view.lang])}</a></li>`)}</ul>`
}`;
}

function changeRows(changes: readonly SeenChange[], servers: readonly ServerPulse[], view: View): Html {
  const { lang, format, now } = view;
  const t = speak(words, lang);
  const nameOf = new Map(servers.map(({ id, name }) => [id, name]));
  const said = ({ change, before, after }: SeenChange): string => {
    if (change === 'added') return t.added;
    if (change === 'removed') return t.removed;
    return before === null || after === null ? t.changed : t.altered(before, after);
  };
  return html`<ul class="rows">${changes.slice(0, most).map((change) => {
    const { deviceId, at, section, what } = change;
    const where =
      section in sectionTexts ? sectionTexts[section as keyof typeof sectionTexts].title[lang] : section;
    return html`<li><a href="${deviceAddress(deviceId)}"><b>${what}</b> ${said(change)}<span class="under">${nameOf.get(deviceId)}, ${where}, ${format.recent(at, now)}</span></a></li>`;
  })}</ul>${changes.length > most && html`<p class="muted">${t.more(changes.length - most)}</p>`}`;
}
