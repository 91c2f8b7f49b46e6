import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import type { Names } from '../../figures/names.ts';
import { siteTotals } from '../../figures/site-totals.ts';
import { edgesBetween, type Place, placesOf, serversByZone } from '../../figures/zone-flows.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { filterForm } from '../parts/filter-form.ts';
import { paging, shownRange } from '../parts/paging.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { costAndEnergy } from './cost-and-energy.ts';
import { type FlowQuery, flowsAddress } from './flow-query.ts';
import { flowTable } from './flow-table.ts';
import { issueTable } from './issue-table.ts';
import { noPlan } from './no-plan.ts';
import { siteTable } from './site-table.ts';
import { placeName } from './vocabulary.ts';
import { workOrderAddress } from './work-query.ts';
import { zoneMatrix } from './zone-matrix.ts';
import { zonePicture } from './zone-picture.ts';
import { zoneTable } from './zone-table.ts';

const words = {
  title: { sv: 'Plattform', en: 'Platform' },
  zone: { sv: { one: 'zon', other: 'zoner' }, en: { one: 'zone', other: 'zones' } },
  server: { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } },
  flow: { sv: { one: 'flöde', other: 'flöden' }, en: { one: 'flow', other: 'flows' } },
  planned: { sv: 'så som produktionen är planerad', en: 'as production is planned' },
  onPage: { sv: 'På sidan', en: 'On this page' },
  order: (site: string) => ({ sv: `Visa arbetsorder för ${site}`, en: `Show work order for ${site}` }),
  roles: { sv: 'Visa vilken roll som når vad', en: 'Show which role reaches what' },
  specification: { sv: 'Visa kravspecifikation', en: 'Show requirement specification' },
  network: { sv: 'Zoner och flöden', en: 'Zones and flows' },
  flows: { sv: 'Flöden', en: 'Flows' },
  zones: { sv: 'Zoner', en: 'Zones' },
  sites: { sv: 'Platser', en: 'Sites' },
  issues: { sv: 'Planens anmärkningar', en: 'Issues of the plan' },
  money: { sv: 'Kostnad och el', en: 'Cost and electricity' },
  filter: { sv: 'Filtrera flöden', en: 'Filter flows' },
  text: { sv: 'Tjänst eller port', en: 'Service or port' },
  from: { sv: 'Från', en: 'From' },
  to: { sv: 'Till', en: 'To' },
  login: { sv: 'Inloggning', en: 'Login' },
  loginYes: { sv: 'Krävs', en: 'Required' },
  loginNo: { sv: 'Krävs inte', en: 'Not required' },
  state: { sv: 'Läge', en: 'State' },
  openNow: { sv: 'Öppet', en: 'Open' },
  proposal: { sv: 'Förslag, stängt', en: 'Proposed, closed' },
  range: (first: Value, last: Value, shown: Value, all: Value) => ({
    sv: `Visar ${first}–${last} av ${shown} som stämmer, ${all} i allt`,
    en: `Showing ${first}–${last} of ${shown} that fit, ${all} in all`,
  }),
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  json: { sv: 'Hämta som JSON', en: 'Download as JSON' },
  empty: {
    sv: 'Inget flöde stämmer med filtret. Ta bort ett villkor eller rensa filtret.',
    en: 'No flow fits the filter. Remove a condition or clear the filter.',
  },
  left: (proposed: Value, elsewhere: Value) => ({
    sv: `Inte i bilden: ${proposed} som bara är föreslagna och därför stängda, och ${elsewhere} mellan andras servrar.`,
    en: `Not in the picture: ${proposed} that are only proposed and therefore closed, and ${elsewhere} between servers of others.`,
  }),
};

export const flowPageSize = 100;

export interface PlatformData {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan | null;
  readonly workOrders: readonly WorkOrder[];
  readonly names: Names;
  readonly query: FlowQuery;
  /** Flows that fit the query. */
  readonly flows: readonly PlannedFlow[];
  readonly page: number;
}

/** Plattform: what the declaration means in production, as a picture and as tables. */
export function platformPage(data: PlatformData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { plan } = data;
  return layout(
    {
      title: t.title,
      place: 'platform',
      main: html`<div class="head-row"><h1>${t.title}</h1><p class="actions">${data.workOrders.map(({ site }) => html`<a href="${workOrderAddress(site.id)}">${t.order(site.name)}</a>`)}<a href="/plattform/roller">${t.roles}</a><a href="/plattform/kravspecifikation">${t.specification}</a></p></div>
${plan === null ? noPlan(frame) : planned(data, plan, frame)}`,
    },
    frame,
  );
}

