import type { PlannedAddress, ServerGroup } from '#model/platform/planned-servers.ts';
import type { Names } from '../../figures/names.ts';
import { serviceAddress, zoneAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { placeLink } from '../parts/source-link.ts';
import { type Column, table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  server: { sv: 'Server', en: 'Server' },
  service: { sv: 'Tjänst', en: 'Service' },
  addresses: { sv: 'Adresser', en: 'Addresses' },
  stands: { sv: 'Plats och del', en: 'Site and failure domain' },
  noDomain: { sv: 'ingen del deklarerad', en: 'no failure domain declared' },
  zone: { sv: 'Zon', en: 'Zone' },
  size: { sv: 'Storlek och system', en: 'Size and system' },
  vcpus: { sv: { one: 'vCPU', other: 'vCPU' }, en: { one: 'vCPU', other: 'vCPU' } },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  computer: { sv: 'datornamn', en: 'computer name' },
  noAddress: { sv: 'ingen adress', en: 'no address' },
  noZone: { sv: 'ingen zon', en: 'no zone' },
  byClass: { sv: 'följer klass och plattform', en: 'follows class and platform' },
  stated: { sv: 'deklarerad', en: 'declared' },
  proposed: { sv: 'förslag', en: 'proposed' },
};

export interface ServerTableOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly groups: readonly ServerGroup[];
  /** Name the service of each, and leave out the zone: the page is of a zone. */
  readonly withService: boolean;
  readonly empty?: Content;
}

/** Planned servers one by one: what they are called, their addresses, and where they stand. */
export function serverTable(options: ServerTableOptions, names: Names, view: View): Html {
  const { id, caption, groups, withService, empty } = options;
  const t = speak(words, view.lang);
  const columns: readonly Column[] = [
    { head: t.server, tight: true },
    { head: withService ? t.service : t.zone },
    { head: t.addresses, tight: true },
    { head: t.stands },
    { head: t.size },
    { head: t.declared },
  ];
  return table({
    id,
    caption,
    captionHeard: true,
    columns,
    rows: groups.flatMap((group) =>
      group.servers.map((server) => [
        html`${server.hostName}${!group.build && html` <span class="tag">${t.proposed}</span>`}${
          server.computerName !== server.hostName &&
          html`<span class="under">${t.computer} ${server.computerName}</span>`
        }`,
        withService
          ? html`<a href="${serviceAddress(group.service)}">${names.service(group.service)}</a>, ${group.role}`
          : zone(group, names, view),
        html`${addressLine(server.ipv4, view) ?? html`<span class="muted">${t.noAddress}</span>`}${addressLine(server.ipv6, view)}`,
        html`${names.platformSite(group.platformSite)}<span class="under">${server.failureDomain ?? t.noDomain}</span>`,
        html`<span class="tight">${t.vcpus(group.vcpus)}, ${view.format.number(group.memoryGib)}\u00a0GiB</span><span class="under">${[names.image(group.image), ...(group.engine === null ? [] : [names.engine(group.engine)])].join(', ')}</span>${group.disks.length > 0 && html`<span class="under">${group.disks.map(({ name, sizeGib }) => `${name} ${view.format.number(sizeGib)}\u00a0GiB`).join(', ')}</span>`}`,
        placeLink(group.at),
      ]),
    ),
    ...(empty === undefined ? {} : { empty }),
  });
}

function zone({ zone: id, zoneSource }: ServerGroup, names: Names, view: View): Content {
  const t = speak(words, view.lang);
  if (id === null) return html`<span class="muted">${t.noZone}</span>`;
  return html`<a href="${zoneAddress(id)}">${names.zone(id)}</a>${zoneSource === 'by-class' && html`<span class="under">${t.byClass}</span>`}`;
}

function addressLine(address: PlannedAddress | null, view: View): Content {
  if (address === null) return null;
  const note =
    address.source === 'declared' && html` <span class="muted">${speak(words, view.lang).stated}</span>`;
  return html`<code>${address.address}</code>${note}<br>`;
}
