import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import type { Names } from '../../figures/names.ts';
import { serviceAddress, zoneAddress } from '../address.ts';
import { type Content, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  internet: { sv: 'internet', en: 'the internet' },
  role: { sv: 'roll', en: 'role' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
};

/** An end of a flow in words: `Castor, app`, `Vård och omsorg`, `internet`. */
export function endText(end: FlowEnd, names: Names, lang: View['lang']): string {
  switch (end.kind) {
    case 'internet':
      return words.internet[lang];
    case 'zone':
      return names.zone(end.zone);
    case 'group':
      return `${names.service(end.service)}, ${end.role}`;
    case 'outside':
      return names.service(end.service);
  }
}

/** An end with a link to its page; a zone says which of its roles the flow was declared for. */
export function endLink(flow: PlannedFlow, side: 'from' | 'to', names: Names, view: View): Content {
  const end = flow[side];
  if (end.kind === 'internet') return words.internet[view.lang];
  if (end.kind !== 'zone') {
    const role = end.kind === 'group' && `, ${end.role}`;
    return html`<a href="${serviceAddress(end.service)}">${names.service(end.service)}</a>${role}`;
  }
  const roles = [...new Set(flow.reasons.map((reason) => reason[side]))]
    .filter((declared) => declared.startsWith('role:'))
    .map((declared) => names.networkRole(declared.slice('role:'.length)));
  return html`<a href="${zoneAddress(end.zone)}">${names.zone(end.zone)}</a>${
    roles.length > 0 && html`<span class="under">${speak(words, view.lang).role}: ${roles.join(', ')}</span>`
  }`;
}

/** Whether one has to say who one is, and how. */
export function loginText(flow: PlannedFlow, lang: View['lang']): string {
  const by = [...new Set(flow.reasons.flatMap((reason) => reason.by ?? []))];
  return `${flow.authenticated ? words.yes[lang] : words.no[lang]}${by.length === 0 ? '' : `, ${by.join(', ')}`}`;
}
