import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Names } from '../../figures/names.ts';
import { dependenciesOf, flowsOf, idsOf, type SeenFlow } from '../../figures/service-graph.ts';
import { standardStatus } from '../../figures/standardisation.ts';
import { serviceAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { sourceLink } from '../parts/source-link.ts';
import { statusShape } from '../parts/status.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { branchList } from './branch-list.ts';
import { standardWords } from './vocabulary.ts';

const words = {
  needsNone: {
    sv: 'Tjänsten är inte beroende av någon annan deklarerad tjänst.',
    en: 'The service depends on no other declared service.',
  },
  reach: (count: Value) => ({ sv: `${count} i allt`, en: `${count} in all` }),
  above: { sv: 'se ovan', en: 'see above' },
  role: { sv: 'Roll', en: 'Role' },
  count: { sv: 'Antal', en: 'Count' },
  size: { sv: 'Storlek', en: 'Size' },
  vcpus: { sv: { one: 'vCPU', other: 'vCPU' }, en: { one: 'vCPU', other: 'vCPU' } },
  image: { sv: 'System', en: 'System' },
  disks: { sv: 'Diskar', en: 'Disks' },
  zone: { sv: 'Zon', en: 'Zone' },
  byClass: { sv: 'följer plattform och klass', en: 'follows platform and class' },
  runsOn: (site: string) => ({ sv: `Står på ${site}.`, en: `Stands on ${site}.` }),
  serversNone: {
    sv: 'Tjänsten har inga deklarerade servrar. Det gäller molntjänster och det som en leverantör driver utan att ha redovisat sina servrar.',
    en: 'The service has no declared servers. So it is with cloud services and with what a supplier runs without having stated its servers.',
  },
  into: { sv: 'In', en: 'In' },
  out: { sv: 'Ut', en: 'Out' },
  within: { sv: 'Inom tjänsten', en: 'Within the service' },
  from: { sv: 'Från', en: 'From' },
  to: { sv: 'Till', en: 'To' },
  port: { sv: 'Port', en: 'Port' },
  login: { sv: 'Inloggning', en: 'Login' },
  authenticated: { sv: 'ja', en: 'yes' },
  open: { sv: 'nej', en: 'no' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  flowsNone: {
    sv: 'Inga flöden är deklarerade. Allt som inte är deklarerat är stängt.',
    en: 'No flows are declared. All that is not declared is closed.',
  },
  internet: { sv: 'internet', en: 'the internet' },
  clients: { sv: 'roll', en: 'role' },
};

interface LandscapeData {
  readonly service: Service;
  readonly declaration: Declaration;
  readonly names: Names;
  readonly today: string;
}

/** What the service needs, as a nested list. */
export function standsOn({ service, declaration, names }: LandscapeData, view: View): Html {
  const t = speak(words, view.lang);
  const tree = dependenciesOf(declaration.services, service.id);
  if (tree.length === 0) return html`<p class="muted">${t.needsNone}</p>`;
  return html`<p class="hint">${t.reach(idsOf(tree).size)}</p>${branchList(tree, names, t.above, true)}`;
}

/** Declared servers with size, system, disks and zone. */
export function servers({ service, declaration, names, today }: LandscapeData, view: View): Html {
  const t = speak(words, view.lang);
  if (service.servers.length === 0) return html`<p class="muted">${t.serversNone}</p>`;
  return html`${serversHint({ service, declaration, names, today }, view)}
${table({
  id: 'servrar-tabell',
  caption: t.role,
  captionHeard: true,
  columns: [
    { head: t.role },
    { head: t.count, numeric: true },
    { head: t.size, tight: true },
    { head: t.image, wide: true },
    { head: t.disks, tight: true },
    { head: t.zone },
  ],
  rows: service.servers.map(({ role, count, size, image, engine, disks, zone }) => [
    role,
    view.format.number(count),
    sizeText(declaration, size, view),
    html`${names.image(image)}${engine !== undefined && html`<span class="under">${names.engine(engine)}</span>`}`,
    disks.length === 0
      ? html`<span class="muted">–</span>`
      : join(
          disks.map(({ name, sizeGib }) => `${name} ${view.format.number(sizeGib)}\u00a0GiB`),
          html`<br>`,
        ),
    zone === undefined ? html`<span class="muted">${t.byClass}</span>` : names.zone(zone),
  ]),
})}`;
}

/** Where the servers stand and whether they keep to the standard. */
export function serversHint({ service, declaration, names, today }: LandscapeData, view: View): Html {
  const t = speak(words, view.lang);
  const status = standardStatus(declaration, service, today);
  const mark = status === 'deviating' ? 'finding' : 'met';
  return html`<p class="hint">${service.runsOn !== undefined && t.runsOn(names.platformSite(service.runsOn))} <span class="status ${mark}">${statusShape(mark)}${standardWords[status][view.lang]}</span></p>`;
}

function sizeText({ prices }: Declaration, size: string, view: View): Content {
  const t = speak(words, view.lang);
  const found = prices.sizes.find(({ id }) => id === size);
  if (found === undefined) return size;
  return `${t.vcpus(found.vcpus)}, ${view.format.number(found.memoryGib)}\u00a0GiB`;
}

/** Declared flows in, out and within; those of other services that concern this one included. */
export function flows({ service, declaration, names }: LandscapeData, view: View): Html {
  const t = speak(words, view.lang);
  const { into, out, within } = flowsOf(declaration.services, service.id);
  if (into.length + out.length + within.length === 0) return html`<p class="muted">${t.flowsNone}</p>`;
  const part = (id: string, title: string, list: readonly SeenFlow[]) =>
    list.length > 0 &&
    html`<h3 class="flows">${title}</h3>${table({
      id,
      caption: title,
      captionHeard: true,
      columns: [
        { head: t.from, wide: true },
        { head: t.to, wide: true },
        { head: t.port, tight: true },
        { head: t.login },
        { head: t.declared },
      ],
      rows: list.map((flow) => [
        flowEnd(flow.from, service.id, names, t),
        flowEnd(flow.to, service.id, names, t),
        html`${String(flow.port)}/${flow.protocol}`,
        flow.authenticated ? `${t.authenticated}${flow.by === null ? '' : `, ${flow.by}`}` : t.open,
        sourceLink(declaredAt(declaration, serviceFilePath(flow.declaredBy), '/flows')),
      ]),
    })}`;
  return html`${part('floden-in', t.into, into)}${part('floden-ut', t.out, out)}${part('floden-inom', t.within, within)}`;
}

function flowEnd(end: string, own: string, names: Names, t: { internet: string; clients: string }): Content {
  if (end === 'internet') return t.internet;
  if (end.startsWith('role:')) return `${names.networkRole(end.slice('role:'.length))} (${t.clients})`;
  if (end.startsWith('zone:')) return names.zone(end.slice('zone:'.length));
  const [id = '', role] = end.slice('service:'.length).split('/');
  if (id === own) return role ?? names.service(id);
  return html`<a href="${serviceAddress(id)}">${names.service(id)}</a>${role !== undefined && `, ${role}`}`;
}
