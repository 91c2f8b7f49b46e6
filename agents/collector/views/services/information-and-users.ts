import { describeKeep } from '#model/declaration/describe-keep.ts';
import { type Html, html } from '../html.ts';
import { missing } from '../parts/not-measured.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { decision } from './decision.ts';
import type { DeclaredData } from './declared-data.ts';
import { personalDataWords } from './vocabulary.ts';

const words = {
  type: { sv: 'Informationstyp', en: 'Kind of information' },
  personal: { sv: 'Personuppgifter', en: 'Personal data' },
  keep: { sv: 'Frist', en: 'Kept for' },
  retention: { sv: 'Gallringsbeslut', en: 'Disposal decision' },
  secrecy: { sv: 'Sekretess', en: 'Secrecy' },
  noSecrecy: { sv: 'ingen', en: 'none' },
  noInformation: { sv: 'Ingen information är deklarerad.', en: 'No information is declared.' },
  users: { sv: 'Användare', en: 'Users' },
  count: { sv: 'Antal', en: 'Count' },
  orgUnit: { sv: 'Organisationsenhet', en: 'Unit' },
  noUsers: { sv: 'Inga användare är deklarerade.', en: 'No users are declared.' },
  consumers: (names: string) => ({ sv: `Används av ${names}.`, en: `Used by ${names}.` }),
  everybody: { sv: 'alla kommuner i organisationen', en: 'every municipality of the organisation' },
};

const nothing = html`<span class="muted">–</span>`;

/** What information the service holds. */
export function information(data: DeclaredData, view: View): Html {
  const t = speak(words, view.lang);
  return table({
    id: 'information-tabell',
    caption: t.type,
    captionHeard: true,
    columns: [
      { head: t.type },
      { head: t.personal },
      { head: t.keep },
      { head: t.retention, wide: true },
      { head: t.secrecy },
    ],
    rows: data.service.information.map((item) => [
      item.type,
      personalDataWords[item.personalData][view.lang],
      item.keep === undefined ? nothing : describeKeep(item.keep)[view.lang],
      decision(item.retention, data, view),
      item.secrecy === undefined ? nothing : item.secrecy === 'none' ? t.noSecrecy : item.secrecy,
    ]),
    empty: t.noInformation,
  });
}

/** Which units use the service. */
export function users({ service, names }: DeclaredData, view: View): Html {
  const t = speak(words, view.lang);
  const who =
    service.consumers.length === 0
      ? t.everybody
      : view.format.list(service.consumers.map(names.municipality));
  return html`<p class="hint">${t.consumers(who)}</p>${table({
    id: 'anvandare-tabell',
    caption: t.users,
    captionHeard: true,
    columns: [
      { head: t.orgUnit, wide: true },
      { head: t.count, numeric: true },
    ],
    rows: service.users.map(({ unit, count }) => [
      names.unit(unit),
      count === undefined ? missing(view.lang) : view.format.number(count),
    ]),
    empty: t.noUsers,
  })}`;
}
