import type { Names } from '../../figures/names.ts';
import type { OnCallService } from '../../figures/on-call-order.ts';
import { onCallServiceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { serviceMark } from './marks.ts';

const words = {
  nothing: {
    sv: 'Tjänsten står inte på någon annan tjänst.',
    en: 'The service stands on no other service.',
  },
  through: (names: Value) => ({ sv: `genom ${names}`, en: `through ${names}` }),
};

/** A service that another stands on. */
export interface Below {
  readonly entry: OnCallService;
  /** Services that the other stands on directly and this stands under; empty where it is direct itself. */
  readonly through: readonly string[];
}

/** What a service stands on, each with its state: those that are silent first, for there the cause may be. */
export function standsOn(below: readonly Below[], names: Names, view: View): Html {
  const t = speak(words, view.lang);
  if (below.length === 0) return html`<p class="muted">${t.nothing}</p>`;
  return html`<ul class="rows">${below.map(
    ({ entry: { service, state }, through }) =>
      html`<li><a href="${onCallServiceAddress(service.id)}"><b>${service.name}</b>${through.length > 0 && html` <span class="muted">${t.through(view.format.list(through.map(names.service)))}</span>`}${serviceMark(state, view)}</a></li>`,
  )}</ul>`;
}
