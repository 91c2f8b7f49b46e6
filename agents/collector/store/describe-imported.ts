import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.ts';

/**
 * Brings what lists show of devices up to their imported records: all of it where only imports know the
 * device, and only what is lacking where its agent or the declaration tell. Of several sources the newest
 * contact tells first. Needs the table `incoming` of the import under way.
 */
export async function describeImported(transaction: DatabaseTransaction, tenant: string): Promise<void> {
  await sql`
    WITH told AS (
      SELECT r.device_id,
             max(r.last_seen_at) AS seen_at,
             ${newest('name')} AS name,
             coalesce(${newest('kind', `r.record->>'kind' <> 'other'`)}, 'other') AS kind,
             ${newest('manufacturer')} AS manufacturer,
             ${newest('model')} AS model,
             ${newest('serial')} AS serial,
             ${newest('operatingSystem')} AS operating_system,
             ${newest('uuid')} AS uuid,
             ${newest('directoryId')} AS directory_id,
             ${newest('assetId')} AS asset_id
        FROM imported_records r JOIN incoming i ON i.device_id = r.device_id
       WHERE r.tenant = ${tenant}
       GROUP BY r.device_id
    )
    UPDATE devices d
       SET is_imported = true,
           last_import_contact_at = told.seen_at,
           last_seen_at = greatest(d.last_report_at, told.seen_at),
           name = CASE WHEN ${importsOnly} THEN coalesce(told.name, i.label) ELSE d.name END,
           kind = CASE WHEN ${importsOnly} THEN told.kind ELSE d.kind END,
           unit = CASE WHEN ${importsOnly} THEN coalesce(i.unit, d.unit) ELSE coalesce(d.unit, i.unit) END,
           manufacturer = ${tell('manufacturer')},
           model = ${tell('model')},
           serial = ${tell('serial')},
           operating_system = ${tell('operating_system')},
           signal_serial = coalesce(d.signal_serial, told.serial),
           signal_uuid = coalesce(d.signal_uuid, told.uuid::uuid),
           signal_directory_id = coalesce(told.directory_id, d.signal_directory_id),
           signal_macs = CASE WHEN d.enrolled_at IS NULL
             THEN ARRAY(SELECT jsonb_array_elements_text(i.record->'macs')) ELSE d.signal_macs END,
           search = CASE WHEN ${importsOnly}
             THEN lower(concat_ws(' ', coalesce(told.name, i.label), ${tell('manufacturer')}, ${tell('model')}, ${tell('serial')}, told.asset_id))
             ELSE d.search END
      FROM told JOIN incoming i ON i.device_id = told.device_id
     WHERE d.tenant = ${tenant} AND d.id = told.device_id`.execute(transaction);
}

const importsOnly = sql`d.enrolled_at IS NULL AND d.declared_as IS NULL`;

/** The value of the newest record that has one. */
function newest(key: string, condition = 'true') {
  const value = sql.raw(`r.record->>'${key}'`);
  return sql`(array_agg(${value} ORDER BY r.last_seen_at DESC NULLS LAST, r.imported_at DESC)
    FILTER (WHERE ${value} IS NOT NULL AND ${sql.raw(condition)}))[1]`;
}

function tell(column: string) {
  const own = sql.ref(`d.${column}`);
  const told = sql.ref(`told.${column}`);
  return sql`CASE WHEN ${importsOnly} THEN coalesce(${told}, ${own}) ELSE coalesce(${own}, ${told}) END`;
}
