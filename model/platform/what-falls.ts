import type { Declaration } from '../declaration/declaration.ts';
import { isStanding } from '../declaration/stage.ts';
import { lowestUsers } from './lowest-users.ts';

/** What stops working if some services do, and for whom. */
export interface Fall {
  /** Services that fall with them, directly or through others; without the given ones. By id, sorted. */
  readonly services: readonly string[];
  /** Those of all fallen, the given ones included, that are essential to society. */
  readonly essential: readonly string[];
  readonly users: AffectedUsers;
  /** Inhabitants of the municipalities that lose a service of the public platform; null where one is not stated. */
  readonly inhabitants: number | null;
}

/** Users are declared by unit and service, and one person uses several: their number has two bounds. */
export interface AffectedUsers {
  /** As if everybody who uses one of the services used all of them. */
  readonly atLeast: number;
  /** As if nobody used two. */
  readonly atMost: number;
  /** Services whose users nobody has counted, in whole or in part; both bounds are too low by them. */
  readonly uncounted: readonly string[];
}

type Fallible = Pick<Declaration, 'services' | 'organisation'>;

/** What falls with a service, or with several: all on a platform site, say. Proposals and orders stand on nothing yet. */
export function whatFallsWith(declaration: Fallible, ids: string | readonly string[]): Fall {
  const given = new Set(typeof ids === 'string' ? [ids] : ids);
  const all = transitiveDependents(declaration, given);
  const fallen = declaration.services.filter(({ id }) => all.has(id));
  const users = fallen.flatMap((service) => service.users);
  return {
    services: idsOf(fallen.filter(({ id }) => !given.has(id))),
    essential: idsOf(fallen.filter(({ essential }) => essential)),
    users: {
      atLeast: lowestUsers(declaration.organisation.units, users),
      atMost: users.reduce((sum, { count = 0 }) => sum + count, 0),
      uncounted: idsOf(
        fallen.filter(({ users: of }) => of.length === 0 || of.some(({ count }) => count === undefined)),
      ),
    },
    inhabitants: inhabitantsOf(declaration, fallen),
  };
}

type Service = Declaration['services'][number];

function transitiveDependents({ services }: Fallible, given: ReadonlySet<string>): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const { id, dependsOn } of services.filter(isStanding)) {
    for (const needed of dependsOn) dependents.set(needed, [...(dependents.get(needed) ?? []), id]);
  }
  const fallen = new Set(given);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of fallen) for (const dependent of dependents.get(id) ?? []) fallen.add(dependent);
  return fallen;
}

function inhabitantsOf({ organisation }: Fallible, fallen: readonly Service[]): number | null {
  const publicServices = fallen.filter(({ platform }) => platform === 'public');
  const lost = organisation.municipalities.filter(({ id }) =>
    publicServices.some(({ consumers }) => consumers.length === 0 || consumers.includes(id)),
  );
  return lost.reduce<number | null>(
    (sum, { inhabitants }) => (sum === null || inhabitants === undefined ? null : sum + inhabitants),
    0,
  );
}

function idsOf(services: readonly Service[]): readonly string[] {
  return services.map(({ id }) => id).toSorted();
}
