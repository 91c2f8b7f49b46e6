import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import { planProduction } from '#stacks/plan/plan-production.ts';
import { planWorkOrder } from './adopted/plan-work-order.ts';

type Planned = Pick<PlatformSnapshot, 'plan' | 'workOrders'>;

/** What a snapshot holds besides the declaration: the plan of production, and a work order for each adopted site. */
export function planForSnapshot(declaration: Declaration): Planned & { readonly plan: PlatformPlan } {
  return ordersFor(declaration, planProduction(declaration));
}

/** The same of a plan that is there already. */
export function ordersFor(
  declaration: Declaration,
  plan: PlatformPlan,
): Planned & { readonly plan: PlatformPlan } {
  const adopted = declaration.organisation.platformSites.filter(({ kind }) => kind === 'adopted');
  return { plan, workOrders: adopted.map(({ id }) => planWorkOrder(declaration, plan, id)) };
}
