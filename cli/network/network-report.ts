import type { Declaration } from '#model/declaration/declaration.ts';
import { type Reacher, type RoleReach, reachByRole, whoReaches } from '#model/platform/role-reach.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { productionOf } from '#stacks/plan/plan-production.ts';
import { type AccessPlan, planAccess } from '#stacks/targets/access/plan-access.ts';
import { type VlanRow, vlanTable } from '#stacks/targets/access/vlan-table.ts';

/** What `grundval network` has to tell. */
export interface NetworkReport {
  readonly access: AccessPlan;
  readonly vlans: readonly VlanRow[];
  /** Environment whose services the rest is about, by id. */
  readonly environment: string;
  readonly roles: readonly RoleReach[];
  readonly services: readonly { readonly service: string; readonly reachedBy: readonly Reacher[] }[];
}

/**
 * The matrix of a declaration as a network needs it. Without an environment the VLANs of all are told, since
 * switches carry all of them, and what is reached is told of production.
 *
 * @throws {GrundvalError} `plan/unknown-environment`
 */
export function reportNetwork(declaration: Declaration, environment: string | undefined): NetworkReport {
  const told = environment ?? productionOf(declaration);
  const plan = planPlatform(declaration, { environment: told });
  const others =
    environment === undefined
      ? declaration.organisation.environments.filter(({ id }) => id !== told).map(({ id }) => id)
      : [];
  const plans = [plan, ...others.map((id) => planPlatform(declaration, { environment: id }))];
  const access = planAccess(declaration);
  return {
    access,
    vlans: vlanTable(declaration, plans, access),
    environment: told,
    roles: reachByRole(plan),
    services: plan.services
      .filter(({ build }) => build)
      .map(({ id }) => ({ service: id, reachedBy: whoReaches(plan, id) })),
  };
}

/** Does anything stand that a network cannot do? */
export function isBlocked({ access }: NetworkReport): boolean {
  return access.issues.some(({ severity }) => severity === 'blocking');
}
