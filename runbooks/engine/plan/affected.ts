import type { Declaration } from '#model/declaration/declaration.ts';
import { whatFallsWith } from '#model/platform/what-falls.ts';
import type { PlannedHost, RunPlan } from './run-plan.ts';

/** Services whose servers are changed, those that stand on them, and the users of all. */
export function affectedBy(declaration: Declaration, hosts: readonly PlannedHost[]): RunPlan['affected'] {
  const services = [
    ...new Set(
      hosts.flatMap(({ outcome, service }) => (outcome === 'changes' && service !== null ? [service] : [])),
    ),
  ].toSorted();
  const { services: dependents, users } = whatFallsWith(declaration, services);
  return { services, dependents, users };
}
