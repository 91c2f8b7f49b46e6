import { declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { CostKind, CostPart, ServiceCost } from '#model/platform/planned-cost.ts';
import { type Content, type Html, html } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { sourceLinks } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import { kronor } from '../platform/kronor.ts';
import { plannedCostWords } from '../platform/vocabulary.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import type { DeclaredData } from './declared-data.ts';

const words = {
  outcome: { sv: 'Utfall', en: 'Outcome' },
  fill: {
    sv: 'ekonomisystemets export (SIE) kan inte läsas in än',
    en: 'the ledger export (SIE) cannot be imported yet',
  },
  madeUp: { sv: 'Beloppen är exempelvärden.', en: 'The amounts are made up for the example.' },
  upcoming: {
    sv: 'Tjänsten är inte i bruk: kostnaden uppstår när den är det.',
    en: 'The service is not in use: it costs this once it is.',
  },
  none: {
    sv: 'Inga kostnader är deklarerade, och inget i prislistan gäller tjänsten. Skriv costs i tjänstens fil.',
    en: 'No costs are declared, and nothing in the price list applies. Write costs in its file.',
  },
  kind: { sv: 'Kostnadsslag', en: 'Kind of cost' },
  amount: { sv: 'kr per år', en: 'SEK a year' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  sum: { sv: 'Summa', en: 'Sum' },
  payer: { sv: 'Betalas av', en: 'Paid by' },
  consumer: { sv: 'Används av', en: 'Used by' },
};

/** The cost of a year by kind, payer and consumer; each kind leads to the lines it comes from. */
export function plannedCost(data: DeclaredData, cost: ServiceCost | null, view: View): Html {
  const { service, declaration, names } = data;
  const t = speak(words, view.lang);
  const isMadeUp =
    declaration.prices.illustrative || service.basis?.illustrative.some((field) => field.startsWith('costs'));
  if (cost === null || cost.orePerYear === 0) return html`<p class="empty">${t.none}</p>`;
  return html`<p class="hint">${isMadeUp === true && html`${t.madeUp} `}${!cost.standing && html`${t.upcoming} `}${t.outcome}: ${notMeasured(t.fill, view.lang)}</p>
${table({
  id: 'kostnader-tabell',
  caption: t.kind,
  captionHeard: true,
  columns: [{ head: t.kind, wide: true }, { head: t.declared }, { head: t.amount, numeric: true }],
  rows: [
    ...cost.byKind
      .toSorted((a, b) => b.orePerYear - a.orePerYear)
      .map(({ kind, orePerYear }) => [
        plannedCostWords[kind][view.lang],
        sourceLinks(sourcesOf(kind, data)),
        kronor(orePerYear, view),
      ]),
    [html`<b>${t.sum}</b>`, '', html`<b>${kronor(cost.orePerYear, view)}</b>`],
  ],
})}
<div class="columns spaced">${split('betalare-tabell', t.payer, cost.byPayer, (id) => payerName(id, data), view)}${split('kommuner-tabell', t.consumer, cost.byConsumer, names.municipality, view)}</div>`;
}

function split(
  id: string,
  title: string,
  parts: readonly CostPart[],
  name: (id: string) => string,
  view: View,
): Html {
  return html`<div>${table({
    id,
    caption: title,
    captionHeard: true,
    columns: [{ head: title }, { head: speak(words, view.lang).amount, numeric: true }],
    rows: parts
      .toSorted((a, b) => b.orePerYear - a.orePerYear)
      .map((part): readonly Content[] => [name(part.id), kronor(part.orePerYear, view)]),
  })}</div>`;
}

/** A payer is a unit, or a municipality where no unit has the id. */
function payerName(id: string, { names }: DeclaredData): string {
  const unit = names.unit(id);
  return unit === id ? names.municipality(id) : unit;
}

/** The lines an amount comes from: cost lines of the kind, or what the price list counts and its price. */
function sourcesOf(kind: CostKind, { service, declaration }: DeclaredData): readonly string[] {
  const own = (pointer: string) => declaredAt(declaration, serviceFilePath(service.id), pointer);
  const priced = (pointer: string) => declaredAt(declaration, 'prices.yaml', pointer);
  switch (kind) {
    case 'servers': {
      const sizes = new Set(service.servers.map(({ size }) => size));
      const prices = declaration.prices.sizes.flatMap(({ id }, index) =>
        sizes.has(id) ? [priced(`/sizes/${index}`)] : [],
      );
      return [own('/servers'), ...prices];
    }
    case 'storage':
      return [own('/servers'), priced('/storageSekPerGibYear')];
    case 'backup':
      return [own('/servers'), priced('/backupSekPerGibYear')];
    case 'service-level': {
      const index = declaration.serviceLevels.classes.findIndex(
        ({ id }) => id === service.serviceLevel?.class,
      );
      return [
        own('/serviceLevel'),
        declaredAt(declaration, 'service-levels.yaml', `/classes/${index}/sekPerYear`),
      ];
    }
    default:
      return service.costs.flatMap((line, index) => (line.kind === kind ? [own(`/costs/${index}`)] : []));
  }
}
