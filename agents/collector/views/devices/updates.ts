import type { FleetDevice } from '#model/fleet/fleet.ts';
import { sectionData } from '#model/report/section.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { type Content, type Html, html } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { statusShape } from '../parts/status.ts';
import { table } from '../parts/table.ts';
import { age, instantAndAge } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { sectionStatusWords } from './vocabulary.ts';

const words = {
  unread: {
    sv: 'agenten har inte läst uppdateringar',
    en: 'the agent has not read updates',
  },
  pending: {
    sv: { one: 'väntande uppdatering', other: 'väntande uppdateringar' },
    en: { one: 'pending update', other: 'pending updates' },
  },
  security: {
    sv: { one: 'säkerhetsuppdatering', other: 'säkerhetsuppdateringar' },
    en: { one: 'security update', other: 'security updates' },
  },
  ofWhich: { sv: 'varav', en: 'of which' },
  unclear: {
    sv: { one: 'av okänt slag', other: 'av okänt slag' },
    en: { one: 'of unknown kind', other: 'of unknown kind' },
  },
  lists: { sv: 'Paketlistorna hämtades', en: 'Package lists fetched' },
  noLists: {
    sv: 'När paketlistorna hämtades är okänt, så det kan finnas fler.',
    en: 'When the package lists were fetched is unknown, so there may be more.',
  },
  name: { sv: 'Uppdatering', en: 'Update' },
  kind: { sv: 'Slag', en: 'Kind' },
  from: { sv: 'Installerad', en: 'Installed' },
  to: { sv: 'Tillgänglig', en: 'Available' },
  since: { sv: 'Känd sedan', en: 'Known since' },
  origin: { sv: 'Underlag', en: 'Evidence' },
  isSecurity: { sv: 'säkerhet', en: 'security' },
  isOther: { sv: 'annan', en: 'other' },
  unknown: { sv: 'okänt', en: 'unknown' },
  restart: { sv: 'Omstart', en: 'Restart' },
  needed: { sv: 'behövs', en: 'needed' },
  notNeeded: { sv: 'behövs inte', en: 'not needed' },
  sinceWhen: { sv: 'sedan', en: 'since' },
  rest: {
    sv: { one: 'uppdatering till', other: 'uppdateringar till' },
    en: { one: 'more update', other: 'more updates' },
  },
  allIn: {
    sv: 'Inga uppdateringar väntar enligt enhetens paketlistor.',
    en: 'No updates are pending by the device’s package lists.',
  },
};

const severityWords = {
  critical: { sv: 'kritisk', en: 'critical' },
  important: { sv: 'viktig', en: 'important' },
  moderate: { sv: 'måttlig', en: 'moderate' },
  low: { sv: 'låg', en: 'low' },
} as const;

/** Shown at once; a device that nobody has cared for can have hundreds. */
const shownUpdates = 15;

type Pending = Updates['pending'][number];

/** Pending updates with what each classification rests on, security first, and whether a restart waits. */
export function updates(device: FleetDevice, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const section = device.sections.updates;
  const data = sectionData(section);
  if (section === undefined || data === null) {
    const why =
      section === undefined || !('reason' in section)
        ? t.unread
        : `${sectionStatusWords[section.status][lang]}: ${section.reason}`;
    return html`<p>${notMeasured(why, lang)}</p>${restart(device, view)}`;
  }
  const security = data.pending.filter((update) => update.security === true).length;
  const unclear = data.pending.filter((update) => update.security === null).length;
  const sorted = [...data.pending].sort(
    (a, b) => rank(a.security) - rank(b.security) || (a.name < b.name ? -1 : 1),
  );
  const summary = [t.security(security), ...(unclear > 0 ? [t.unclear(unclear)] : [])].join(', ');
  return html`${data.pending.length > 0 && html`<p><b>${t.pending(data.pending.length)}</b>, ${t.ofWhich} ${summary}.</p>`}
${restart(device, view)}
<p class="hint">${data.listsAt === null ? t.noLists : html`${t.lists} ${instantAndAge(new Date(data.listsAt), view)}`} (${data.manager}).</p>
${updateTable('uppdateringar-tabell', sorted.slice(0, shownUpdates), device, view)}
${
  sorted.length > shownUpdates &&
  html`<details class="rest"><summary>${t.rest(sorted.length - shownUpdates)}</summary>${updateTable('fler-uppdateringar-tabell', sorted.slice(shownUpdates), device, view)}</details>`
}`;
}

function updateTable(id: string, pending: readonly Pending[], device: FleetDevice, view: View): Html {
  const t = speak(words, view.lang);
  const dash = html`<span class="muted">–</span>`;
  return table({
    id,
    caption: t.name,
    captionHeard: true,
    columns: [
      { head: t.name, wide: true },
      { head: t.kind, tight: true },
      { head: t.from },
      { head: t.to },
      { head: t.since, tight: true },
      { head: t.origin },
    ],
    rows: pending.map((update) => {
      const since = device.pendingSince.get(update.name);
      return [
        html`${update.title ?? update.name}${update.title !== null && update.title !== update.name && html`<span class="under">${update.name}</span>`}`,
        kind(update.security, update.severity, view),
        update.installedVersion === null ? dash : html`<span class="small">${update.installedVersion}</span>`,
        update.availableVersion === null ? dash : html`<span class="small">${update.availableVersion}</span>`,
        since === undefined
          ? dash
          : html`<time datetime="${since.toISOString()}" title="${view.format.age(since, view.now)}">${view.format.day(since)}</time>`,
        update.origin === null ? dash : html`<span class="small">${update.origin}</span>`,
      ];
    }),
    empty: t.allIn,
  });
}

const rank = (security: boolean | null) => (security === true ? 0 : security === null ? 1 : 2);

function kind(
  security: boolean | null,
  severity: keyof typeof severityWords | null,
  { lang }: View,
): Content {
  const t = speak(words, lang);
  if (security === null)
    return html`<span class="status not-measured">${statusShape('not-measured')}${t.unknown}</span>`;
  if (!security) return t.isOther;
  return html`<b>${t.isSecurity}</b>${severity !== null && html`<span class="under">${severityWords[severity][lang]}</span>`}`;
}

function restart(device: FleetDevice, view: View): Html {
  const t = speak(words, view.lang);
  const data = sectionData(device.sections.reboot);
  const since = device.rebootSince;
  const said =
    data?.required === true
      ? html`<span class="status finding">${statusShape('finding')}${t.needed}</span>${since !== null && html` ${t.sinceWhen} ${age(since, view)}`}${data.signals.length > 0 && html` <span class="muted small">(${data.signals.join(', ')})</span>`}`
      : data?.required === false
        ? t.notNeeded
        : html`<span class="status not-measured">${statusShape('not-measured')}${t.unknown}</span>`;
  return html`<p>${t.restart}: ${said}</p>`;
}
