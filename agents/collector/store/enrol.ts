import { v7 as uuid } from 'uuid';
import type { EnrolmentRequest } from '#model/report/enrolment.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import { hashSecret } from '../auth/secret.ts';
import { type Resolution, resolveEnrolment } from '../identity/resolve-enrolment.ts';
import { makeStorable } from '../reports/storable-text.ts';
import { saveChanges } from './changes.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { refreshDevices } from './refresh-devices.ts';
import { enrolledSignals, readSignals, sharingDevices, signalColumnNames } from './signal-columns.ts';
import type { EnrolmentOutcome } from './store.ts';
import type { Tables } from './tables.ts';

/** Why a key was given to a device that existed; null = a new device. */
type MatchedBy = Tables['device_keys']['matched_by'];

interface Target {
  readonly deviceId: string;
  readonly matchedBy: MatchedBy;
  /** A key was in use before. */
  readonly wasEnrolled: boolean;
}

/**
 * Enrols a device whose request proved that it has the key. The key in use of a device gives that device again:
 * an answer lost on the way costs nothing, an agent that forgot all but its key a use of its new token.
 */
export async function enrol(db: Database, request: EnrolmentRequest, now: Date): Promise<EnrolmentOutcome> {
  return db.transaction().execute(async (tx) => {
    const token = await tx
      .selectFrom('enrolment_tokens as t')
      .innerJoin('tenants', 'tenants.id', 't.tenant')
      .selectAll('t')
      .select(['tenants.name as tenantName', 'tenants.organisation as organisationId'])
      .select('tenants.report_interval_seconds as intervalSeconds')
      .where('token_hash', '=', hashSecret(request.token))
      .forUpdate('t')
      .executeTakeFirst();
    if (token === undefined) return { kind: 'refused', reason: 'unknown-token' };
    const enrolled = (deviceId: string, profile: AgentProfile | null): EnrolmentOutcome => ({
      kind: 'enrolled',
      deviceId,
      tenant: token.tenant,
      organisationId: token.organisationId,
      organisation: token.tenantName,
      profile: profile ?? token.profile,
      intervalSeconds: token.intervalSeconds,
    });
    const publicKey = Buffer.from(request.publicKey, 'base64');
    const known = await tx
      .selectFrom('device_keys as k')
      .innerJoin('devices as d', (join) =>
        join.onRef('d.tenant', '=', 'k.tenant').onRef('d.id', '=', 'k.device_id'),
      )
      .select(['k.device_id', 'k.tenant', 'k.token_id', 'k.replaced_at', 'd.declared_as', 'd.profile'])
      .where('k.public_key', '=', publicKey)
      .executeTakeFirst();
    const isKnownHere =
      known !== undefined &&
      known.tenant === token.tenant &&
      known.replaced_at === null &&
      (token.declared_as === null || token.declared_as === known.declared_as);
    if (isKnownHere && known.token_id === token.id) return enrolled(known.device_id, known.profile);
    if (token.expires_at <= now) return { kind: 'refused', reason: 'expired-token' };
    if (token.uses_left === 0) return { kind: 'refused', reason: 'used-token' };
    await useToken(tx, token);
    if (isKnownHere) return enrolled(known.device_id, known.profile);
    // A key belongs to one device for good; what carries a copy of it makes a key of its own.
    if (known !== undefined) return { kind: 'refused', reason: 'known-key' };

    // One enrolment of a tenant at a time: two of one machine must see each other.
    await tx.selectFrom('tenants').where('id', '=', token.tenant).select('id').forNoKeyUpdate().execute();
    const target =
      token.declared_as === null
        ? await findBySignals(tx, token.tenant, request, now, token.intervalSeconds)
        : await findDeclared(tx, token.tenant, token.declared_as);
    const deviceId = target?.deviceId ?? (await insertDevice(tx, token.tenant, now));
    await tx
      .updateTable('device_keys')
      .set({ replaced_at: now })
      .where('tenant', '=', token.tenant)
      .where('device_id', '=', deviceId)
      .where('replaced_at', 'is', null)
      .execute();
    const hostname = makeStorable(request.hostname);
    await tx
      .insertInto('device_keys')
      .values({
        tenant: token.tenant,
        id: uuid(),
        device_id: deviceId,
        public_key: publicKey,
        token_id: token.id,
        hostname,
        signals: JSON.stringify(request.signals),
        enrolled_at: now,
        matched_by: target?.matchedBy ?? null,
      })
      .execute();
    await tx
      .updateTable('devices')
      .set({ hostname, enrolled_at: now, agent_version: makeStorable(request.agentVersion) })
      .where('tenant', '=', token.tenant)
      .where('id', '=', deviceId)
      .execute();
    if (target !== null) await noteNewKey(tx, token.tenant, target, hostname, now);
    await refreshDevices(tx, token.tenant, [deviceId]);
    const { profile } = await tx
      .selectFrom('devices')
      .select('profile')
      .where('tenant', '=', token.tenant)
      .where('id', '=', deviceId)
      .executeTakeFirstOrThrow();
    return enrolled(deviceId, profile);
  });
}

