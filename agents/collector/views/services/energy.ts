import type { ServicePlan } from '../../figures/service-plan.ts';
import { type Html, html } from '../html.ts';
import { sourceLink } from '../parts/source-link.ts';
import { energyAmounts } from '../platform/energy-amounts.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  noServers: {
    sv: 'Tjänsten har inga servrar av våra, så ingen el här.',
    en: 'The service has no servers of ours, and so takes no electricity here.',
  },
  perYear: { sv: 'Skattat för ett år:', en: 'Estimated for a year:' },
  see: { sv: 'Se plattformens el', en: 'See electricity of the platform' },
};

/** Electricity of a service, by the sizes of its servers; not measured where nobody has estimated them. */
export function energy({ energy: estimate }: ServicePlan, view: View): Html {
  const t = speak(words, view.lang);
  if (estimate === null) return html`<p class="muted">${t.noServers}</p>`;
  return html`<p>${estimate.kwhPerYear !== null && html`${t.perYear} `}${energyAmounts(estimate, view)}</p>
<p class="hint"><a href="/plattform#kostnad">${t.see}</a> ${sourceLink('prices.yaml')}</p>`;
}
