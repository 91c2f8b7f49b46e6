import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { planPlatform } from './plan-platform.ts';

/** The plan of the environment that people use: the first that is production, else the first of all. */
export function planProduction(declaration: Declaration): PlatformPlan {
  return planPlatform(declaration, { environment: productionOf(declaration) });
}

/** Id of the environment that people use. */
export function productionOf({ organisation: { environments } }: Declaration): string {
  const production = environments.find((each) => each.production) ?? environments[0];
  return production?.id ?? '';
}
