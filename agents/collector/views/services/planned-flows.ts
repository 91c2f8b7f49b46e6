import type { Names } from '../../figures/names.ts';
import type { ServicePlan } from '../../figures/service-plan.ts';
import { type Html, html } from '../html.ts';
import { flowTable } from '../platform/flow-table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { flowPicture } from './flow-picture.ts';

const words = {
  into: { sv: 'In', en: 'In' },
  out: { sv: 'Ut', en: 'Out' },
  within: { sv: 'Inom tjänsten', en: 'Within the service' },
  none: {
    sv: 'Inga flöden är deklarerade. Allt som inte är deklarerat är stängt.',
    en: 'No flows are declared. All that is not declared is closed.',
  },
};

/** Flows of the plan in, out and within: a picture of what is open, and a table of all with where each is declared. */
export function plannedFlows(
  service: { readonly id: string; readonly name: string },
  plan: ServicePlan,
  names: Names,
  view: View,
): Html {
  const t = speak(words, view.lang);
  const { into, out, within } = plan.flows;
  const all = [...into, ...out, ...within];
  if (all.length === 0) return html`<p class="muted">${t.none}</p>`;
  const part = (id: string, title: string, flows: typeof into) =>
    flows.length > 0 &&
    html`<h3 class="flows">${title}</h3>${flowTable({ id, caption: title, flows }, names, view)}`;
  return html`${all.some(({ build }) => build) && flowPicture(service, plan, names, view)}
${part('floden-in', t.into, into)}${part('floden-ut', t.out, out)}${part('floden-inom', t.within, within)}`;
}
