import type { EnergyEstimate, Estimate } from '#model/platform/planned-cost.ts';
import { type Content, html } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  noServers: { sv: 'inga egna servrar', en: 'no servers of our own' },
  noEstimate: {
    sv: 'ingen storlek i prices.yaml har någon skattad el (energy), och agenten mäter den inte än',
    en: 'no size in prices.yaml has an estimate (energy), and the agent does not measure it yet',
  },
  ofServers: (known: Value, all: Value) => ({
    sv: `skattat för ${known} av ${all} servrar`,
    en: `estimated for ${known} of ${all} servers`,
  }),
  band: (low: string, high: string) => ({ sv: `${low}–${high}`, en: `${low}–${high}` }),
};

/** Electricity in a year with its band, emissions and cost, of how many servers, and where the figures are from. */
export function energyAmounts(estimate: EnergyEstimate, view: View): Content {
  const t = speak(words, view.lang);
  const { kwhPerYear, emissionsKgCo2ePerYear, costSekPerYear, servers, serversEstimated, sources } = estimate;
  if (servers === 0) return html`<span class="muted">${t.noServers}</span>`;
  if (kwhPerYear === null) {
    return html`${notMeasured(t.noEstimate, view.lang)} <span class="muted small">(${t.ofServers(0, servers)})</span>`;
  }
  const amount = (of: Estimate, unit: string) =>
    html`${view.format.number(of.value)}\u00a0${unit} <span class="muted">(${t.band(view.format.number(of.low), view.format.number(of.high))})</span>`;
  return html`${amount(kwhPerYear, 'kWh')}${emissionsKgCo2ePerYear !== null && html`, ${amount(emissionsKgCo2ePerYear, 'kg CO₂e')}`}${costSekPerYear !== null && html`, ${amount(costSekPerYear, 'kr')}`}<span class="under">${t.ofServers(serversEstimated, servers)}; ${sources.map(({ source, year }) => `${source} (${year})`).join('; ')}</span>`;
}
