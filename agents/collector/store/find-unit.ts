import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';

/** An organisation unit of the declaration. */
interface Unit {
  readonly id: string;
  readonly name: string;
}

/** Units of the tenant's newest declaration; a municipality's stand in its organisation's. */
export async function readUnits(transaction: DatabaseTransaction, tenant: string): Promise<readonly Unit[]> {
  const { rows } = await sql<Unit>`
    SELECT unit->>'id' AS id, unit->>'name' AS name
      FROM (SELECT declaration FROM snapshots
             WHERE tenant = (SELECT organisation FROM tenants WHERE id = ${tenant})
             ORDER BY taken_at DESC LIMIT 1) AS newest,
           json_array_elements(declaration->'organisation'->'units') AS unit`.execute(transaction);
  return rows;
}

/**
 * The declared unit that another system's text names: its id or name, or the last part of a path
 * (`/Barn och utbildning/Norra skolan`) that is one. Null where none is, for a guess would be wrong.
 */
export function findUnit(text: string | null, units: readonly Unit[]): string | null {
  if (text === null) return null;
  const parts = text
    .split('/')
    .map(normalise)
    .filter((part) => part !== '');
  for (const part of [normalise(text), ...parts.reverse()]) {
    const unit = units.find(({ id, name }) => normalise(id) === part || normalise(name) === part);
    if (unit !== undefined) return unit.id;
  }
  return null;
}

function normalise(text: string): string {
  return text.trim().toLocaleLowerCase('sv').replace(/\s+/g, ' ');
}
