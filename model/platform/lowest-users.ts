import type { OrganisationFile } from '../declaration/organisation.ts';

/** Users of a service in one unit. */
interface UnitUsers {
  readonly unit: string;
  readonly count?: number | undefined;
}

/**
 * The fewest people there can be behind several counts of users by unit. Of a unit's own counts the largest
 * holds the others; a unit counted as a whole may hold those counted in the units below it.
 *
 * @example 40 of a department in one service, 12 and 35 of its two schools in another: at least 47.
 */
export function lowestUsers(units: OrganisationFile['units'], users: readonly UnitUsers[]): number {
  const own = new Map<string, number>();
  for (const { unit, count = 0 } of users) own.set(unit, Math.max(own.get(unit) ?? 0, count));
  const children = Map.groupBy(units, ({ parent }) => parent);
  const inUnit = (id: string): number => {
    const below = (children.get(id) ?? []).reduce((sum, child) => sum + inUnit(child.id), 0);
    return Math.max(own.get(id) ?? 0, below);
  };
  return (children.get(undefined) ?? []).reduce((sum, { id }) => sum + inUnit(id), 0);
}
