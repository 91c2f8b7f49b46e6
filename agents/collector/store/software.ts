import { sql } from 'kysely';
import type { Software } from '#model/report/sections/software.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';

type Package = Software['packages'][number];

const recordset = sql`AS r(name text, version text, manager text, architecture text, publisher text)`;

/**
 * Keeps a device's software as one sorted set of numbers; titles nobody had before join the catalogue.
 * Titles are looked up before they are added, or each report would use up numbers for all it names.
 */
export async function saveSoftware(
  db: Database,
  tenant: string,
  deviceId: string,
  packages: readonly Package[],
): Promise<void> {
  const rows = JSON.stringify(packages);
  await sql`
    INSERT INTO software_titles (tenant, name, version, manager, architecture, publisher)
    SELECT DISTINCT ${tenant}, r.name, r.version, r.manager, r.architecture, r.publisher
      FROM json_to_recordset(${rows}::json) ${recordset}
     WHERE NOT EXISTS (${titleOf(tenant)})
     ORDER BY 2, 3, 4, 5, 6 -- one order for all, so that two reports do not wait for each other in a circle
    ON CONFLICT ON CONSTRAINT software_titles_once DO NOTHING`.execute(db);
  await sql`
    INSERT INTO device_software (tenant, device_id, titles)
    SELECT ${tenant}, ${deviceId}, coalesce(array_agg(DISTINCT t.id ORDER BY t.id), '{}')
      FROM json_to_recordset(${rows}::json) ${recordset}, LATERAL (${titleOf(tenant)}) t
    ON CONFLICT (tenant, device_id) DO UPDATE SET titles = excluded.titles`.execute(db);
}

/** The title equal to row `r`. */
const titleOf = (tenant: string) => sql`
  SELECT s.id FROM software_titles s
   WHERE s.tenant = ${tenant} AND s.name = r.name AND s.version = r.version AND s.manager = r.manager
     AND s.architecture IS NOT DISTINCT FROM r.architecture AND s.publisher IS NOT DISTINCT FROM r.publisher`;

/** The software of devices as they reported it, by device id, sorted by name; a title is one object for all who have it. */
export async function readSoftware(
  db: Database,
  tenants: readonly string[],
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, Software>> {
  const sets = await db
    .selectFrom('device_software')
    .select(['tenant', 'device_id', 'titles'])
    .where('tenant', '=', anyOf(tenants))
    .where('device_id', '=', anyOf(deviceIds))
    .execute();
  if (sets.length === 0) return new Map();
  const wanted = [...new Set(sets.flatMap(({ titles }) => titles))];
  const { rows } = await sql<Package & { tenant: string; id: number }>`
    SELECT tenant, id, name, version, manager, architecture, publisher
      FROM software_titles WHERE tenant = ANY(${tenants}) AND id = ANY(${wanted})
     ORDER BY name COLLATE "C", version COLLATE "C", architecture, publisher`.execute(db);
  const order = new Map(rows.map(({ tenant, id, ...title }, index) => [`${tenant} ${id}`, { index, title }]));
  return new Map(
    sets.map(({ tenant, device_id, titles }) => {
      const found = titles
        .map((id) => order.get(`${tenant} ${id}`))
        .filter((entry) => entry !== undefined)
        .sort((a, b) => a.index - b.index);
      return [device_id, { packages: found.map(({ title }) => title) }];
    }),
  );
}
