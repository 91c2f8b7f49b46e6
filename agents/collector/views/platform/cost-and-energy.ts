import type { CostPlan, EnergyEstimate, EnergyPlan } from '#model/platform/planned-cost.ts';
import { type Html, html } from '../html.ts';
import { type Fact, facts } from '../parts/facts.ts';
import { sourceLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { energyAmounts } from './energy-amounts.ts';
import { kronor } from './kronor.ts';
import { plannedCostWords } from './vocabulary.ts';

const words = {
  cost: { sv: 'Kostnad', en: 'Cost' },
  kind: { sv: 'Kostnadsslag', en: 'Kind of cost' },
  standing: { sv: 'I bruk, kr per år', en: 'In use, SEK a year' },
  upcoming: { sv: 'Beställt och föreslaget, kr per år', en: 'Ordered and proposed, SEK a year' },
  sum: { sv: 'Summa', en: 'Sum' },
  prices: (source: string, year: string) => ({
    sv: `Deklarerade kostnader och prislistan för ${year} (${source}).`,
    en: `Declared costs and the price list of ${year} (${source}).`,
  }),
  madeUp: { sv: 'Priserna är exempelvärden.', en: 'The prices are made up for the example.' },
  noCost: { sv: 'Ingen tjänst har någon kostnad.', en: 'No service costs anything.' },
  energy: { sv: 'El', en: 'Electricity' },
  inUse: { sv: 'I bruk', en: 'In use' },
  coming: { sv: 'Beställt och föreslaget', en: 'Ordered and proposed' },
};

/** What the platform costs in a year and what electricity it is estimated to take: now, and with what is to come. */
export function costAndEnergy(cost: CostPlan, energy: EnergyPlan, view: View): Html {
  const t = speak(words, view.lang);
  return html`<h3>${t.cost}</h3>
<p class="hint">${t.prices(cost.priceSource, String(cost.priceYear))}${cost.illustrative && html` ${t.madeUp}`} ${sourceLink('prices.yaml')}</p>
${costTable(cost, view)}
<h3 class="spaced">${t.energy}</h3>
<div class="facts-single">${facts([energyFact(t.inUse, energy.standing, view), energyFact(t.coming, energy.upcoming, view)])}</div>`;
}

function costTable({ standing, upcoming }: CostPlan, view: View): Html {
  const t = speak(words, view.lang);
  const sizeOf = (kind: string) =>
    [...standing.byKind, ...upcoming.byKind].reduce(
      (sum, part) => sum + (part.kind === kind ? part.orePerYear : 0),
      0,
    );
  const kinds = [...new Set([...standing.byKind, ...upcoming.byKind].map(({ kind }) => kind))].sort(
    (a, b) => sizeOf(b) - sizeOf(a),
  );
  const amount = (parts: CostPlan['standing']['byKind'], kind: string) =>
    kronor(parts.find((part) => part.kind === kind)?.orePerYear ?? 0, view);
  return table({
    id: 'kostnad-tabell',
    caption: t.cost,
    captionHeard: true,
    columns: [
      { head: t.kind, wide: true },
      { head: t.standing, numeric: true },
      { head: t.upcoming, numeric: true },
    ],
    rows:
      kinds.length === 0
        ? []
        : [
            ...kinds.map((kind) => [
              plannedCostWords[kind][view.lang],
              amount(standing.byKind, kind),
              amount(upcoming.byKind, kind),
            ]),
            [
              html`<b>${t.sum}</b>`,
              html`<b>${kronor(standing.orePerYear, view)}</b>`,
              html`<b>${kronor(upcoming.orePerYear, view)}</b>`,
            ],
          ],
    empty: t.noCost,
  });
}

function energyFact(name: string, estimate: EnergyEstimate, view: View): Fact {
  return [name, energyAmounts(estimate, view)];
}
