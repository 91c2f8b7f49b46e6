import { sql } from 'kysely';
import { type AgentProfile, profileRules } from '#model/report/profile.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';

/** Devices with an agent by the profile that holds for them: the declaration's, else that of their token. */
export async function readProfiles(
  db: Database,
  tenant: string,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<AgentProfile, readonly string[]>> {
  const { rows } = await sql<{ id: string; profile: AgentProfile }>`
    SELECT d.id, coalesce(d.declared->>'profile', t.profile) AS profile
      FROM devices d
      JOIN device_keys k ON k.tenant = d.tenant AND k.device_id = d.id AND k.replaced_at IS NULL
      JOIN enrolment_tokens t ON t.tenant = k.tenant AND t.id = k.token_id
     WHERE d.tenant = ${tenant} AND d.id = ANY(${deviceIds})`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ profile }) => profile)].map(([profile, of]) => [
      profile,
      of.map(({ id }) => id),
    ]),
  );
}

/**
 * Removes what a profile that has become narrower does not allow to be kept. A section of which only a part
 * is forbidden goes as a whole; the agent is asked for it with its next report.
 */
export async function removeForbidden(
  db: Database,
  tenant: string,
  devices: ReadonlyMap<AgentProfile, readonly string[]>,
): Promise<void> {
  for (const [profile, ids] of devices) {
    const { sections, programNames, addresses } = profileRules[profile];
    const ofThese = () =>
      db.deleteFrom('sections').where('tenant', '=', tenant).where('device_id', '=', anyOf(ids));
    await ofThese().where('name', 'not in', sections).execute();
    if (!programNames) {
      await ofThese()
        .where('name', '=', 'listening-ports')
        .where(sql<boolean>`jsonb_path_exists(data, '$.ports[*] ? (@.program != null)')`)
        .execute();
    }
    if (!addresses) {
      await ofThese()
        .where('name', '=', 'network')
        .where(
          sql<boolean>`jsonb_path_exists(data, '$.interfaces[*] ? (@.mac != null || @.addresses.size() > 0)')`,
        )
        .execute();
    }
    if (sections.includes('software')) continue;
    await db
      .deleteFrom('device_software')
      .where('tenant', '=', tenant)
      .where('device_id', '=', anyOf(ids))
      .execute();
  }
}
