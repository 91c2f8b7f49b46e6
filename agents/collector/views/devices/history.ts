import { sectionTexts } from '#model/report/section-texts.ts';
import type { DeviceChange } from '../../store/store.ts';
import { address, deviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { table } from '../parts/table.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  at: { sv: 'Sett', en: 'Seen' },
  section: { sv: 'Avsnitt', en: 'Section' },
  what: { sv: 'Vad', en: 'What' },
  change: { sv: 'Ändring', en: 'Change' },
  before: { sv: 'Före', en: 'Before' },
  after: { sv: 'Efter', en: 'After' },
  added: { sv: 'tillkom', en: 'added' },
  removed: { sv: 'försvann', en: 'removed' },
  changed: { sv: 'ändrades', en: 'changed' },
  empty: {
    sv: 'Inga ändringar har setts sedan den första rapporten.',
    en: 'No changes have been seen since the first report.',
  },
  older: { sv: 'Visa äldre', en: 'Show older' },
  caption: { sv: 'Ändringar, den nyaste först', en: 'Changes, newest first' },
};

/** What changed on the device, as the collector saw it. */
export function history(
  deviceId: string,
  changes: readonly DeviceChange[],
  older: string | null,
  view: View,
): Html {
  const t = speak(words, view.lang);
  const dash = html`<span class="muted">–</span>`;
  return html`${table({
    id: 'andringar-tabell',
    caption: t.caption,
    captionHeard: true,
    columns: [
      { head: t.at, tight: true },
      { head: t.section },
      { head: t.what, wide: true },
      { head: t.change },
      { head: t.before },
      { head: t.after },
    ],
    rows: changes.map(({ at, section, change, what, before, after }) => [
      instant(at, view),
      sectionTitle(section, view),
      what,
      t[change],
      before === null ? dash : html`<span class="small">${before}</span>`,
      after === null ? dash : html`<span class="small">${after}</span>`,
    ]),
    empty: t.empty,
  })}${older !== null && html`<p class="more"><a href="${address(deviceAddress(deviceId), { fore: older }, 'andringar')}">${t.older} →</a></p>`}`;
}

function sectionTitle(section: string, { lang }: View): string {
  return section in sectionTexts ? sectionTexts[section as keyof typeof sectionTexts].title[lang] : section;
}
