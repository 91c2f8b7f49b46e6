import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';

/** Declared cost lines of a service, in SEK per year; null where it has none. */
export function serviceCost({ costs }: Service): number | null {
  return costs.length === 0 ? null : costs.reduce((sum, { sekPerYear }) => sum + sekPerYear, 0);
}

/** What the declaration says the running services cost, and how much of it is said at all. */
export interface DeclaredCost {
  readonly sekPerYear: number;
  /** Services with at least one cost line. */
  readonly covered: number;
  readonly services: number;
  /** Services whose amounts are made up for the example. */
  readonly illustrative: number;
  readonly budgetSekPerYear: number | null;
}

/** Adds up declared costs; null where no running service has any. */
export function measureCost(declaration: Declaration): DeclaredCost | null {
  const services = declaration.services.filter(isStanding);
  const costs = services.map(serviceCost);
  const covered = costs.filter((cost) => cost !== null);
  if (covered.length === 0) return null;
  return {
    sekPerYear: covered.reduce((sum, cost) => sum + cost, 0),
    covered: covered.length,
    services: services.length,
    illustrative: services.filter(
      (service) => service.costs.length > 0 && service.basis?.illustrative.includes('costs') === true,
    ).length,
    budgetSekPerYear: declaration.prices.budgetSekPerYear ?? null,
  };
}
