import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { ControlResult, ResultStatus } from '#model/controls/result.ts';
import { anyOf } from './any-of.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockDevices } from './lock-devices.ts';
import type { JudgedSubjects, Scope } from './store.ts';

const keyOf = (control: string, kind: string, id: string): string => `${control} ${kind} ${id}`;

/**
 * Keeps what controls said of some subjects, or of all, in place of what they said before; each change of a
 * status goes to the history. A verdict that is older than the kept one is left out.
 */
export async function saveResults(
  db: Database,
  scope: Scope,
  results: readonly ControlResult[],
  what: JudgedSubjects,
  at: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // One save of an organisation at a time, or two would both add the same change to the history.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`results ${scope.organisation}`}, 0))`.execute(
      tx,
    );
    const before = await readBefore(tx, scope, what);
    const tenants = await readTenants(tx, scope, results);
    const known = new Map(before.map((row) => [keyOf(row.control, row.subject_kind, row.subject_id), row]));
    const placed = results.flatMap((result) => {
      const { kind, id } = result.subject;
      const tenant = kind === 'service' ? scope.organisation : tenants.get(id);
      const old = known.get(keyOf(result.control, kind, id));
      // A device that has been removed meanwhile has no results; a newer verdict stands.
      return tenant === undefined || (old !== undefined && old.evaluated_at > at)
        ? []
        : [{ tenant, result, old }];
    });
    const judged = new Set(results.map(({ control, subject }) => keyOf(control, subject.kind, subject.id)));
    const gone = before.filter(
      (row) => !judged.has(keyOf(row.control, row.subject_kind, row.subject_id)) && row.evaluated_at <= at,
    );
    await upsertResults(tx, placed, at);
    await removeResults(tx, gone);
    await saveResultChanges(
      tx,
      [
        ...placed
          .filter(({ result, old }) => result.status !== old?.status)
          .map(({ tenant, result, old }) => ({
            tenant,
            control: result.control,
            subject_kind: result.subject.kind,
            subject_id: result.subject.id,
            control_version: result.controlVersion,
            before: old?.status ?? null,
            after: result.status,
          })),
        ...gone.map(({ status, evaluated_at: _evaluatedAt, ...row }) => ({
          ...row,
          before: status,
          after: null,
        })),
      ],
      at,
    );
    await countOnDevices(tx, scope, what);
  });
}

async function readBefore(tx: Database, scope: Scope, what: JudgedSubjects) {
  return tx
    .selectFrom('results')
    .select(['tenant', 'control', 'subject_kind', 'subject_id', 'control_version', 'status', 'evaluated_at'])
    .where('tenant', '=', anyOf(scope.tenants))
    .$if(what === 'services', (query) => query.where('subject_kind', '=', 'service'))
    .$if(typeof what === 'object', (query) =>
      query
        .where('subject_kind', '=', 'device')
        .where('subject_id', '=', anyOf(typeof what === 'object' ? what.devices : [])),
    )
    .execute();
}

/** The tenant of each judged device, by id. */
async function readTenants(
  tx: Database,
  scope: Scope,
  results: readonly ControlResult[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(results.flatMap(({ subject }) => (subject.kind === 'device' ? [subject.id] : [])));
  const rows = await tx
    .selectFrom('devices')
    .select(['id', 'tenant'])
    .where('tenant', '=', anyOf(scope.tenants))
    .where('id', '=', anyOf([...ids]))
    .execute();
  return new Map(rows.map(({ id, tenant }) => [id, tenant]));
}

async function upsertResults(
  tx: Database,
  placed: readonly { readonly tenant: string; readonly result: ControlResult }[],
  at: Date,
): Promise<void> {
  if (placed.length === 0) return;
  const rows = placed.map(({ tenant, result }) => ({
    tenant,
    control: result.control,
    subject_kind: result.subject.kind,
    subject_id: result.subject.id,
    subject_name: result.subject.name,
    control_version: result.controlVersion,
    status: result.status,
    severity: result.severity,
    message: result.message,
    evidence: result.evidence,
    exemption: result.exemption,
  }));
  await sql`
    INSERT INTO results AS o (tenant, control, subject_kind, subject_id, subject_name, control_version, status,
                              severity, message, evidence, exemption, since, evaluated_at)
    SELECT r.*, ${at}, ${at}
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(
           tenant text, control text, subject_kind text, subject_id text, subject_name text, control_version integer,
           status text, severity text, message json, evidence json, exemption json)
    ON CONFLICT (tenant, control, subject_kind, subject_id) DO UPDATE SET
      subject_name = excluded.subject_name, control_version = excluded.control_version, status = excluded.status,
      severity = excluded.severity, message = excluded.message, evidence = excluded.evidence,
      exemption = excluded.exemption, evaluated_at = excluded.evaluated_at,
      since = CASE WHEN o.status = excluded.status THEN o.since ELSE excluded.since END`.execute(tx);
}

async function removeResults(
  tx: Database,
  gone: readonly {
    readonly tenant: string;
    readonly control: string;
    readonly subject_kind: string;
    readonly subject_id: string;
  }[],
): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    DELETE FROM results o
     USING json_to_recordset(${JSON.stringify(gone)}::json)
             AS r(tenant text, control text, subject_kind text, subject_id text)
     WHERE o.tenant = r.tenant AND o.control = r.control AND o.subject_kind = r.subject_kind
       AND o.subject_id = r.subject_id`.execute(tx);
}

interface ResultChange {
  readonly tenant: string;
  readonly control: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly control_version: number;
  readonly before: ResultStatus | null;
  readonly after: ResultStatus | null;
}

async function saveResultChanges(tx: Database, changes: readonly ResultChange[], at: Date): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({ id: uuid(), ...change }));
  await sql`
    INSERT INTO result_changes (tenant, id, control, subject_kind, subject_id, at, control_version, before, after)
    SELECT r.tenant, r.id, r.control, r.subject_kind, r.subject_id, ${at}, r.control_version, r.before, r.after
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(
           tenant text, id uuid, control text, subject_kind text, subject_id text, control_version integer,
           before text, after text)`.execute(tx);
}

/** Lists sort and filter by these counts, so they stand with the devices. */
async function countOnDevices(tx: DatabaseTransaction, scope: Scope, what: JudgedSubjects): Promise<void> {
  if (what === 'services') return;
  const some = what === 'all' ? sql`true` : sql`d.id = ANY(${what.devices}::uuid[])`;
  if (what !== 'all') await lockDevices(tx, scope.tenants, what.devices);
  // For each device by the index: a join of both tables is planned badly while the results are still few.
  await sql`
    UPDATE devices o SET findings = c.findings, not_measured = c.not_measured, exempt = c.exempt, met = c.met
      FROM devices d
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE r.status = 'finding') AS findings,
               count(*) FILTER (WHERE r.status = 'not-measured') AS not_measured,
               count(*) FILTER (WHERE r.status = 'exempt') AS exempt,
               count(*) FILTER (WHERE r.status = 'met') AS met
          FROM results r
         WHERE r.tenant = d.tenant AND r.subject_kind = 'device' AND r.subject_id = d.id::text) c
     WHERE d.tenant = ANY(${scope.tenants}) AND ${some} AND o.tenant = d.tenant AND o.id = d.id
       AND (o.findings, o.not_measured, o.exempt, o.met)
           IS DISTINCT FROM (c.findings, c.not_measured, c.exempt, c.met)`.execute(tx);
}
