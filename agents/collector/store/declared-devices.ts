import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type DeclaredDevice, declaredDevices, tenantIds } from '#model/fleet/declared-devices.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import { normaliseSerial } from '../identity/signals.ts';
import type { DatabaseTransaction } from './database.ts';
import { refreshDevices } from './refresh-devices.ts';
import { removeDevices } from './remove-devices.ts';

/** What of a device decides how it meets the declaration. */
interface ExistingDevice {
  readonly id: string;
  readonly declaredAs: string | null;
  readonly serial: string | null;
  /** An agent or an import knows of it. */
  readonly isObserved: boolean;
}

/** What makes the devices of one tenant agree with its declaration. */
export interface Alignment {
  /** Declared devices by the existing device that is each of them. */
  readonly assign: readonly { readonly id: string; readonly declared: DeclaredDevice }[];
  readonly create: readonly DeclaredDevice[];
  /** No longer declared, but observed. */
  readonly release: readonly string[];
  /** Neither declared nor observed. */
  readonly remove: readonly string[];
}

/**
 * Decides which existing device each declared one is: the one that stands for it already, unless an observed
 * device that stands for none has its serial number. A name is no reason.
 */
export function alignDeclared(
  existing: readonly ExistingDevice[],
  declared: readonly DeclaredDevice[],
): Alignment {
  const byDeclaration = new Map(existing.map((device) => [device.declaredAs, device]));
  const free = existing.filter(({ declaredAs, isObserved }) => declaredAs === null && isObserved);
  const taken = new Set<string>();
  const assign: { id: string; declared: DeclaredDevice }[] = [];
  const create: DeclaredDevice[] = [];
  for (const device of declared) {
    const standing = byDeclaration.get(device.id);
    const serial = normaliseSerial(device.serial);
    const bySerial =
      serial === null || standing?.isObserved === true
        ? undefined
        : free.find((candidate) => candidate.serial === serial && !taken.has(candidate.id));
    const found = bySerial ?? standing;
    if (found === undefined) create.push(device);
    else {
      taken.add(found.id);
      assign.push({ id: found.id, declared: device });
    }
  }
  const left = existing.filter(({ id, declaredAs }) => declaredAs !== null && !taken.has(id));
  return {
    assign,
    create,
    release: left.filter(({ isObserved }) => isObserved).map(({ id }) => id),
    remove: left.filter(({ isObserved }) => !isObserved).map(({ id }) => id),
  };
}

/** Makes the devices of an organisation's tenants agree with its declaration. */
export async function saveDeclaredDevices(
  tx: DatabaseTransaction,
  { declaration, takenAt }: PlatformSnapshot,
): Promise<void> {
  const declared = declaredDevices(declaration);
  for (const tenant of tenantIds(declaration)) {
    const existing = await readExisting(tx, tenant);
    const alignment = alignDeclared(
      existing,
      declared.filter((device) => device.tenant === tenant),
    );
    await removeDevices(tx, tenant, alignment.remove);
    // First everything lets go, then everything takes hold: two devices may change places.
    await tx
      .updateTable('devices')
      .set({ declared_as: null, declared: null })
      .where('tenant', '=', tenant)
      .where('declared_as', 'is not', null)
      .execute();
    await assignDeclared(tx, tenant, alignment.assign);
    const created = await insertDeclared(tx, tenant, alignment.create, takenAt);
    await refreshDevices(tx, tenant, [
      ...alignment.assign.map(({ id }) => id),
      ...alignment.release,
      ...created,
    ]);
  }
}

async function readExisting(tx: DatabaseTransaction, tenant: string): Promise<readonly ExistingDevice[]> {
  const rows = await tx
    .selectFrom('devices')
    .select(['id', 'declared_as', 'signal_serial', 'enrolled_at', 'is_imported'])
    .where('tenant', '=', tenant)
    .where((where) =>
      where.or([where('declared_as', 'is not', null), where('signal_serial', 'is not', null)]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    declaredAs: row.declared_as,
    serial: row.signal_serial,
    isObserved: row.enrolled_at !== null || row.is_imported,
  }));
}

/** In one statement: a start would otherwise wait for as many as there are declared devices. */
async function assignDeclared(
  tx: DatabaseTransaction,
  tenant: string,
  assign: Alignment['assign'],
): Promise<void> {
  const rows = assign.map(({ id, declared }) => ({ id, declared_as: declared.id, declared }));
  await sql`
    UPDATE devices d SET declared_as = r.declared_as, declared = r.declared
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, declared_as text, declared json)
     WHERE d.tenant = ${tenant} AND d.id = r.id`.execute(tx);
}

async function insertDeclared(
  tx: DatabaseTransaction,
  tenant: string,
  declared: readonly DeclaredDevice[],
  at: Date,
): Promise<readonly string[]> {
  const rows = declared.map((device) => ({
    id: uuid(),
    name: device.name,
    kind: device.kind,
    declared_as: device.id,
    declared: device,
  }));
  await sql`
    INSERT INTO devices (tenant, id, name, kind, search, declared_as, declared, created_at)
    SELECT ${tenant}, r.id, r.name, r.kind, '', r.declared_as, r.declared, ${at}
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS r(id uuid, name text, kind text, declared_as text, declared json)`.execute(tx);
  return rows.map(({ id }) => id);
}
