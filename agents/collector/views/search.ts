import { address, controlAddress, deviceAddress, serviceAddress } from './address.ts';
import { type Content, type Html, html } from './html.ts';
import { layout } from './layout.ts';
import type { Frame } from './view.ts';
import { speak, type Value } from './words.ts';

const words = {
  title: { sv: 'Sök', en: 'Search' },
  titleFor: (text: string) => ({ sv: `Sökning: ${text}`, en: `Search: ${text}` }),
  label: { sv: 'Enhet, tjänst eller kontroll', en: 'Device, service or control' },
  hint: {
    sv: 'Sök på namn, modell, adress, ändamål eller kontrollens nummer.',
    en: 'Search by name, model, address, purpose or the number of a control.',
  },
  show: { sv: 'Sök', en: 'Search' },
  services: { sv: 'Tjänster', en: 'Services' },
  devices: { sv: 'Enheter', en: 'Devices' },
  controls: { sv: 'Kontroller', en: 'Controls' },
  found: { sv: { one: 'träff', other: 'träffar' }, en: { one: 'hit', other: 'hits' } },
  none: (text: string) => ({
    sv: `Inget stämmer med ”${text}”. Pröva en del av namnet.`,
    en: `Nothing fits “${text}”. Try a part of the name.`,
  }),
  allDevices: (count: Value) => ({ sv: `Visa alla ${count} enheter`, en: `Show all ${count} devices` }),
};

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

export interface SearchData {
  readonly text: string;
  readonly services: readonly Found[];
  readonly devices: readonly Found[];
  /** All devices that fit, of which `devices` holds the first. */
  readonly deviceTotal: number;
  readonly controls: readonly Found[];
}

/** What fits a text, among devices, services and controls. */
export function searchPage(data: SearchData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const { text, services, devices, deviceTotal, controls } = data;
  const total = services.length + deviceTotal + controls.length;
  return layout(
    {
      title: text === '' ? t.title : t.titleFor(text),
      place: null,
      main: html`<h1>${t.title}</h1>
<form class="inline-form" action="/sok" method="get" role="search" aria-label="${t.title}"><label class="field"><span>${t.label}</span><input type="search" name="q" value="${text}" maxlength="200" autocomplete="off"></label><button type="submit">${t.show}</button></form>
${
  text === ''
    ? html`<p class="hint">${t.hint}</p>`
    : total === 0
      ? html`<p class="empty">${t.none(text)}</p>`
      : html`<p class="lead">${t.found(total)}</p>
${group(t.services, services, serviceAddress)}
${group(t.devices, devices, deviceAddress, deviceTotal > devices.length && html`<p><a href="${address('/enheter', { q: text })}">${t.allDevices(deviceTotal)}</a></p>`)}
${group(t.controls, controls, controlAddress)}`
}`,
    },
    frame,
  );
}

function group(
  title: string,
  found: readonly Found[],
  href: (id: string) => string,
  more: Content = null,
): Content {
  if (found.length === 0) return null;
  return html`<section class="section"><h2>${title}</h2><ul class="found">${found.map(
    ({ id, name, about }) =>
      html`<li><a href="${href(id)}">${name}</a><span class="under">${about}</span></li>`,
  )}</ul>${more}</section>`;
}
