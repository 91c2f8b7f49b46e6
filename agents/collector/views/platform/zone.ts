import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { PlannedSubnet, PlannedZone } from '#model/platform/planned-network.ts';
import { subjectOf } from '../../figures/issues.ts';
import type { Names } from '../../figures/names.ts';
import { edgesBetween, type Place, placesOf, serversByZone } from '../../figures/zone-flows.ts';
import { platformAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { facts } from '../parts/facts.ts';
import { placeLink, sourceLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import { platformWords } from '../services/vocabulary.ts';
import type { Frame, View } from '../view.ts';
import { speak } from '../words.ts';
import { flowTable } from './flow-table.ts';
import { issueTable } from './issue-table.ts';
import { serverTable } from './server-table.ts';
import { authenticationWords, zoneKindWords } from './vocabulary.ts';
import { zonePicture } from './zone-picture.ts';

const words = {
  platformPage: { sv: 'Plattform', en: 'Platform' },
  about: { sv: 'Om zonen', en: 'About the zone' },
  platform: { sv: 'Plattform', en: 'Platform' },
  kind: { sv: 'Slag', en: 'Kind' },
  vlan: { sv: 'VLAN', en: 'VLAN' },
  noVlan: { sv: 'inget deklarerat', en: 'none declared' },
  level: { sv: 'Högsta informationsklass', en: 'Highest information class' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  issues: { sv: 'Planens anmärkningar', en: 'Issues of the plan' },
  subnets: { sv: 'Nät', en: 'Networks' },
  ipv4: { sv: 'IPv4', en: 'IPv4' },
  ipv6: { sv: 'IPv6', en: 'IPv6' },
  router: { sv: 'router', en: 'router' },
  reaches: { sv: 'Når platserna', en: 'Reaches the sites' },
  noSites: { sv: 'ingen serverplats', en: 'no platform site' },
  roles: { sv: 'Roller som hamnar här', en: 'Roles that land here' },
  role: { sv: 'Roll', en: 'Role' },
  shown: { sv: 'Visar vem den är med', en: 'Identified by' },
  noRoles: {
    sv: 'Ingen roll hamnar i zonen: här står bara servrar, eller så saknas roller i network.yaml.',
    en: 'No role lands in the zone: only servers stand here, or roles are missing in network.yaml.',
  },
  servers: { sv: 'Servrar', en: 'Servers' },
  noServers: { sv: 'Inga servrar är planerade här.', en: 'No servers are planned here.' },
  into: { sv: 'Flöden in', en: 'Flows in' },
  out: { sv: 'Flöden ut', en: 'Flows out' },
  within: { sv: 'Flöden inom zonen', en: 'Flows within the zone' },
  noFlows: {
    sv: 'Inga. Allt som inte är deklarerat är stängt.',
    en: 'None. All that is not declared is closed.',
  },
  picture: { sv: 'Vad zonen når och nås av', en: 'What the zone reaches and is reached by' },
};

export interface ZoneData {
  readonly zone: PlannedZone;
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  readonly names: Names;
}

/** One zone: its networks, who lands in it, what stands in it, and what may pass its edge. */
export function zonePage(data: ZoneData, frame: Frame): Html {
  const { zone, plan, names, declaration } = data;
  const { lang } = frame;
  const t = speak(words, lang);
  const placeOf = placesOf(plan);
  const own: Place = `zone:${zone.id}`;
  const touching = plan.flows.filter(({ from, to }) => placeOf(from) === own || placeOf(to) === own);
  const issues = plan.issues.filter((issue) => {
    const subject = subjectOf(issue);
    return subject.kind === 'zone' && subject.id === zone.id;
  });
  const declared = declaration.network.zones.find(({ id }) => id === zone.id);
  const section = (id: string, title: string, body: Content) =>
    html`<section class="section"><h2 id="${id}">${title}</h2>${body}</section>\n`;
  return layout(
    {
      title: zone.name,
      place: 'platform',
      main: html`<p class="above"><a href="${platformAddress}">${t.platformPage}</a> / ${platformWords[zone.platform][lang]}</p>
<h1>${zone.name}</h1>
${declared !== undefined && html`<p class="lead">${declared.purpose}</p>`}
${section(
  'om',
  t.about,
  facts([
    [t.platform, platformWords[zone.platform][lang]],
    [t.kind, zoneKindWords[zone.kind][lang]],
    [t.vlan, zone.vlan === null ? html`<span class="muted">${t.noVlan}</span>` : String(zone.vlan)],
    [t.level, zone.maximumClass],
    [t.declared, placeLink(zone.at)],
  ]),
)}
${issues.length > 0 && section('anmarkningar', t.issues, issueTable(issues, names, frame))}
${section('nat', t.subnets, subnets(zone.subnets, names, frame))}
${section('roller', t.roles, roles(data, frame))}
${section('servrar', t.servers, servers(data, frame))}
${touching.length > 0 && section('bild', t.picture, neighbours(data, touching, frame))}
${flowSections(own, touching, placeOf).map(([id, flows]) =>
  section(
    id,
    t[id],
    flowTable({ id: `${id}-tabell`, caption: t[id], flows, empty: t.noFlows }, names, frame),
  ),
)}`,
    },
    frame,
  );
}

function flowSections(own: Place, flows: readonly PlannedFlow[], placeOf: ReturnType<typeof placesOf>) {
  const kindOf = ({ from, to }: PlannedFlow) =>
    placeOf(from) !== own ? 'into' : placeOf(to) !== own ? 'out' : 'within';
  const by = Map.groupBy(flows, kindOf);
  const inner = by.get('within') ?? [];
  return [
    ['into', by.get('into') ?? []],
    ['out', by.get('out') ?? []],
    ...(inner.length === 0 ? [] : ([['within', inner]] as const)),
  ] as const;
}

/** The picture of the platform with only the zones that this one has to do with. */
function neighbours({ zone, plan, names }: ZoneData, flows: readonly PlannedFlow[], view: View): Html {
  const open = flows.filter(({ build, ours }) => build && ours);
  const edges = edgesBetween(open, placesOf(plan));
  const near = new Set<string>([`zone:${zone.id}`, ...edges.flatMap(({ from, to }) => [from, to])]);
  const serversIn = serversByZone(plan);
  const zones = plan.zones.filter(({ id }) => near.has(`zone:${id}`));
  return zonePicture({ zones, edges, serversIn, names, current: zone.id }, view);
}

function subnets(all: readonly PlannedSubnet[], names: Names, view: View): Html {
  const t = speak(words, view.lang);
  const network = (cidr: string | null, router: string | null) =>
    cidr === null
      ? html`<span class="muted">–</span>`
      : html`<code>${cidr}</code>${router !== null && html`<span class="under">${t.router} ${router}</span>`}`;
  return table({
    id: 'nat-tabell',
    caption: t.subnets,
    captionHeard: true,
    columns: [
      { head: t.ipv4, tight: true },
      { head: t.ipv6, tight: true },
      { head: t.reaches, wide: true },
    ],
    rows: all.map(({ ipv4, ipv4Router, ipv6, ipv6Router, platformSites }) => [
      network(ipv4, ipv4Router),
      network(ipv6, ipv6Router),
      platformSites.length === 0
        ? html`<span class="muted">${t.noSites}</span>`
        : platformSites.map(names.platformSite).join(', '),
    ]),
  });
}

function roles({ zone, declaration }: ZoneData, view: View): Html {
  const t = speak(words, view.lang);
  const here = declaration.network.access
    .map((access, index) => ({ access, index }))
    .filter(({ access }) => access.zone === zone.id);
  return table({
    id: 'roller-tabell',
    caption: t.roles,
    captionHeard: true,
    columns: [{ head: t.role, wide: true }, { head: t.shown }, { head: t.declared }],
    rows: here.map(({ access, index }) => [
      access.name,
      authenticationWords[access.authentication][view.lang],
      sourceLink(declaredAt(declaration, 'network.yaml', `/access/${index}`)),
    ]),
    empty: t.noRoles,
  });
}

function servers({ zone, plan, names }: ZoneData, view: View): Html {
  const t = speak(words, view.lang);
  return serverTable(
    {
      id: 'servrar-tabell',
      caption: t.servers,
      groups: plan.groups.filter((group) => group.zone === zone.id),
      withService: true,
      empty: t.noServers,
    },
    names,
    view,
  );
}
