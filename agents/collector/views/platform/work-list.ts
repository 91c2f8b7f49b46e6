import type { ControlId } from '#model/controls/result.ts';
import type { WorkGroup } from '#model/platform/arrange-work.ts';
import type { WorkItem, WorkReason, WorkSubject } from '#model/platform/work-order.ts';
import { serviceOfWork } from '../../figures/work.ts';
import { controlAddress, deviceAddress, serviceAddress, zoneAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { placeLink } from '../parts/source-link.ts';
import { age } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { workMark } from './work-status.ts';

const words = {
  where: { sv: 'Var', en: 'Where' },
  why: { sv: 'Varför', en: 'Why' },
  how: { sv: 'Så ses det', en: 'How it is seen' },
  everySite: { sv: 'gäller varje plats av det här slaget', en: 'holds for every site of this kind' },
  unseen: { sv: 'Syns inte för mätprogrammet.', en: 'The agent cannot see it.' },
  unanswered: {
    sv: 'Inget svar från kontrollen finns här.',
    en: 'No answer of the check is here.',
  },
  together: { sv: 'tillsammans med', en: 'together with' },
  nobody: { sv: 'Ingen är utpekad', en: 'Nobody is named' },
};

/** What links of a work list lead to. */
export interface WorkTargets {
  /** Ids of the controls that have a page. */
  readonly controls: ReadonlySet<ControlId>;
  /** Id of each device that is known, by what it is declared as. */
  readonly devices: ReadonlyMap<string, string>;
}

/** Who does a part of the work, in names. */
export function whoName(who: WorkGroup['who'], lang: View['lang']): string {
  const t = speak(words, lang);
  return who.length === 0 ? t.nobody : who.map(({ name }) => name).join(` ${t.together} `);
}

/** What one thing of the work is done to, with a link to its page where there is one. */
export function subjectLink(
  subject: WorkSubject,
  first: WorkItem | undefined,
  { devices }: WorkTargets,
): Content {
  if (subject.kind === 'zone') return html`<a href="${zoneAddress(subject.id)}">${subject.name}</a>`;
  if (subject.kind === 'service') return html`<a href="${serviceAddress(subject.id)}">${subject.name}</a>`;
  if (subject.kind === 'site') return subject.name;
  const device = first?.verification.method === 'agent' ? devices.get(first.verification.device) : undefined;
  if (device !== undefined) return html`<a href="${deviceAddress(device)}">${subject.name}</a>`;
  const service = first === undefined ? null : serviceOfWork(first);
  return service === null ? subject.name : html`<a href="${serviceAddress(service)}">${subject.name}</a>`;
}

/** Items one by one: what, where, why, how it is seen and what was last seen; on paper with a box to tick. */
export function workList(items: readonly WorkItem[], targets: WorkTargets, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  return html`<ul class="results work">${items.map(
    (
      item,
    ) => html`<li class="result"><span><span class="box${item.last.status === 'verified' && ' ticked'}" aria-hidden="true"></span>${workMark(item.last.status, lang)}</span>
<div><p class="message">${item.what[lang]}</p>
<p class="hint">${t.where}: ${item.where[lang]}<br>${t.why}: ${reason(item.why, targets, view)}<br>${t.how}: ${item.verification.how[lang]}</p></div>
<div class="last">${lastSeen(item, targets, view)}</div></li>\n`,
  )}</ul>`;
}

function reason(
  { controls, requirements, decisions, at }: WorkReason,
  { controls: known }: WorkTargets,
  { lang }: View,
): Content {
  const because = [
    ...controls.map((id) => (known.has(id) ? html`<a href="${controlAddress(id)}">${id}</a>` : id)),
    ...requirements,
    ...decisions,
    ...at.map(placeLink),
    ...(at.length === 0 ? [speak(words, lang).everySite] : []),
  ];
  return join(because, ' · ');
}

function lastSeen({ last, verification }: WorkItem, { devices }: WorkTargets, view: View): Content {
  const { lang } = view;
  const t = speak(words, lang);
  if (last.status === 'not-verified') {
    if (verification.method === 'manual') return html`<span class="muted">${t.unseen}</span>`;
    if (verification.method === 'check') return html`<span class="muted">${t.unanswered}</span>`;
    return html`<span class="muted">${last.reason[lang]}</span>`;
  }
  const device = verification.method === 'agent' ? devices.get(verification.device) : undefined;
  const by = `${last.by[lang]}`;
  return html`${last.seen[lang]}<span class="under">${age(last.at, view)}, ${device === undefined ? by : html`<a href="${deviceAddress(device)}">${by}</a>`}</span>`;
}
