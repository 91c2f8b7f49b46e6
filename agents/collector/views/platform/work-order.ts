import { arrangeWork, whoKey, workStatuses } from '#model/platform/arrange-work.ts';
import { componentKinds } from '#model/platform/rendering.ts';
import type { WorkItem, WorkOrder } from '#model/platform/work-order.ts';
import type { Names } from '../../figures/names.ts';
import { nobody, serviceOfWork, type WorkQuery } from '../../figures/work.ts';
import { platformAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { capitalise } from '../parts/capitalise.ts';
import { facts } from '../parts/facts.ts';
import { filterForm, type Option } from '../parts/filter-form.ts';
import { paging, shownRange } from '../parts/paging.ts';
import { instant } from '../parts/time.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { noPlan } from './no-plan.ts';
import { hypervisorWords, workKindWords } from './vocabulary.ts';
import { subjectLink, type WorkTargets, whoName, workList } from './work-list.ts';
import { workOrderAddress } from './work-query.ts';
import { workBar, workCounts, workStatusWords } from './work-status.ts';

const words = {
  platform: { sv: 'Plattform', en: 'Platform' },
  title: (site: string) => ({ sv: `Arbetsorder för ${site}`, en: `Work order for ${site}` }),
  lead: {
    sv: 'Det som människor ställer in här, eftersom varken Kubernetes eller Azure gör det. Skriv ut den, eller kör',
    en: 'What people set here, since neither Kubernetes nor Azure does. Print it, or run',
  },
  organisation: { sv: 'Organisation', en: 'Organisation' },
  site: { sv: 'Plats', en: 'Site' },
  hypervisor: { sv: 'Virtualisering', en: 'Hypervisor' },
  undeclared: { sv: 'inte deklarerad', en: 'not declared' },
  environment: { sv: 'Miljö', en: 'Environment' },
  date: { sv: 'Deklarationen läst', en: 'Declaration read' },
  seen: { sv: 'Läget läst', en: 'State read' },
  version: { sv: 'Version', en: 'Version' },
  state: { sv: 'Läget', en: 'State' },
  unseen: {
    sv: 'Inte verifierad är det som ingen rapport, kontroll eller import visar. Det är aldrig detsamma som klart.',
    en: 'Not verified is what no report, check or import shows. It is never the same as done.',
  },
  who: { sv: 'Vem', en: 'Who' },
  status: { sv: 'Status', en: 'Status' },
  kind: { sv: 'Slag', en: 'Kind' },
  service: { sv: 'Tjänst', en: 'Service' },
  text: { sv: 'Server, zon eller ord', en: 'Server, zone or word' },
  filter: { sv: 'Filtrera punkter', en: 'Filter items' },
  items: { sv: 'Punkter', en: 'Items' },
  item: { sv: { one: 'punkt', other: 'punkter' }, en: { one: 'item', other: 'items' } },
  range: (first: Value, last: Value, shown: Value, all: Value) => ({
    sv: `Visar ${first}–${last} av ${shown} som stämmer, ${all} i allt`,
    en: `Showing ${first}–${last} of ${shown} that fit, ${all} in all`,
  }),
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  json: { sv: 'Hämta som JSON', en: 'Download as JSON' },
  set: { sv: 'ange contact i grundval.yaml', en: 'set contact in grundval.yaml' },
  nothing: {
    sv: 'Inget att ställa in: inga tjänster står på platsen.',
    en: 'Nothing to set: no services stand on the site.',
  },
  empty: {
    sv: 'Ingen punkt stämmer med filtret. Ta bort ett villkor eller rensa filtret.',
    en: 'No item fits the filter. Remove a condition or clear the filter.',
  },
  doneBy: { sv: 'Utfört av', en: 'Done by' },
  day: { sv: 'Datum', en: 'Date' },
};

/** As many as a technician prints at a time; longer orders are narrowed or turned. */
export const workPageSize = 500;

export interface WorkOrderData {
  readonly site: { readonly id: string; readonly name: string };
  /** With what was last seen of each item; null where the snapshot has no order of the site. */
  readonly order: WorkOrder | null;
  /** Items that fit the query. */
  readonly items: readonly WorkItem[];
  readonly targets: WorkTargets;
  readonly query: WorkQuery;
  readonly page: number;
  readonly names: Names;
  /** SHA-256 of the snapshot. */
  readonly hash: string;
}

/** What people set on one adopted site, and how each of it stands; made to be printed for those who do it. */
export function workOrderPage(data: WorkOrderData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const title = t.title(data.site.name);
  return layout(
    {
      title,
      place: 'platform',
      main: html`<p class="above not-printed"><a href="${platformAddress}">${t.platform}</a></p>
<h1>${title}</h1>
<p class="lead not-printed">${t.lead} <code>grundval work-order</code>.</p>
${data.order === null ? noPlan(frame) : standing(data, data.order, frame)}`,
    },
    frame,
  );
}

function standing(data: WorkOrderData, order: WorkOrder, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { site, query, hash } = data;
  const { hypervisor } = order.site;
  return html`<div class="spec-head">${facts([
    [t.organisation, frame.organisation?.name ?? ''],
    [t.site, html`${site.name} <span class="muted">${site.id}</span>`],
    [
      t.hypervisor,
      hypervisor === null
        ? html`<span class="muted">${t.undeclared}</span>`
        : hypervisorWords[hypervisor][frame.lang],
    ],
    [t.environment, frame.environment ?? ''],
    frame.declaredAt === null
      ? null
      : [
          t.date,
          html`${instant(frame.declaredAt, frame)} <code class="muted" title="${hash}">${hash.slice(0, 12)}</code>`,
        ],
    [t.seen, instant(frame.now, frame)],
  ])}</div>
${
  order.items.length === 0
    ? html`<p class="empty section">${t.nothing}</p>`
    : html`<section class="section"><h2 id="laget">${t.state}</h2>${workBar(order.items, frame)}<p class="under-bar">${workCounts(order.items, frame, (status) => workOrderAddress(site.id, { ...query, status }))}</p>
<p class="hint spaced">${t.unseen}</p></section>
<section class="section"><h2 id="punkter">${t.items}</h2>${filters(data, order, frame)}
${list(data, order, frame)}</section>`
}`;
}

function filters({ site, query, names }: WorkOrderData, { items }: WorkOrder, { lang }: View): Html {
  const t = speak(words, lang);
  const who = arrangeWork(items).map((group) => ({
    value: whoKey(group) || nobody,
    text: whoName(group.who, lang),
  }));
  const services = [...new Set(items.flatMap((item) => serviceOfWork(item) ?? []))].map(
    (id): Option => ({ value: id, text: names.service(id) }),
  );
  const collator = new Intl.Collator('sv');
  return filterForm(
    {
      action: workOrderAddress(site.id),
      label: t.filter,
      fields: [
        { kind: 'text', name: 'q', label: t.text, value: query.text },
        {
          kind: 'choice',
          name: 'status',
          label: t.status,
          value: query.status,
          options: workStatuses.map((value) => ({ value, text: capitalise(workStatusWords[value][lang]) })),
        },
        { kind: 'choice', name: 'vem', label: t.who, value: query.who, options: who },
        {
          kind: 'choice',
          name: 'slag',
          label: t.kind,
          value: query.kind,
          options: componentKinds
            .filter((kind) => items.some((item) => item.kind === kind))
            .map((value) => ({ value, text: workKindWords[value][lang] })),
        },
        {
          kind: 'choice',
          name: 'tjanst',
          label: t.service,
          value: query.service,
          options: services.sort((a, b) => collator.compare(a.text, b.text)),
        },
      ],
    },
    lang,
  );
}

function list(data: WorkOrderData, order: WorkOrder, view: View): Html {
  const { site, query, items, page, targets } = data;
  const t = speak(words, view.lang);
  const state = { page, pageSize: workPageSize, total: items.length };
  const { first, last } = shownRange(state);
  const inOrder = arrangeWork(items).flatMap(({ subjects }) => subjects.flatMap((subject) => subject.items));
  const shown = arrangeWork(inOrder.slice((page - 1) * workPageSize, page * workPageSize));
  if (shown.length === 0) return html`<p class="empty">${t.empty}</p>`;
  const file = (type: 'csv' | 'json') => workOrderAddress(site.id, query, { type });
  return html`<div class="head-row"><p class="hint">${t.range(first, last, items.length, order.items.length)}</p><p class="actions"><a href="${file('csv')}">${t.csv}</a><a href="${file('json')}">${t.json}</a></p></div>
${shown.map(({ who, subjects }) => {
  const count = subjects.reduce((sum, subject) => sum + subject.items.length, 0);
  return html`<section class="work-group"><h3>${whoName(who, view.lang)} <span class="muted">${who.length === 0 && `(${t.set}) `}${t.item(count)}</span></h3>
${subjects.map(
  (subject) => html`<h4>${subjectLink(subject.subject, subject.items[0], targets)}</h4>
${workList(subject.items, targets, view)}`,
)}
<p class="sign" aria-hidden="true"><span>${t.doneBy}</span><span>${t.day}</span></p></section>`;
})}
${paging(state, (number) => workOrderAddress(site.id, query, { page: number }), view)}`;
}
