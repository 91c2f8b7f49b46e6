import type { Declaration } from '#model/declaration/declaration.ts';
import { municipalityOfUnit } from '#model/declaration/municipality-of-unit.ts';
import type { Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { CostPart, CostPlan, CostSplit, ServiceCost } from '#model/platform/planned-cost.ts';
import { sortedBy } from './by-key.ts';
import type { PlanContext } from './context.ts';
import { type CostItem, costItems } from './cost-items.ts';
import { splitAmount } from './split-amount.ts';

/** The cost of every service and of the whole, by kind, by consumer and by payer. */
export function planCost(context: PlanContext): CostPlan {
  const { prices } = context.declaration;
  const services = context.services.map((service) => costOf(context, service));
  return {
    priceYear: prices.year,
    priceSource: prices.source,
    illustrative: prices.illustrative,
    services,
    standing: sumSplits(services.filter(({ standing }) => standing)),
    upcoming: sumSplits(services.filter(({ standing }) => !standing)),
  };
}

function costOf(context: PlanContext, service: Service): ServiceCost {
  const items = costItems(context, service);
  return {
    service: service.id,
    standing: isStanding(service),
    orePerYear: items.reduce((sum, { orePerYear }) => sum + orePerYear, 0),
    byKind: sumBy(items, ({ kind }) => kind).map(({ id, orePerYear }) => ({ kind: id, orePerYear })),
    byPayer: sumBy(items, ({ payer }) => payer),
    byConsumer: splitByConsumer(context.declaration, service, items),
  };
}

/**
 * What a municipality pays, itself or through a unit of its own, is its own; the rest is split between the
 * municipalities that use the service, by their declared shares of joint costs.
 */
function splitByConsumer(
  declaration: Declaration,
  { consumers }: Service,
  items: readonly CostItem[],
): readonly CostPart[] {
  const { municipalities } = declaration.organisation;
  const shares = municipalities
    .filter(({ id }) => consumers.length === 0 || consumers.includes(id))
    .map(({ id, sharePercent }) => ({ id, weight: sharePercent ?? 0 }));
  const borne = items.map((item) => ({ ...item, by: municipalityOf(declaration, item.payer) }));
  const joint = borne.filter(({ by }) => by === null).reduce((sum, { orePerYear }) => sum + orePerYear, 0);
  const parts = [
    ...borne.flatMap(({ by, orePerYear }) => (by === null ? [] : [{ id: by, orePerYear }])),
    ...[...splitAmount(joint, shares)].map(([id, orePerYear]) => ({ id, orePerYear })),
  ];
  return sumBy(parts, ({ id }) => id).filter(({ orePerYear }) => orePerYear > 0);
}

/** The municipality that a payer is, or that its unit or the nearest unit above belongs to; null = all of them. */
function municipalityOf({ organisation }: Declaration, payer: string): string | null {
  if (organisation.municipalities.some(({ id }) => id === payer)) return payer;
  return municipalityOfUnit(organisation, payer);
}

function sumSplits(splits: readonly CostSplit[]): CostSplit {
  return {
    orePerYear: splits.reduce((sum, { orePerYear }) => sum + orePerYear, 0),
    byKind: sumBy(
      splits.flatMap(({ byKind }) => byKind),
      ({ kind }) => kind,
    ).map(({ id, orePerYear }) => ({ kind: id, orePerYear })),
    byConsumer: sumBy(
      splits.flatMap(({ byConsumer }) => byConsumer),
      ({ id }) => id,
    ),
    byPayer: sumBy(
      splits.flatMap(({ byPayer }) => byPayer),
      ({ id }) => id,
    ),
  };
}

function sumBy<Item extends { readonly orePerYear: number }, Key extends string>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): readonly { readonly id: Key; readonly orePerYear: number }[] {
  const sums = new Map<Key, number>();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + item.orePerYear);
  return sortedBy(sums, ([key]) => key).map(([id, orePerYear]) => ({ id, orePerYear }));
}
