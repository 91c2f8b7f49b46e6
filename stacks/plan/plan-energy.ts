import type { PricesFile } from '#model/declaration/prices.ts';
import { isStanding } from '#model/declaration/stage.ts';
import type { EnergyEstimate, EnergyPlan, Estimate } from '#model/platform/planned-cost.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { sortedBy } from './by-key.ts';
import type { PlanContext } from './context.ts';

/** Energy of the servers we run, where the price list has an estimate of their size; else not measured. */
export function planEnergy(context: PlanContext, groups: readonly ServerGroup[]): EnergyPlan {
  const own = groups.filter(({ service }) => context.serviceById.get(service)?.hosting === 'own');
  const ofStage = (standing: boolean): EnergyEstimate =>
    estimate(
      context,
      own.filter(({ service: id }) => {
        const service = context.serviceById.get(id);
        return service !== undefined && isStanding(service) === standing;
      }),
    );
  const byService = Map.groupBy(own, ({ service }) => service);
  return {
    services: sortedBy(byService, ([service]) => service).map(([service, its]) => ({
      service,
      ...estimate(context, its),
    })),
    standing: ofStage(true),
    upcoming: ofStage(false),
  };
}

type SizeEnergy = NonNullable<PricesFile['sizes'][number]['energy']>;

function estimate({ declaration }: PlanContext, groups: readonly ServerGroup[]): EnergyEstimate {
  const { electricity, emissionFactor } = declaration.organisation;
  const known = groups.flatMap(({ size: id, servers }) => {
    const energy = declaration.prices.sizes.find((size) => size.id === id)?.energy;
    return energy === undefined ? [] : [{ energy, count: servers.length }];
  });
  const sum = (of: (energy: SizeEnergy) => number): number =>
    known.reduce((total, { energy, count }) => total + count * of(energy), 0);
  const kwhPerYear: Estimate | null =
    known.length === 0
      ? null
      : {
          value: sum(({ kwhPerYear: kwh }) => kwh),
          low: sum(({ lowKwhPerYear: kwh }) => kwh),
          high: sum(({ highKwhPerYear: kwh }) => kwh),
        };
  const factors = kwhPerYear === null ? [] : [emissionFactor, electricity];
  return {
    kwhPerYear,
    emissionsKgCo2ePerYear: scale(kwhPerYear, emissionFactor?.kgCo2ePerKwh),
    costSekPerYear: scale(kwhPerYear, electricity?.sekPerKwh),
    serversEstimated: known.reduce((total, { count }) => total + count, 0),
    servers: groups.reduce((total, { servers }) => total + servers.length, 0),
    sources: uniqueSources([
      ...known.map(({ energy }) => energy),
      ...factors.flatMap((factor) => factor ?? []),
    ]),
  };
}

function scale(kwh: Estimate | null, factor: number | undefined): Estimate | null {
  if (kwh === null || factor === undefined) return null;
  return { value: kwh.value * factor, low: kwh.low * factor, high: kwh.high * factor };
}

type Source = EnergyEstimate['sources'][number];

function uniqueSources(sources: readonly Source[]): readonly Source[] {
  const byText = new Map(sources.map(({ source, year }) => [`${source} ${year}`, { source, year }]));
  return sortedBy(byText, ([text]) => text).map(([, each]) => each);
}
