import { sql } from 'kysely';
import type { Report } from '#model/report/report.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { Reboot } from '#model/report/sections/reboot.ts';
import type { Software } from '#model/report/sections/software.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { diffSection } from '../changes/diff-section.ts';
import { planSections, type SectionPlan } from '../reports/plan-sections.ts';
import { makeStorable } from '../reports/storable-text.ts';
import { anyOf } from './any-of.ts';
import { saveChanges } from './changes.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { refreshDevices } from './refresh-devices.ts';
import { readSoftware, saveSoftware } from './software.ts';
import type { DeviceKey, SavedReport } from './store.ts';

type Stored = Extract<SectionPlan, { kind: 'store' }>;
type Kept = Extract<SectionPlan, { kind: 'store' | 'touch' | 'refuse' }>;

/** Sections whose facts stand in lists. */
const described: ReadonlySet<string> = new Set<SectionName>(['hardware', 'operating-system', 'network']);

/**
 * Stores a report. Two of one device at the same time are stored one after the other, and what the older one
 * read never replaces what the newer one did.
 */
export async function saveReport(
  db: Database,
  key: DeviceKey,
  report: Report,
  now: Date,
): Promise<SavedReport> {
  return db.transaction().execute(async (tx) => {
    const { tenant, deviceId } = key;
    const device = await tx
      .selectFrom('devices')
      .select(['missed_reports', 'reboot_since'])
      .where('tenant', '=', tenant)
      .where('id', '=', deviceId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = await tx
      .selectFrom('sections')
      .select(['name', 'hash', 'status', 'collected_at', 'is_refused'])
      .where('tenant', '=', tenant)
      .where('device_id', '=', deviceId)
      .execute();
    const known = new Map(
      before.map((row) => [
        row.name,
        { hash: row.hash, status: row.status, collectedAt: row.collected_at, isRefused: row.is_refused },
      ]),
    );
    const plans = planSections(known, report.sections, key.profile, now);
    const stored = plans.filter((plan) => plan.kind === 'store');
    await saveDifferences(tx, key, stored, now);
    for (const plan of stored) await saveDerived(tx, key, plan, now);
    await saveSections(
      tx,
      key,
      plans.filter((plan) => 'envelope' in plan),
      now,
    );
    await tx
      .updateTable('devices')
      .set({
        last_report_at: now,
        last_seen_at: sql<Date>`greatest(last_seen_at, ${now})`,
        agent_version: makeStorable(report.agentVersion),
        cost: JSON.stringify(report.cost),
        missed_reports: device.missed_reports + Math.min(report.missedReports, 1_000_000),
        reboot_since: rebootSince(stored, device.reboot_since, now),
      })
      .where('tenant', '=', tenant)
      .where('id', '=', deviceId)
      .execute();
    if (stored.some(({ name }) => described.has(name))) await refreshDevices(tx, tenant, [deviceId]);
    return summarise(plans);
  });
}

function summarise(plans: readonly SectionPlan[]): SavedReport {
  return {
    wanted: plans.flatMap((plan) => (plan.kind === 'want' ? [plan.name] : [])),
    notTaken: plans.flatMap((plan) =>
      plan.kind === 'refuse' || plan.kind === 'ignore' ? [{ section: plan.name, problem: plan.problem }] : [],
    ),
  };
}

/** Logs what is different from the newest readings that had data; a first reading is where a history begins. */
async function saveDifferences(
  tx: DatabaseTransaction,
  { tenant, deviceId }: DeviceKey,
  stored: readonly Stored[],
  now: Date,
): Promise<void> {
  const names = stored.map(({ name }) => name);
  if (names.length === 0) return;
  const rows = await tx
    .selectFrom('sections')
    .select(['name', 'data'])
    .where('tenant', '=', tenant)
    .where('device_id', '=', deviceId)
    .where('name', '=', anyOf(names))
    .where('data_at', 'is not', null)
    .execute();
  const before = new Map(rows.map(({ name, data }) => [name, data]));
  if (before.has('software')) {
    before.set('software', (await readSoftware(tx, [tenant], [deviceId])).get(deviceId));
  }
  const changes = stored.flatMap(({ name, data }) => {
    const last = before.get(name);
    return last === undefined
      ? []
      : diffSection(name, last, data).map((change) => ({ ...change, section: name }));
  });
  await saveChanges(tx, tenant, deviceId, changes, now);
}

async function saveDerived(
  tx: DatabaseTransaction,
  { tenant, deviceId }: DeviceKey,
  { name, data }: Stored,
  now: Date,
): Promise<void> {
  if (name === 'software') await saveSoftware(tx, tenant, deviceId, (data as Software).packages);
  if (name === 'updates') await savePending(tx, tenant, deviceId, data as Updates, now);
}

/** Keeps when each pending update was first seen; what is pending no more is forgotten. */
async function savePending(
  tx: DatabaseTransaction,
  tenant: string,
  deviceId: string,
  { pending }: Updates,
  now: Date,
): Promise<void> {
  const names = [...new Set(pending.map(({ name }) => name))];
  await sql`DELETE FROM pending_updates
             WHERE tenant = ${tenant} AND device_id = ${deviceId} AND name <> ALL(${names})`.execute(tx);
  await sql`INSERT INTO pending_updates (tenant, device_id, name, since)
            SELECT ${tenant}, ${deviceId}, name, ${now} FROM unnest(${names}::text[]) AS name
            ON CONFLICT DO NOTHING`.execute(tx);
}

/** When a needed restart was first seen; "not known" changes nothing. */
function rebootSince(stored: readonly Stored[], before: Date | null, now: Date): Date | null {
  const reboot = stored.find(({ name }) => name === 'reboot')?.data as Reboot | undefined;
  if (reboot === undefined || reboot.required === null) return before;
  return reboot.required ? (before ?? now) : null;
}

async function saveSections(
  tx: DatabaseTransaction,
  { tenant, deviceId }: DeviceKey,
  plans: readonly Kept[],
  now: Date,
): Promise<void> {
  if (plans.length === 0) return;
  const rows = plans.map(({ kind, name, envelope, collectedAt, hash, ...rest }) => ({
    name,
    status: envelope.status,
    reason: 'reason' in envelope ? envelope.reason : null,
    source: envelope.source,
    took_ms: envelope.tookMs,
    collected_at: collectedAt,
    hash,
    is_refused: kind === 'refuse',
    has_data: kind === 'store',
    // Software stands in the catalogue.
    data: 'data' in rest && name !== 'software' ? rest.data : null,
  }));
  await sql`
    INSERT INTO sections AS s (tenant, device_id, name, status, reason, source, took_ms, collected_at, received_at,
                               hash, is_refused, data, data_at)
    SELECT ${tenant}, ${deviceId}, r.name, r.status, r.reason, r.source, r.took_ms, r.collected_at, ${now},
           r.hash, r.is_refused, r.data, CASE WHEN r.has_data THEN r.collected_at END
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(
           name text, status text, reason text, source text, took_ms double precision, collected_at timestamptz,
           hash text, is_refused boolean, has_data boolean, data jsonb)
    ON CONFLICT (tenant, device_id, name) DO UPDATE SET
      status = excluded.status, reason = excluded.reason, source = excluded.source, took_ms = excluded.took_ms,
      collected_at = excluded.collected_at, received_at = excluded.received_at, hash = excluded.hash,
      is_refused = excluded.is_refused,
      -- a reading without data leaves the newest that had any, to compare the next one with
      data = CASE WHEN excluded.data_at IS NULL THEN s.data ELSE excluded.data END,
      data_at = CASE WHEN excluded.data_at IS NULL
                     THEN CASE WHEN excluded.status IN ('ok', 'partial') THEN excluded.collected_at ELSE s.data_at END
                     ELSE excluded.data_at END`.execute(tx);
}
