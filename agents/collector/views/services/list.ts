import { serviceCost } from '../../figures/costs.ts';
import type { Names } from '../../figures/names.ts';
import { serviceAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { capitalise } from '../parts/capitalise.ts';
import { classMark } from '../parts/classification.ts';
import { filterForm, type Option } from '../parts/filter-form.ts';
import { missing } from '../parts/not-measured.ts';
import { shownStatuses, statusNumbers, statusWord } from '../parts/status.ts';
import { type Column, groupedTable, table } from '../parts/table.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { serviceMatrix } from './matrix.ts';
import {
  type ServiceQuery,
  type ServiceRow,
  type ServiceSortKey,
  serviceListAddress,
} from './service-query.ts';
import {
  hostings,
  hostingWords,
  platforms,
  platformWords,
  stages,
  stageWords,
  standardWords,
} from './vocabulary.ts';

const words = {
  title: { sv: 'Tjänster', en: 'Services' },
  shown: (shown: Value, all: Value) => ({
    sv: `${shown} av ${all} tjänster`,
    en: `${shown} of ${all} services`,
  }),
  all: { sv: { one: 'tjänst', other: 'tjänster' }, en: { one: 'service', other: 'services' } },
  declared: (at: string) => ({ sv: `deklarationen läst ${at}`, en: `declaration read ${at}` }),
  filter: { sv: 'Filtrera tjänster', en: 'Filter services' },
  text: { sv: 'Namn eller ändamål', en: 'Name or purpose' },
  platform: { sv: 'Plattform', en: 'Platform' },
  hosting: { sv: 'Driftform', en: 'Hosting' },
  stage: { sv: 'Skede', en: 'Stage' },
  status: { sv: 'Kontroller', en: 'Controls' },
  standard: { sv: 'Standard', en: 'Standard' },
  service: { sv: 'Tjänst', en: 'Service' },
  class: { sv: 'Klass', en: 'Class' },
  level: { sv: 'Servicenivå', en: 'Service level' },
  owner: { sv: 'Systemägare', en: 'Owner' },
  cost: { sv: 'Kostnad, kr per år', en: 'Cost, SEK a year' },
  overview: { sv: 'Plattformar och driftformer', en: 'Platforms and hosting' },
  list: { sv: 'Lista', en: 'List' },
  empty: {
    sv: 'Ingen tjänst stämmer med filtret. Ta bort ett villkor eller rensa filtret.',
    en: 'No service fits the filter. Remove a condition or clear the filter.',
  },
  none: {
    sv: 'Inga tjänster är deklarerade. Lägg en fil i services/ och läs in deklarationen.',
    en: 'No services are declared. Put a file in services/ and read the declaration.',
  },
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  json: { sv: 'Hämta som JSON', en: 'Download as JSON' },
};

export interface ServiceListData {
  /** Those that fit the query, sorted. */
  readonly rows: readonly ServiceRow[];
  readonly all: readonly ServiceRow[];
  readonly query: ServiceQuery;
  readonly names: Names;
}

/** Tjänster: the four platforms by hosting, and the list that can be narrowed and sorted. */
export function serviceListPage(data: ServiceListData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { rows, all, query } = data;
  const counted = rows.length === all.length ? t.all(all.length) : t.shown(rows.length, all.length);
  const declared =
    frame.declaredAt === null ? null : `, ${t.declared(frame.format.recent(frame.declaredAt, frame.now))}`;
  return layout(
    {
      title: t.title,
      place: 'services',
      main: html`<h1>${t.title}</h1>
<p class="lead">${counted}${declared}</p>
${
  all.length === 0
    ? html`<p class="empty section">${t.none}</p>`
    : html`<section class="section"><h2>${t.overview}</h2>${serviceMatrix(all, frame)}</section>
<section class="section"><div class="head-row"><h2 id="lista">${t.list}</h2><p class="actions"><a href="${serviceListAddress(query, '/tjanster.csv')}">${t.csv}</a><a href="${serviceListAddress(query, '/tjanster.json')}">${t.json}</a></p></div>
${filters(query, frame)}
${list(data, frame)}</section>`
}`,
    },
    frame,
  );
}

function filters(query: ServiceQuery, { lang }: View): Html {
  const t = speak(words, lang);
  const options = <Key extends string>(
    keys: readonly Key[],
    said: Readonly<Record<Key, { sv: string; en: string }>>,
  ) => keys.map((value): Option => ({ value, text: said[value][lang] }));
  return filterForm(
    {
      action: '/tjanster',
      label: t.filter,
      fields: [
        { kind: 'text', name: 'q', label: t.text, value: query.text },
        {
          kind: 'choice',
          name: 'plattform',
          label: t.platform,
          value: query.platform,
          options: options(platforms, platformWords),
        },
        {
          kind: 'choice',
          name: 'driftform',
          label: t.hosting,
          value: query.hosting,
          options: options(hostings, hostingWords),
        },
        {
          kind: 'choice',
          name: 'skede',
          label: t.stage,
          value: query.stage,
          options: options(stages, stageWords),
        },
        {
          kind: 'choice',
          name: 'status',
          label: t.status,
          value: query.status,
          options: shownStatuses.map((value) => ({ value, text: capitalise(statusWord(value, lang)) })),
        },
        {
          kind: 'choice',
          name: 'standard',
          label: t.standard,
          value: query.standard,
          options: options(['approved', 'deviating', 'no-servers'], standardWords),
        },
      ],
      keep: {
        sortera: query.sort === 'plattform' ? null : query.sort,
        fallande: query.descending ? 'ja' : null,
      },
    },
    lang,
  );
}

function list({ rows, query, names }: ServiceListData, view: View): Html {
  const t = speak(words, view.lang);
  if (rows.length === 0) return html`<p class="empty">${t.empty}</p>`;
  const columns = listColumns(query, view);
  const cells = (row: ServiceRow) => listCells(row, names, view);
  if (query.sort !== 'plattform') {
    return table({ id: 'tjanster', caption: t.title, captionHeard: true, columns, rows: rows.map(cells) });
  }
  const groups = Map.groupBy(rows, ({ service }) => service.platform);
  return groupedTable({
    id: 'tjanster',
    caption: t.title,
    columns,
    groups: platforms.flatMap((platform) => {
      const members = groups.get(platform);
      return members === undefined
        ? []
        : [{ head: platformWords[platform][view.lang], rows: members.map(cells) }];
    }),
  });
}

function listColumns(query: ServiceQuery, view: View): readonly Column[] {
  const t = speak(words, view.lang);
  const sorted = (key: ServiceSortKey, startsDescending = false): NonNullable<Column['sort']> => {
    const isNow = query.sort === key;
    const descending = isNow ? !query.descending : startsDescending;
    return {
      href: `${serviceListAddress({ ...query, sort: key, descending })}#lista`,
      now: isNow ? (query.descending ? 'descending' : 'ascending') : null,
    };
  };
  return [
    { head: t.service, sort: sorted('namn'), wide: true },
    { head: t.class, sort: sorted('klass', true), tight: true },
    { head: t.hosting },
    { head: t.level },
    { head: t.owner },
    { head: t.cost, numeric: true, sort: sorted('kostnad', true) },
    { head: t.status, sort: sorted('avvikelser', true), tight: true },
  ];
}

function listCells({ service, counts }: ServiceRow, names: Names, view: View): readonly Content[] {
  const { lang, format } = view;
  const cost = serviceCost(service);
  return [
    html`<a href="${serviceAddress(service.id)}">${service.name}</a>${service.stage !== 'in-use' && html` <span class="tag">${stageWords[service.stage][lang]}</span>`}`,
    classMark(service.classification, lang),
    hostingWords[service.hosting][lang],
    service.serviceLevel === undefined ? missing(lang) : names.serviceLevel(service.serviceLevel.class),
    service.owner === undefined ? missing(lang) : names.party(service.owner),
    cost === null ? missing(lang) : format.number(cost),
    statusNumbers(counts, view),
  ];
}
