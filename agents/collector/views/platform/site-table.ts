import type { Declaration } from '#model/declaration/declaration.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import type { SiteTotals } from '../../figures/site-totals.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { placeLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { siteKindWords } from './vocabulary.ts';
import { workOrderAddress } from './work-query.ts';

const words = {
  site: { sv: 'Plats', en: 'Site' },
  domains: { sv: 'Skilda delar', en: 'Failure domains' },
  services: { sv: 'Tjänster', en: 'Services' },
  servers: { sv: 'Servrar', en: 'Servers' },
  order: (count: Value) => ({ sv: `Arbetsorder, ${count} punkter`, en: `Work order, ${count} items` }),
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
export function siteTable(
  sites: readonly SiteTotals[],
  declaration: Declaration,
  workOrders: readonly WorkOrder[],
  view: View,
): Html {
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
      { head: t.domains, tight: true },
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
        html`${site.name}<span class="under">${siteKindWords[site.kind][lang]}</span>${orderLink(site.id, workOrders, view)}`,
        site.failureDomains.length === 0
          ? html`<span class="muted">–</span>`
          : join(site.failureDomains, html`<br>`),
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

/** People set what stands on an adopted site: the way to their list. */
function orderLink(site: string, workOrders: readonly WorkOrder[], { lang }: View): Content {
  const order = workOrders.find((one) => one.site.id === site);
  if (order === undefined) return null;
  return html`<span class="under"><a href="${workOrderAddress(site)}">${speak(words, lang).order(order.items.length)}</a></span>`;
}
