import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { Names } from '../../figures/names.ts';
import { zoneAddress } from '../address.ts';
import { type Html, html, join } from '../html.ts';
import { placeLink } from '../parts/source-link.ts';
import { groupedTable } from '../parts/table.ts';
import { platforms, platformWords } from '../services/vocabulary.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { zoneKindWords } from './vocabulary.ts';

const words = {
  zone: { sv: 'Zon', en: 'Zone' },
  kind: { sv: 'Slag', en: 'Kind' },
  vlan: { sv: 'VLAN', en: 'VLAN' },
  level: { sv: 'Högsta klass', en: 'Highest class' },
  networks: { sv: 'Nät', en: 'Networks' },
  roles: { sv: 'Roller', en: 'Roles' },
  servers: { sv: 'Servrar', en: 'Servers' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  empty: {
    sv: 'Inga zoner är deklarerade. Skriv zones i network.yaml.',
    en: 'No zones are declared. Write zones in network.yaml.',
  },
};

/** Every zone with its networks, who lands in it and how many servers stand there. */
export function zoneTable(
  zones: readonly PlannedZone[],
  serversIn: ReadonlyMap<string, number>,
  names: Names,
  view: View,
): Html {
  const { lang, format } = view;
  const t = speak(words, lang);
  if (zones.length === 0) return html`<p class="empty">${t.empty}</p>`;
  const byPlatform = Map.groupBy(zones, ({ platform }) => platform);
  return groupedTable({
    id: 'zoner-tabell',
    caption: t.zone,
    columns: [
      { head: t.zone, wide: true },
      { head: t.kind },
      { head: t.vlan, numeric: true },
      { head: t.level, numeric: true },
      { head: t.networks, tight: true },
      { head: t.roles },
      { head: t.servers, numeric: true },
      { head: t.declared, tight: true },
    ],
    groups: platforms.flatMap((platform) => {
      const members = byPlatform.get(platform);
      if (members === undefined) return [];
      const rows = members.map((zone) => [
        html`<a href="${zoneAddress(zone.id)}">${zone.name}</a>`,
        zoneKindWords[zone.kind][lang],
        zone.vlan === null ? '–' : String(zone.vlan),
        zone.maximumClass,
        join(
          zone.subnets.map(({ ipv4 }) => html`<code>${ipv4}</code>`),
          html`<br>`,
        ),
        zone.roles.length === 0
          ? html`<span class="muted">–</span>`
          : zone.roles.map(names.networkRole).join(', '),
        format.number(serversIn.get(zone.id) ?? 0),
        placeLink(zone.at),
      ]);
      return [{ head: platformWords[platform][lang], rows }];
    }),
  });
}
