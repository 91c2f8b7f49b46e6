import type { Names } from '../../figures/names.ts';
import type { DeviceCounts, DevicePage, DeviceQuery, DeviceRow, DeviceSortKey } from '../../store/store.ts';
import { address, deviceAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { capitalise } from '../parts/capitalise.ts';
import { filterForm, type Option } from '../parts/filter-form.ts';
import { paging, shownRange } from '../parts/paging.ts';
import { shownStatuses, statusNumbers, statusWord } from '../parts/status.ts';
import { type Column, table } from '../parts/table.ts';
import { age } from '../parts/time.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { modelName } from './model-name.ts';
import { kindWords, knowers, knowerWords, seens, seenWords } from './vocabulary.ts';

const words = {
  title: { sv: 'Enheter', en: 'Devices' },
  device: { sv: { one: 'enhet', other: 'enheter' }, en: { one: 'device', other: 'devices' } },
  reporting: (reporting: Value, enrolled: Value) => ({
    sv: `${reporting} av ${enrolled} anslutna rapporterar som väntat`,
    en: `${reporting} of ${enrolled} enrolled report as expected`,
  }),
  newest: (at: string) => ({ sv: `senast ${at}`, en: `newest ${at}` }),
  range: (first: Value, last: Value, total: Value, all: Value) => ({
    sv:
      total === all
        ? `Visar ${first}–${last} av ${all}`
        : `Visar ${first}–${last} av ${total} som stämmer, ${all} i allt`,
    en:
      total === all
        ? `Showing ${first}–${last} of ${all}`
        : `Showing ${first}–${last} of ${total} that fit, ${all} in all`,
  }),
  filter: { sv: 'Filtrera enheter', en: 'Filter devices' },
  text: { sv: 'Namn, modell, adress', en: 'Name, model, address' },
  name: { sv: 'Enhet', en: 'Device' },
  kind: { sv: 'Slag', en: 'Kind' },
  unit: { sv: 'Organisationsenhet', en: 'Unit' },
  system: { sv: 'Operativsystem', en: 'Operating system' },
  known: { sv: 'Känd genom', en: 'Known by' },
  status: { sv: 'Kontroller', en: 'Controls' },
  seen: { sv: 'Senast sedd', en: 'Last seen' },
  service: { sv: 'Tjänst', en: 'Service' },
  empty: {
    sv: 'Ingen enhet stämmer med filtret. Ta bort ett villkor eller rensa filtret.',
    en: 'No device fits the filter. Remove a condition or clear the filter.',
  },
  none: {
    sv: 'Inga enheter än. Anslut en med grundval-agent enrol, läs in en export med grundval import devices, eller deklarera dem i devices.yaml.',
    en: 'No devices yet. Enrol one with grundval-agent enrol, import an export with grundval import devices, or declare them in devices.yaml.',
  },
  csv: { sv: 'Hämta som CSV', en: 'Download as CSV' },
  json: { sv: 'Hämta som JSON', en: 'Download as JSON' },
  undeclared: { sv: 'ej deklarerad', en: 'not declared' },
};

export interface DeviceListData {
  readonly page: DevicePage & DeviceCounts;
  readonly query: DeviceQuery;
  readonly names: Names;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly enrolled: number;
  readonly reporting: number;
}

/** The words of a query as they stand in the address. */
export function deviceListAddress(query: DeviceQuery, path = '/enheter'): string {
  return address(path, {
    q: query.text,
    slag: query.kind,
    enhet: query.unit,
    system: query.operatingSystem,
    kand: query.knownBy,
    status: query.status,
    sedd: query.seen,
    tjanst: query.service,
    sortera: query.sort === 'name' ? undefined : query.sort,
    fallande: query.descending ? 'ja' : undefined,
    sida: query.page === 1 ? undefined : query.page,
  });
}

/** Enheter: every device that anybody knows of, narrowed, sorted and counted. */
export function deviceListPage(data: DeviceListData, frame: Frame): Html {
  const { page, query } = data;
  const t = speak(words, frame.lang);
  const paged = { page: query.page, pageSize: query.pageSize, total: page.total };
  const { first, last } = shownRange(paged);
  const newest =
    frame.newestReportAt === null
      ? ''
      : `, ${t.newest(frame.format.recent(frame.newestReportAt, frame.now))}`;
  return layout(
    {
      title: t.title,
      place: 'devices',
      main: html`<h1>${t.title}</h1>
<p class="lead">${t.device(page.all)}${data.enrolled > 0 && `; ${t.reporting(data.reporting, data.enrolled)}${newest}`}</p>
${
  page.all === 0
    ? html`<p class="empty section">${t.none}</p>`
    : html`${filters(data, frame)}
<div class="head-row"><p class="small muted">${page.total > 0 && t.range(first, last, page.total, page.all)}</p><p class="actions"><a href="${deviceListAddress({ ...query, page: 1 }, '/enheter.csv')}">${t.csv}</a><a href="${deviceListAddress({ ...query, page: 1 }, '/enheter.json')}">${t.json}</a></p></div>
${table({
  id: 'enheter',
  caption: t.title,
  captionHeard: true,
  columns: columns(query, frame),
  rows: page.rows.map((row) => cells(row, data.names, frame)),
  empty: t.empty,
})}
${paging(paged, (number) => deviceListAddress({ ...query, page: number }), frame)}`
}`,
    },
    frame,
  );
}

function filters({ page, query, names, services }: DeviceListData, { lang, format }: View): Html {
  const t = speak(words, lang);
  const counted = (value: string, text: string, count: number): Option => ({
    value,
    text: `${text} (${format.number(count)})`,
  });
  return filterForm(
    {
      action: '/enheter',
      label: t.filter,
      fields: [
        { kind: 'text', name: 'q', label: t.text, value: query.text ?? '' },
        {
          kind: 'choice',
          name: 'slag',
          label: t.kind,
          value: query.kind ?? '',
          options: page.facets.kind.map(({ value, count }) => counted(value, kindWord(value, lang), count)),
        },
        {
          kind: 'choice',
          name: 'enhet',
          label: t.unit,
          value: query.unit ?? '',
          options: page.facets.unit.map(({ value, count }) => counted(value, names.unit(value), count)),
        },
        {
          kind: 'choice',
          name: 'system',
          label: t.system,
          value: query.operatingSystem ?? '',
          options: page.facets.operatingSystem.map(({ value, count }) => counted(value, value, count)),
        },
        {
          kind: 'choice',
          name: 'kand',
          label: t.known,
          value: query.knownBy ?? '',
          options: knowers.map((value) => ({ value, text: capitalise(knowerWords[value][lang]) })),
        },
        {
          kind: 'choice',
          name: 'status',
          label: t.status,
          value: query.status ?? '',
          options: shownStatuses.map((value) => ({ value, text: capitalise(statusWord(value, lang)) })),
        },
        {
          kind: 'choice',
          name: 'sedd',
          label: t.seen,
          value: query.seen ?? '',
          options: seens.map((value) => ({ value, text: seenWords[value][lang] })),
        },
        {
          kind: 'choice',
          name: 'tjanst',
          label: t.service,
          value: query.service ?? '',
          options: services.map(({ id, name }) => ({ value: id, text: name })),
        },
      ],
      keep: { sortera: query.sort === 'name' ? null : query.sort, fallande: query.descending ? 'ja' : null },
    },
    lang,
  );
}

function kindWord(kind: string, lang: View['lang']): string {
  return kindWords[kind as keyof typeof kindWords]?.[lang] ?? kind;
}

function columns(query: DeviceQuery, { lang }: View): readonly Column[] {
  const t = speak(words, lang);
  const sorted = (key: DeviceSortKey, startsDescending = false): NonNullable<Column['sort']> => {
    const isNow = query.sort === key;
    return {
      href: deviceListAddress({
        ...query,
        page: 1,
        sort: key,
        descending: isNow ? !query.descending : startsDescending,
      }),
      now: isNow ? (query.descending ? 'descending' : 'ascending') : null,
    };
  };
  return [
    { head: t.name, sort: sorted('name'), wide: true },
    { head: t.kind, sort: sorted('kind') },
    { head: t.unit, sort: sorted('unit') },
    { head: t.system, sort: sorted('operatingSystem') },
    { head: t.known },
    { head: t.seen, sort: sorted('lastSeenAt', true), tight: true },
    { head: t.status, sort: sorted('findings', true), tight: true },
  ];
}

function cells(row: DeviceRow, names: Names, view: View): readonly Content[] {
  const { lang } = view;
  const t = speak(words, lang);
  const dash = html`<span class="muted">–</span>`;
  const model = modelName(row);
  return [
    html`<a href="${deviceAddress(row.id)}">${row.name}</a>${row.declaredAs === null && row.knownBy.every((knower) => knower === 'agent') && html` <span class="tag">${t.undeclared}</span>`}${model !== null && html`<span class="under">${model}</span>`}`,
    kindWords[row.kind][lang],
    row.unit === null ? dash : names.unit(row.unit),
    row.operatingSystem ?? dash,
    row.knownBy.map((knower) => knowerWords[knower][lang]).join(', '),
    age(row.lastSeenAt, view),
    shownStatuses.some((status) => row.results[status] > 0) ? statusNumbers(row.results, view) : dash,
  ];
}
