import { sectionTexts } from '#model/report/section-texts.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Html, html, join } from '../html.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { drawn } from './drawn.ts';
import { tristate } from './tristate.ts';

const words = {
  unknown: { sv: 'okänt', en: 'unknown' },
  kind: { sv: 'Slag', en: 'Kind' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  card: { sv: 'Nätverkskort', en: 'Interface' },
  addresses: { sv: 'Adresser', en: 'Addresses' },
  up: { sv: 'Aktivt', en: 'Up' },
  speed: { sv: 'Mbit/s', en: 'Mbit/s' },
  hostname: { sv: 'Namn i nätet', en: 'Host name' },
  firewall: { sv: 'Brandvägg', en: 'Firewall' },
  on: { sv: 'på', en: 'on' },
  off: { sv: 'av', en: 'off' },
  port: { sv: 'Port', en: 'Port' },
  address: { sv: 'Tar emot på', en: 'Bound to' },
  every: { sv: 'alla nätverkskort', en: 'every interface' },
  program: { sv: 'Program', en: 'Program' },
  hidden: { sv: 'visas inte', en: 'not shown' },
  noPorts: {
    sv: 'Inga portar tar emot anslutningar utifrån.',
    en: 'No ports accept connections from outside.',
  },
  noCards: { sv: 'Inga nätverkskort.', en: 'No interfaces.' },
};

/** Interfaces, firewall and what listens. */
export function networkAndPorts(sections: Sections, view: View): Html {
  const t = speak(words, view.lang);
  const dash = html`<span class="muted">–</span>`;
  return html`${drawn(
    sections.network,
    ({ interfaces, hostname }) =>
      html`${hostname !== null && html`<p>${t.hostname}: <b>${hostname}</b></p>`}${table({
        id: 'natverk-tabell',
        caption: t.card,
        captionHeard: true,
        columns: [
          { head: t.card },
          { head: t.kind },
          { head: 'MAC', tight: true },
          { head: t.addresses, wide: true },
          { head: t.up },
          { head: t.speed, numeric: true },
        ],
        rows: interfaces.map(({ name, kind, mac, addresses, up, speedMbps }) => [
          html`<code>${name}</code>`,
          kind ?? t.unknown,
          mac === null ? dash : html`<code>${mac}</code>`,
          addresses.length === 0 ? dash : html`<code>${join(addresses, html`<br>`)}</code>`,
          tristate(up, t),
          speedMbps === null ? dash : view.format.number(speedMbps),
        ]),
        empty: t.noCards,
      })}`,
    view,
  )}
<h3>${t.firewall}</h3>
${drawn(
  sections.firewall,
  ({ active, backend, profiles }) =>
    html`<p>${active === null ? t.unknown : active ? t.on : t.off}${backend !== null && ` (${backend})`}${profiles.length > 0 && html`; ${profiles.map(({ name, active: isOn }) => `${name}: ${isOn === null ? t.unknown : isOn ? t.on : t.off}`).join(', ')}`}</p>`,
  view,
)}
<h3>${sectionTexts['listening-ports'].title[view.lang]}</h3>
${drawn(
  sections['listening-ports'],
  ({ ports }) =>
    table({
      id: 'portar-tabell',
      caption: t.port,
      captionHeard: true,
      columns: [{ head: t.port }, { head: t.address, wide: true }, { head: t.program }],
      rows: ports.map(({ protocol, address, port, program }) => [
        html`${String(port)}/${protocol}`,
        address === '0.0.0.0' || address === '::' || address === '*'
          ? html`${t.every} <code>${address}</code>`
          : html`<code>${address}</code>`,
        program ?? html`<span class="muted">${t.hidden}</span>`,
      ]),
      empty: t.noPorts,
    }),
  view,
)}`;
}