function planned(data: PlatformData, plan: PlatformPlan, view: View): Html {
  const t = speak(words, view.lang);
  const { declaration, names } = data;
  const servers = serversByZone(plan);
  const sections: readonly (readonly [id: string, title: string, body: Content])[] = [
    ['nat', t.network, network(data, plan, servers, view)],
    ['floden', t.flows, flowList(data, plan, view)],
    ['zoner', t.zones, zoneTable(plan.zones, servers, names, view)],
    ['platser', t.sites, siteTable(siteTotals(declaration, plan), declaration, data.workOrders, view)],
    ['anmarkningar', t.issues, issueTable(plan.issues, names, view)],
    ['kostnad', t.money, costAndEnergy(plan.cost, plan.energy, view)],
  ];
  const total = plan.groups.reduce((sum, group) => sum + group.servers.length, 0);
  return html`<p class="lead">${t.zone(plan.zones.length)}, ${t.server(total)}, ${t.flow(plan.flows.length)}, ${t.planned}</p>
<nav class="contents" aria-label="${t.onPage}"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(([id, title, body]) => html`<section class="section"><h2 id="${id}">${title}</h2>${body}</section>\n`)}`;
}

function network(
  { query, flows, names }: PlatformData,
  plan: PlatformPlan,
  serversIn: ReadonlyMap<string, number>,
  view: View,
): Html {
  const t = speak(words, view.lang);
  const drawn = flows.filter(({ build, ours }) => build && ours);
  const edges = edgesBetween(drawn, placesOf(plan));
  const proposed = flows.filter(({ build }) => !build).length;
  const elsewhere = flows.filter(({ ours, build }) => build && !ours).length;
  return html`${filters(query, plan, names, view)}
${zonePicture({ zones: plan.zones, edges, serversIn, names }, view)}
${proposed + elsewhere > 0 && html`<p class="hint">${t.left(t.flow(proposed), t.flow(elsewhere))}</p>`}
${zoneMatrix(edges, query, names, view)}`;
}

function filters(query: FlowQuery, plan: PlatformPlan, names: Names, { lang }: View): Html {
  const t = speak(words, lang);
  const places: readonly Place[] = [
    ...plan.zones.map(({ id }): Place => `zone:${id}`),
    'internet',
    'outside',
  ];
  const options = places.map((value) => ({ value, text: placeName(value, names, lang) }));
  return filterForm(
    {
      action: '/plattform',
      label: t.filter,
      fields: [
        { kind: 'text', name: 'q', label: t.text, value: query.text },
        { kind: 'choice', name: 'fran', label: t.from, value: query.from, options },
        { kind: 'choice', name: 'till', label: t.to, value: query.to, options },
        {
          kind: 'choice',
          name: 'inloggning',
          label: t.login,
          value: query.login,
          options: [
            { value: 'ja', text: t.loginYes },
            { value: 'nej', text: t.loginNo },
          ],
        },
        {
          kind: 'choice',
          name: 'lage',
          label: t.state,
          value: query.state,
          options: [
            { value: 'oppet', text: t.openNow },
            { value: 'forslag', text: t.proposal },
          ],
        },
      ],
    },
    lang,
  );
}

function flowList({ flows, query, page, names }: PlatformData, plan: PlatformPlan, view: View): Html {
  const t = speak(words, view.lang);
  const state = { page, pageSize: flowPageSize, total: flows.length };
  const { first, last } = shownRange(state);
  const rows = flows.slice((page - 1) * flowPageSize, page * flowPageSize);
  const file = (path: string) => flowsAddress(query, { path });
  return html`<div class="head-row"><p class="hint">${rows.length > 0 && t.range(first, last, flows.length, plan.flows.length)}</p><p class="actions"><a href="${file('/plattform/floden.csv')}">${t.csv}</a><a href="${file('/plattform/floden.json')}">${t.json}</a></p></div>
${flowTable({ id: 'floden-tabell', caption: t.flows, flows: rows, empty: t.empty }, names, view)}
${paging(state, (number) => flowsAddress(query, { page: number, fragment: 'floden' }), view)}`;
}