async function useToken(
  tx: DatabaseTransaction,
  { tenant, id, uses_left }: Pick<Tables['enrolment_tokens'], 'tenant' | 'id' | 'uses_left'>,
): Promise<void> {
  await tx
    .updateTable('enrolment_tokens')
    .set({ uses_left: uses_left - 1 })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute();
}

/** A device that was installed anew, or got its agent, shows so in its history. */
async function noteNewKey(
  tx: DatabaseTransaction,
  tenant: string,
  { deviceId, matchedBy, wasEnrolled }: Target,
  hostname: string,
  now: Date,
): Promise<void> {
  const change = wasEnrolled ? 'changed' : 'added';
  const after = `${hostname} (${matchedBy})`;
  const before = wasEnrolled ? 'earlier key' : null;
  await saveChanges(
    tx,
    tenant,
    deviceId,
    [{ section: 'enrolment', change, what: 'key', before, after }],
    now,
  );
}

/** The people who made the token said which device it is for: that outweighs what hardware tells. */
async function findDeclared(
  tx: DatabaseTransaction,
  tenant: string,
  declaredAs: string,
): Promise<Target | null> {
  const row = await tx
    .selectFrom('devices')
    .select(['id', 'enrolled_at'])
    .where('tenant', '=', tenant)
    .where('declared_as', '=', declaredAs)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { deviceId: row.id, matchedBy: 'declared', wasEnrolled: row.enrolled_at !== null };
}

async function findBySignals(
  tx: DatabaseTransaction,
  tenant: string,
  request: EnrolmentRequest,
  now: Date,
  intervalSeconds: number,
): Promise<Target | null> {
  const signals = enrolledSignals(request.signals);
  const rows = await sharingDevices(tx, [tenant], signals)
    .select(['devices.id', 'enrolled_at', 'last_report_at', ...signalColumnNames])
    .execute();
  const resolution = resolveEnrolment(
    signals,
    rows.map((row) => ({
      id: row.id,
      signals: readSignals(row),
      agentSeenAt: row.last_report_at ?? row.enrolled_at,
    })),
    now,
    intervalSeconds,
  );
  return toTarget(resolution);
}

function toTarget(resolution: Resolution): Target | null {
  switch (resolution.kind) {
    case 'new':
      return null;
    case 'attach':
      return { deviceId: resolution.deviceId, matchedBy: 'imported', wasEnrolled: false };
    case 'replace':
      return { deviceId: resolution.deviceId, matchedBy: resolution.as, wasEnrolled: true };
  }
}

async function insertDevice(tx: DatabaseTransaction, tenant: string, now: Date): Promise<string> {
  const id = uuid();
  await tx
    .insertInto('devices')
    .values({ tenant, id, name: '', kind: 'other', search: '', created_at: now })
    .execute();
  return id;
}
