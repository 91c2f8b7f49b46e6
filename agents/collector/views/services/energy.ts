import type { ServicePlan } from '../../figures/service-plan.ts';
import { type Html, html } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  noServers: {
    sv: 'Tjänsten har inga servrar av våra, så ingen el här.',
    en: 'The service has no servers of ours, and so takes no electricity here.',
  },
  whole: {
    sv: 'planen skattar el för plattformen som helhet, inte för en tjänst, och agenten mäter den inte än',
    en: 'the plan estimates electricity of the platform as a whole, not of a service, and the agent does not measure it yet',
  },
  see: { sv: 'Se plattformens el', en: 'See electricity of the platform' },
};

/** Electricity of a service: not measured, and where what is known stands. */
export function energy({ groups }: ServicePlan, view: View): Html {
  const t = speak(words, view.lang);
  if (groups.length === 0) return html`<p class="muted">${t.noServers}</p>`;
  return html`<p>${notMeasured(t.whole, view.lang)} <a href="/plattform#kostnad">${t.see}</a></p>`;
}
