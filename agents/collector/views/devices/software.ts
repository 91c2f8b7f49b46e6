import { sectionData } from '#model/report/section.ts';
import type { Sections } from '#model/report/sections.ts';
import { matchText } from '../../figures/text-match.ts';
import { address, deviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { paging, shownRange } from '../parts/paging.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { drawn } from './drawn.ts';

const words = {
  search: { sv: 'Sök program', en: 'Search software' },
  show: { sv: 'Visa', en: 'Show' },
  all: { sv: 'Visa alla', en: 'Show all' },
  name: { sv: 'Program', en: 'Program' },
  version: { sv: 'Version', en: 'Version' },
  publisher: { sv: 'Utgivare', en: 'Publisher' },
  manager: { sv: 'Känt genom', en: 'Known by' },
  range: (first: Value, last: Value, total: Value, all: Value) => ({
    sv: `Visar ${first}–${last} av ${total} (${all} installerade)`,
    en: `Showing ${first}–${last} of ${total} (${all} installed)`,
  }),
  empty: (text: string) => ({
    sv: `Inget program stämmer med ”${text}”.`,
    en: `No program fits “${text}”.`,
  }),
  none: { sv: 'Inga program är installerade.', en: 'No software is installed.' },
};

const softwarePageSize = 20;

/** Which part of a device's software is shown, as it stands in the address. */
export interface SoftwareQuery {
  readonly text: string;
  /** From 1. */
  readonly page: number;
}

/** Installed software, searchable by name and publisher. */
export function software(deviceId: string, sections: Sections, query: SoftwareQuery, view: View): Html {
  const t = speak(words, view.lang);
  const all = sectionData(sections.software)?.packages ?? [];
  const fits = matchText(query.text);
  const found = all.filter(({ name, publisher }) => fits(name, publisher));
  const pages = Math.max(1, Math.ceil(found.length / softwarePageSize));
  const state = { page: Math.min(query.page, pages), pageSize: softwarePageSize, total: found.length };
  const { first, last } = shownRange(state);
  const href = (page: number) =>
    address(
      deviceAddress(deviceId),
      { program: query.text, programsida: page === 1 ? null : page },
      'program',
    );
  const dash = html`<span class="muted">–</span>`;
  return drawn(
    sections.software,
    () => html`<form class="inline-form" action="${deviceAddress(deviceId)}#program" method="get" role="search" aria-label="${t.search}">
<label class="field"><span>${t.search}</span><input type="search" name="program" value="${query.text}" maxlength="200" autocomplete="off"></label>
<button class="quiet" type="submit">${t.show}</button>${query.text !== '' && html` <a href="${address(deviceAddress(deviceId), {}, 'program')}">${t.all}</a>`}
</form>
${found.length > 0 && html`<p class="hint">${t.range(first, last, found.length, all.length)}</p>`}
${table({
  id: 'program-tabell',
  caption: t.name,
  captionHeard: true,
  columns: [{ head: t.name, wide: true }, { head: t.version }, { head: t.publisher }, { head: t.manager }],
  rows: found
    .slice(first - 1, last)
    .map(({ name, version, publisher, manager, architecture }) => [
      html`${name}${architecture !== null && html` <span class="muted small">${architecture}</span>`}`,
      html`<span class="small">${version}</span>`,
      publisher ?? dash,
      manager,
    ]),
  empty: query.text === '' ? t.none : t.empty(query.text),
})}
${paging(state, href, view)}`,
    view,
  );
}
