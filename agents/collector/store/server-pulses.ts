import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Scope, ServerPulse } from './store.ts';

/**
 * Servers that carry a service or have an agent, by name: when each was last heard of, and the little that tells at
 * night what may be wrong. Personal devices, which are most of a fleet and off at night, are not among them.
 */
export async function readServerPulses(db: Database, scope: Scope): Promise<readonly ServerPulse[]> {
  const { rows } = await sql<ServerPulse>`
    SELECT d.id, d.name, d.service_ids AS "serviceIds", d.enrolled_at AS "enrolledAt",
           d.last_report_at AS "lastReportAt", t.report_interval_seconds AS "intervalSeconds",
           (system.data->>'bootedAt')::timestamptz AS "bootedAt",
           change.at AS "changedAt", disk.mount AS "fullestMount", disk.used AS "fullestPercent"
      FROM devices d
      JOIN tenants t ON t.id = d.tenant
      LEFT JOIN sections system
        ON system.tenant = d.tenant AND system.device_id = d.id AND system.name = 'operating-system'
      LEFT JOIN sections volumes
        ON volumes.tenant = d.tenant AND volumes.device_id = d.id AND volumes.name = 'file-systems'
      LEFT JOIN LATERAL (
        SELECT one->>'mount' AS mount, (one->>'usedPercent')::int AS used
          FROM jsonb_array_elements(volumes.data->'fileSystems') AS one
         WHERE one->>'usedPercent' IS NOT NULL
         ORDER BY used DESC, mount LIMIT 1) AS disk ON true
      LEFT JOIN LATERAL (
        SELECT at FROM device_changes
         WHERE tenant = d.tenant AND device_id = d.id ORDER BY id DESC LIMIT 1) AS change ON true
     WHERE d.tenant = ANY(${scope.tenants})
       AND (cardinality(d.service_ids) > 0 OR (d.kind = 'server' AND d.enrolled_at IS NOT NULL))
     ORDER BY d.name, d.id`.execute(db);
  return rows;
}
