import type { Declaration } from '../declaration/declaration.ts';
import { type DeclaredDevice, declaredDevices } from '../fleet/declared-devices.ts';
import type { PlatformPlan } from './plan.ts';
import type { ServerGroup } from './planned-servers.ts';

/** What procedures can be run on. */
export interface RunnableServers {
  /** Groups of the plan that are machines and stand. */
  readonly groups: readonly ServerGroup[];
  /** Declared servers without a service, which no group has. */
  readonly others: readonly DeclaredDevice[];
}

/** The servers of a plan and of its declaration that procedures can be run on. */
export function runnableServers(declaration: Declaration, plan: PlatformPlan): RunnableServers {
  const groups = plan.groups.filter(({ build, form }) => build && form === 'machines');
  const planned = new Set(groups.flatMap(({ servers }) => servers.map(({ id }) => id)));
  const others = declaredDevices(declaration).filter(
    ({ id, kind, serviceIds }) => kind === 'server' && serviceIds.length === 0 && !planned.has(id),
  );
  return { groups, others };
}
