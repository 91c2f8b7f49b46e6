import type { OnCallContact } from '#model/declaration/on-call.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Names } from '../../figures/names.ts';
import type { OnCallService } from '../../figures/on-call-order.ts';
import type { ApplicableProcedure } from '../../figures/procedures-for.ts';
import { isSilent } from '../../figures/service-state.ts';
import { address, onCallAddress, onCallServiceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { onCallNumbers } from './call.ts';
import { dataAge, onCallPage } from './frame.ts';
import { mark, serviceMark } from './marks.ts';
import { procedureRows } from './procedure-rows.ts';
import { type RightNow, rightNow } from './right-now.ts';

const words = {
  title: { sv: 'Jour', en: 'On call' },
  which: { sv: 'Vilken tjänst gäller det?', en: 'Which service is it about?' },
  search: { sv: 'Sök', en: 'Search' },
  services: { sv: 'Tjänster', en: 'Services' },
  now: { sv: 'Just nu', en: 'Right now' },
  call: { sv: 'Ring', en: 'Call' },
  onCall: { sv: 'I jour', en: 'On call' },
  order: {
    sv: 'De som visar fel står först, sedan de som mest hänger på.',
    en: 'Those that show a fault come first, then those that most depends on.',
  },
  shown: (from: Value, to: Value, count: Value) => ({
    sv: `Visar ${from}–${to} av ${count}.`,
    en: `Showing ${from}–${to} of ${count}.`,
  }),
  next: { sv: 'Fler tjänster', en: 'More services' },
  previous: { sv: 'Föregående', en: 'Previous' },
  none: (text: Value) => ({
    sv: `Ingen tjänst heter något med ”${text}”.`,
    en: `No service is called anything with “${text}”.`,
  }),
  all: { sv: 'Visa alla tjänster', en: 'Show all services' },
  empty: { sv: 'Inga tjänster är deklarerade.', en: 'No services are declared.' },
  essential: { sv: 'samhällsviktig', en: 'essential to society' },
  upcoming: { sv: 'inte i bruk', en: 'not in use' },
  below: (names: Value) => ({
    sv: `Står på ${names}, som är tyst`,
    en: `Stands on ${names}, which is silent`,
  }),
  sites: { sv: 'Strömavbrott eller ingen kyla', en: 'No power or no cooling' },
};

/** What the start page of those on call shows. */
export interface OnCallListData extends RightNow {
  /** Of all that fit, in their order: one page. */
  readonly services: readonly OnCallService[];
  /** How many fit. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** What is sought; empty = all. */
  readonly text: string;
  readonly contacts: readonly OnCallContact[];
  readonly sites: readonly ApplicableProcedure[];
  readonly names: Names;
  readonly procedures: readonly ProcedureSummary[];
}

/** Choose a service, see what is known to be wrong, and whom to call. */
export function onCallListPage(data: OnCallListData, frame: Frame): Html {
  const { text, contacts, sites, names, procedures } = data;
  const t = speak(words, frame.lang);
  const isSearch = text !== '';
  return onCallPage(
    t.title,
    html`<h1>${t.title}</h1>
${dataAge(frame)}
<form class="search" action="${onCallAddress}" method="get" role="search"><label for="q">${t.which}</label><input id="q" type="search" name="q" value="${text}" aria-label="${t.which}" maxlength="200" autocomplete="off"><button type="submit">${t.search}</button></form>
${!isSearch && html`<nav class="jumps" aria-label="${t.title}"><a class="button" href="#nu">${t.now}</a><a class="button" href="#tjanster">${t.services}</a><a class="button" href="#ring">${t.call}</a></nav>`}
${!isSearch && rightNow(data, names, procedures, frame)}
${serviceList(data, frame)}
<h2 id="ring">${t.onCall}</h2>
${onCallNumbers(contacts, frame)}
${!isSearch && sites.length > 0 && html`<h2>${t.sites}</h2>${procedureRows(sites, frame)}`}`,
    frame,
  );
}

function serviceList(data: OnCallListData, view: View): Html {
  const { services, total, page, pageSize, text } = data;
  const t = speak(words, view.lang);
  const from = (page - 1) * pageSize + 1;
  const pageLink = (to: number, said: string): Html =>
    html`<a class="button" href="${address(onCallAddress, { q: text, sida: to === 1 ? null : to }, 'tjanster')}">${said}</a> `;
  return html`<h2 id="tjanster">${t.services}</h2>
${
  total === 0
    ? html`<p>${text === '' ? t.empty : t.none(text)}</p>`
    : html`<p class="muted">${t.order}${total > services.length && html` ${t.shown(from, from + services.length - 1, total)}`}</p>
<ul class="rows">${services.map((entry) => serviceRow(entry, data.names, view))}</ul>`
}
${page > 1 && pageLink(page - 1, t.previous)}${from + pageSize <= total && pageLink(page + 1, t.next)}
${text !== '' && html`<a class="button" href="${onCallAddress}">${t.all}</a>`}`;
}

function serviceRow({ service, state, silentBelow }: OnCallService, names: Names, view: View): Html {
  const t = speak(words, view.lang);
  return html`<li><a href="${onCallServiceAddress(service.id)}"><b>${service.name}</b>${service.essential && html` <span class="tag">${t.essential}</span>`}${!isStanding(service) && html` <span class="tag">${t.upcoming}</span>`}${serviceMark(state, view)}${!isSilent(state) && silentBelow.length > 0 && mark('finding', t.below(view.format.list(silentBelow.map(names.service))))}</a></li>`;
}
