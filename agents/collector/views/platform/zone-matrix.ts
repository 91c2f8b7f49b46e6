import type { Names } from '../../figures/names.ts';
import type { Place, PlaceEdge } from '../../figures/zone-flows.ts';
import { zoneAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { type FlowQuery, flowsAddress } from './flow-query.ts';
import { placeName } from './vocabulary.ts';
import { sentence } from './zone-picture.ts';

const words = {
  caption: {
    sv: 'Antal flöden från raden till kolumnen; kursivt inom parentes hur många som är öppna utan inloggning. Tomt är stängt.',
    en: 'Flows from the row to the column; in parentheses how many are open without login. Empty is closed.',
  },
  from: { sv: 'Från ↓ till →', en: 'From ↓ to →' },
  open: (count: Value) => ({ sv: `(${count})`, en: `(${count})` }),
  closed: { sv: 'stängt', en: 'closed' },
  none: {
    sv: 'Inget flöde stämmer med filtret. Allt som inte är deklarerat är stängt.',
    en: 'No flow fits the filter. All that is not declared is closed.',
  },
};

/** The picture as a table: each cell leads to its flows in the list. */
export function zoneMatrix(edges: readonly PlaceEdge[], query: FlowQuery, names: Names, view: View): Html {
  const t = speak(words, view.lang);
  const cells = new Map(edges.map((edge) => [`${edge.from}>${edge.to}`, edge]));
  const froms = placesInOrder(edges.map(({ from }) => from));
  const tos = placesInOrder(edges.map(({ to }) => to));
  return html`<div class="zone-matrix">${table({
    id: 'zonmatris',
    caption: t.caption,
    columns: [
      { head: t.from },
      ...tos.map((to) => ({ head: placeName(to, names, view.lang), numeric: true })),
    ],
    rows: froms.map((from) => [
      placeHead(from, names, view),
      ...tos.map((to): Content => {
        const edge = cells.get(`${from}>${to}`);
        if (edge === undefined) return html`<span class="heard">${t.closed}</span>`;
        const href = flowsAddress({ ...query, from, to }, { fragment: 'floden' });
        return html`<a href="${href}" aria-label="${sentence(edge, names, view)}">${view.format.number(edge.flows)}${edge.open > 0 && html` <i>${t.open(edge.open)}</i>`}</a>`;
      }),
    ]),
    empty: t.none,
  })}</div>`;
}

function placeHead(place: Place, names: Names, { lang }: View): Content {
  const name = placeName(place, names, lang);
  if (place === 'internet' || place === 'outside') return name;
  return html`<a href="${zoneAddress(place.slice('zone:'.length))}">${name}</a>`;
}

/** Zones by id, then the internet and what others run. */
function placesInOrder(places: readonly Place[]): readonly Place[] {
  const weight = (place: Place) => (place === 'outside' ? 2 : place === 'internet' ? 1 : 0);
  return [...new Set(places)].sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1));
}
