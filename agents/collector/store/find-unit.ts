import type { Database } from './database.ts';
import { readOrganisationOf, readSnapshot } from './snapshots.ts';

/** An organisation unit of the declaration. */
interface Unit {
  readonly id: string;
  readonly name: string;
}

/** Ids of units by what a text may call them. */
export type UnitIndex = ReadonlyMap<string, string>;

/** Units of the tenant's newest declaration; a municipality's stand in its organisation's. */
export async function readUnits(db: Database, tenant: string): Promise<UnitIndex> {
  const organisation = await readOrganisationOf(db, tenant);
  const snapshot = organisation === null ? null : await readSnapshot(db, organisation);
  return indexUnits(snapshot?.declaration.organisation.units ?? []);
}

/** Where two units are called the same, the one declared first is meant. */
export function indexUnits(units: readonly Unit[]): UnitIndex {
  const index = new Map<string, string>();
  for (const { id, name } of units) {
    for (const key of [normalise(id), normalise(name)]) if (!index.has(key)) index.set(key, id);
  }
  return index;
}

/**
 * The declared unit that another system's text names: its id or name, or the last part of a path
 * (`/Barn och utbildning/Norra skolan`) that is one. Null where none is, for a guess would be wrong.
 */
export function findUnit(text: string | null, units: UnitIndex): string | null {
  if (text === null) return null;
  const parts = text
    .split('/')
    .map(normalise)
    .filter((part) => part !== '');
  for (const part of [normalise(text), ...parts.reverse()]) {
    const unit = units.get(part);
    if (unit !== undefined) return unit;
  }
  return null;
}

function normalise(text: string): string {
  return text.trim().toLocaleLowerCase('sv').replace(/\s+/g, ' ');
}
