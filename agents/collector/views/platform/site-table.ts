import type { Declaration } from '#model/declaration/declaration.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import type { SiteTotals } from '../../figures/site-totals.ts';
import { type Html, html } from '../html.ts';
import { placeLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { siteKindWords } from './vocabulary.ts';

const words = {
  site: { sv: 'Plats', en: 'Site' },
  domains: { sv: 'Skilda delar', en: 'Failure domains' },
  services: { sv: 'Tjänster', en: 'Services' },
  servers: { sv: 'Servrar', en: 'Servers' },
  proposed: (count: Value) => ({ sv: `och ${count} föreslagna`, en: `and ${count} proposed` }),
  vcpus: { sv: 'vCPU', en: 'vCPU' },
  memory: { sv: 'Minne, GiB', en: 'Memory, GiB' },
  disk: { sv: 'Datadiskar, GiB', en: 'Data disks, GiB' },
  falls: { sv: 'Tjänster som faller med platsen', en: 'Services that fall with the site' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  all: { sv: 'Alla platser', en: 'All sites' },
  empty: {
    sv: 'Inga platser är deklarerade. Skriv platformSites i grundval.yaml.',
    en: 'No sites are declared. Write platformSites in grundval.yaml.',
  },
};

/** Platform sites with what is built on each, and all of them added up. */
export function siteTable(sites: readonly SiteTotals[], declaration: Declaration, view: View): Html {
  const { lang, format } = view;
  const t = speak(words, lang);
  const sum = (key: 'servers' | 'vcpus' | 'memoryGib' | 'diskGib') =>
    html`<b>${format.number(sites.reduce((total, site) => total + site[key], 0))}</b>`;
  return table({
    id: 'platser-tabell',
    caption: t.site,
    captionHeard: true,
    columns: [
      { head: t.site, wide: true },
      { head: t.domains },
      { head: t.services, numeric: true },
      { head: t.servers, numeric: true },
      { head: t.vcpus, numeric: true },
      { head: t.memory, numeric: true },
      { head: t.disk, numeric: true },
      { head: t.falls, numeric: true },
      { head: t.declared, tight: true },
    ],
    rows: [
      ...sites.map(({ site, ...totals }, index) => [
        html`${site.name}<span class="under">${siteKindWords[site.kind][lang]}</span>`,
        site.failureDomains.length === 0
          ? html`<span class="muted">–</span>`
          : site.failureDomains.join(', '),
        format.number(totals.services),
        html`${format.number(totals.servers)}${totals.proposedServers > 0 && html`<span class="under">${t.proposed(totals.proposedServers)}</span>`}`,
        format.number(totals.vcpus),
        format.number(totals.memoryGib),
        format.number(totals.diskGib),
        format.number(totals.falls),
        placeLink(placeOf(declaration, 'grundval.yaml', `/platformSites/${index}`)),
      ]),
      ...(sites.length < 2
        ? []
        : [
            [
              html`<b>${t.all}</b>`,
              '',
              '',
              sum('servers'),
              sum('vcpus'),
              sum('memoryGib'),
              sum('diskGib'),
              '',
              '',
            ],
          ]),
    ],
    empty: t.empty,
  });
}
