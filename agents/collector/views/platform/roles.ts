import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Endpoint } from '#model/platform/is-open.ts';
import type { RoleReach, RoleReachable } from '#model/platform/role-reach.ts';
import type { Names } from '../../figures/names.ts';
import { type ReachCell, reachRows, type Target } from '../../figures/reach-rows.ts';
import { address, platformAddress, serviceAddress, zoneAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { layout } from '../layout.ts';
import { filterForm } from '../parts/filter-form.ts';
import { placeLinks, sourceLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { noPlan } from './no-plan.ts';
import { authenticationWords } from './vocabulary.ts';

const words = {
  platform: { sv: 'Plattform', en: 'Platform' },
  title: { sv: 'Vilken roll når vad', en: 'Which role reaches what' },
  lead: {
    sv: 'En roll är vad en enhet är i nätet. Den hamnar i en zon, och zonen avgör vad den når.',
    en: 'A role is what a device is in the network. It lands in a zone, and the zone decides what it reaches.',
  },
  roles: { sv: 'Roller', en: 'Roles' },
  role: { sv: 'Roll', en: 'Role' },
  zone: { sv: 'Zon', en: 'Zone' },
  shown: { sv: 'Visar vem den är med', en: 'Identified by' },
  shares: { sv: 'Delar zon med', en: 'Shares its zone with' },
  nobody: { sv: 'ingen', en: 'nobody' },
  targets: { sv: 'Når', en: 'Reaches' },
  closed: { sv: 'Stängt', en: 'Closed' },
  service: { sv: { one: 'tjänst', other: 'tjänster' }, en: { one: 'service', other: 'services' } },
  matrix: { sv: 'Roller och tjänster', en: 'Roles and services' },
  caption: {
    sv: 'Portar som rollen når. Kursivt: någon av dem är öppen utan inloggning. Stjärna: öppet bara för att en annan roll delar zon. Tomt är stängt.',
    en: 'Ports that the role reaches. Italics: some of them are open without login. Star: open only because another role shares the zone. Empty is closed.',
  },
  target: { sv: 'Tjänst', en: 'Service' },
  isClosed: { sv: 'stängt', en: 'closed' },
  internet: { sv: 'Internet', en: 'The internet' },
  devices: (zone: string) => ({ sv: `Enheter i ${zone}`, en: `Devices in ${zone}` }),
  open: { sv: 'utan inloggning', en: 'without login' },
  unmeant: { sv: 'bara för en annan roll', en: 'only for another role' },
  list: { sv: 'Lista', en: 'List' },
  filter: { sv: 'Filtrera det som nås', en: 'Filter what is reached' },
  port: { sv: 'Port', en: 'Port' },
  login: { sv: 'Inloggning', en: 'Login' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  for: { sv: 'Öppet för', en: 'Open for' },
  forRole: { sv: 'rollen', en: 'the role' },
  forZone: { sv: 'hela zonen', en: 'the whole zone' },
  forOther: { sv: 'en annan roll i zonen', en: 'another role of the zone' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  rows: (shown: Value, all: Value) => ({ sv: `Visar ${shown} av ${all}`, en: `Showing ${shown} of ${all}` }),
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  json: { sv: 'Hämta som JSON', en: 'Download as JSON' },
  noRoles: {
    sv: 'Inga roller är deklarerade. Skriv access i network.yaml.',
    en: 'No roles are declared. Write access in network.yaml.',
  },
  empty: {
    sv: 'Rollen når ingenting. Allt som inte är deklarerat är stängt.',
    en: 'The role reaches nothing. All that is not declared is closed.',
  },
};

export interface RolesData {
  readonly declaration: Declaration;
  readonly names: Names;
  /** Null where there is no plan. */
  readonly reaches: readonly RoleReach[] | null;
  /** Role that the list is narrowed to; empty = all. */
  readonly role: string;
}

/** What each network role reaches: as a matrix of roles and services, and line by line. */
export function rolesPage(data: RolesData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { reaches } = data;
  return layout(
    {
      title: t.title,
      place: 'platform',
      main: html`<p class="above"><a href="${platformAddress}">${t.platform}</a></p>
<h1>${t.title}</h1><p class="lead">${t.lead}</p>
${
  reaches === null
    ? noPlan(frame)
    : reaches.length === 0
      ? html`<p class="empty section">${t.noRoles}</p>`
      : html`<section class="section"><h2 id="roller">${t.roles}</h2>${roleTable(data, reaches, frame)}</section>
<section class="section"><h2 id="matris">${t.matrix}</h2>${matrix(data, reaches, frame)}</section>
<section class="section"><h2 id="lista">${t.list}</h2>${list(data, reaches, frame)}</section>`
}`,
    },
    frame,
  );
}

const listAddress = (role: string, fragment = ''): string =>
  address('/plattform/roller', { roll: role }, fragment);

function roleTable({ declaration, names }: RolesData, reaches: readonly RoleReach[], view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const { access } = declaration.network;
  return table({
    id: 'roller-tabell',
    caption: t.roles,
    captionHeard: true,
    columns: [
      { head: t.role, wide: true },
      { head: t.zone },
      { head: t.shown },
      { head: t.shares },
      { head: t.targets, tight: true },
      { head: t.closed, tight: true },
      { head: t.declared, tight: true },
    ],
    rows: reaches.map(({ role, zone, sharesZoneWith, reaches: all, closedServices }) => {
      const index = access.findIndex((one) => one.role === role);
      const how = access[index]?.authentication;
      const services = new Set(all.flatMap(({ to }) => ('service' in to ? to.service : [])));
      return [
        html`<a href="${listAddress(role, 'lista')}">${names.networkRole(role)}</a>`,
        html`<a href="${zoneAddress(zone)}">${names.zone(zone)}</a>`,
        how === undefined ? '–' : authenticationWords[how][lang],
        sharesZoneWith.length === 0
          ? html`<span class="muted">${t.nobody}</span>`
          : sharesZoneWith.map(names.networkRole).join(', '),
        t.service(services.size),
        t.service(closedServices.length),
        sourceLink(declaredAt(declaration, 'network.yaml', `/access/${index}`)),
      ];
    }),
  });
}

function matrix({ names }: RolesData, reaches: readonly RoleReach[], view: View): Html {
  const t = speak(words, view.lang);
  return html`<div class="zone-matrix">${table({
    id: 'rollmatris',
    caption: t.caption,
    columns: [
      { head: t.target },
      ...reaches.map(({ role }) => ({
        head: html`<a href="${listAddress(role, 'lista')}">${names.networkRole(role)}</a>`,
      })),
    ],
    rows: reachRows(reaches).map(({ target, cells }) => [
      targetHead(target, names, view),
      ...reaches.map(({ role }) => cell(cells.get(role), view)),
    ]),
    empty: t.empty,
  })}</div>`;
}

function cell(of: ReachCell | undefined, { lang }: View): Content {
  const t = speak(words, lang);
  if (of === undefined) return html`<span class="heard">${t.isClosed}</span>`;
  const ports = join(of.ports, html`<br>`);
  return html`${of.open ? html`<i>${ports}</i><span class="heard"> ${t.open}</span>` : ports}${of.unmeant && html`<span aria-hidden="true">*</span><span class="heard"> ${t.unmeant}</span>`}`;
}

function targetHead(target: Target, names: Names, { lang }: View): Content {
  const t = speak(words, lang);
  if (target === 'internet') return t.internet;
  const id = target.slice(target.indexOf(':') + 1);
  if (target.startsWith('zone:')) return t.devices(names.zone(id));
  return html`<a href="${serviceAddress(id)}">${names.service(id)}</a>`;
}

function list({ names, role }: RolesData, reaches: readonly RoleReach[], view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const lines = reaches.flatMap((one) => one.reaches.map((reachable) => ({ role: one.role, reachable })));
  const shown = role === '' ? lines : lines.filter((line) => line.role === role);
  const file = (type: string) => address(`/plattform/roller.${type}`, { roll: role });
  return html`${filterForm(
    {
      action: '/plattform/roller',
      label: t.filter,
      fields: [
        {
          kind: 'choice',
          name: 'roll',
          label: t.role,
          value: role,
          options: reaches.map((one) => ({ value: one.role, text: names.networkRole(one.role) })),
        },
      ],
    },
    lang,
  )}
<div class="head-row"><p class="hint">${shown.length > 0 && t.rows(shown.length, lines.length)}</p><p class="actions"><a href="${file('csv')}">${t.csv}</a><a href="${file('json')}">${t.json}</a></p></div>
${table({
  id: 'nar-tabell',
  caption: t.title,
  captionHeard: true,
  columns: [
    { head: t.role, wide: true },
    { head: t.targets, wide: true },
    { head: t.port, tight: true },
    { head: t.login },
    { head: t.for },
    { head: t.declared },
  ],
  rows: shown.map(({ role: of, reachable }) => [
    names.networkRole(of),
    endpoint(reachable.to, names, view),
    `${reachable.port}/${reachable.protocol}`,
    reachable.authenticated ? t.yes : t.no,
    openFor(reachable, view),
    placeLinks(reachable.reasons.map(({ at }) => at)),
  ]),
  empty: t.empty,
})}`;
}

function openFor({ openFor: whom }: RoleReachable, { lang }: View): string {
  const t = speak(words, lang);
  return whom === 'role' ? t.forRole : whom === 'zone' ? t.forZone : t.forOther;
}

function endpoint(to: Endpoint, names: Names, { lang }: View): Content {
  const t = speak(words, lang);
  if (to.kind === 'internet') return t.internet;
  if (to.kind === 'device') return t.devices(names.zone(to.zone));
  return html`<a href="${serviceAddress(to.service)}">${names.service(to.service)}</a>${to.kind === 'server' && `, ${to.role}`}`;
}
