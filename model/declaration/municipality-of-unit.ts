import type { OrganisationFile } from './organisation.ts';

/** The municipality a unit, or the nearest unit above it, belongs to; null where none does. */
export function municipalityOfUnit(
  { units }: Pick<OrganisationFile, 'units'>,
  unitId: string,
): string | null {
  let unit = units.find(({ id }) => id === unitId);
  // Rings are refused when a declaration is loaded; the count keeps one that was not from running for ever.
  for (let steps = 0; unit !== undefined && steps < units.length; steps += 1) {
    if (unit.municipality !== undefined) return unit.municipality;
    const { parent } = unit;
    unit = units.find(({ id }) => id === parent);
  }
  return null;
}
