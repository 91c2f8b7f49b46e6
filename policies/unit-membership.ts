import type { Declaration } from '#model/declaration/declaration.ts';

/** Does a party belong to a unit? `unknown` where there is no such unit, or nobody knows the party's. */
export type Membership = 'within' | 'outside' | 'unknown';

/** Does a role, or a person in any role of theirs, belong to one of these units or to a unit below them? */
export function belongsTo(
  { organisation: { roles, units } }: Declaration,
  party: string,
  wanted: readonly string[],
): Membership {
  const held = roles.filter(
    ({ id, holder, deputy }) => party === `role:${id}` || party === holder || party === deputy,
  );
  if (held.length === 0 || !units.some(({ id }) => wanted.includes(id))) return 'unknown';
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const isWithin = (unit: string | undefined): boolean =>
    unit !== undefined && (wanted.includes(unit) || isWithin(parents.get(unit)));
  return held.some(({ unit }) => isWithin(unit)) ? 'within' : 'outside';
}
