import { v7 as uuid } from 'uuid';
import { durationSeconds } from '#model/declaration/values.ts';
import { GrundvalError } from '#model/error.ts';
import { tenantIds } from '#model/fleet/declared-devices.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { saveDeclaredDevices } from './declared-devices.ts';

/**
 * Keeps a declaration with its tenants and declared devices. One that is the same as the newest is not kept
 * twice.
 *
 * @throws {GrundvalError} `collector/tenant-taken` where a municipality belongs to another organisation here
 */
export async function saveSnapshot(db: Database, snapshot: PlatformSnapshot): Promise<void> {
  const organisation = snapshot.declaration.organisation.organisation.id;
  await db.transaction().execute(async (tx) => {
    await saveTenants(tx, snapshot);
    const newest = await newestSnapshot(tx, organisation).select('hash').executeTakeFirst();
    if (newest?.hash !== snapshot.hash) {
      await tx
        .insertInto('snapshots')
        .values({
          tenant: organisation,
          id: uuid(),
          hash: snapshot.hash,
          schema_version: snapshot.schemaVersion,
          taken_at: snapshot.takenAt,
          grundval_version: snapshot.grundvalVersion,
          declaration: JSON.stringify(snapshot.declaration),
          sources: JSON.stringify(snapshot.sources),
          plan: JSON.stringify(snapshot.plan),
          work_orders: JSON.stringify(snapshot.workOrders),
        })
        .execute();
    }
    await saveDeclaredDevices(tx, snapshot);
  });
}

/** The declaration that holds for an organisation; null where none has been read. */
export async function readSnapshot(db: Database, organisation: string): Promise<PlatformSnapshot | null> {
  const row = await newestSnapshot(db, organisation)
    .select(['hash', 'taken_at', 'grundval_version', 'declaration', 'sources', 'plan', 'work_orders'])
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    schemaVersion: 1,
    declaration: row.declaration,
    sources: row.sources,
    plan: row.plan,
    workOrders: row.work_orders,
    hash: row.hash,
    takenAt: row.taken_at,
    grundvalVersion: row.grundval_version,
  };
}

/** Reads declarations and keeps the last one of each organisation, since every page asks for it. */
export function createSnapshotReader(
  db: Database,
): (organisation: string) => Promise<PlatformSnapshot | null> {
  const kept = new Map<string, PlatformSnapshot>();
  return async (organisation) => {
    const newest = await newestSnapshot(db, organisation).select('hash').executeTakeFirst();
    const known = kept.get(organisation);
    if (known !== undefined && known.hash === newest?.hash) return known;
    const snapshot = await readSnapshot(db, organisation);
    if (snapshot === null) kept.delete(organisation);
    else kept.set(organisation, snapshot);
    return snapshot;
  };
}

/** The organisation a tenant belongs to, or is; null where no declaration names it. */
export async function readOrganisationOf(db: Database, tenant: string): Promise<string | null> {
  const row = await db
    .selectFrom('tenants')
    .select('organisation')
    .where('id', '=', tenant)
    .executeTakeFirst();
  return row?.organisation ?? null;
}

const newestSnapshot = (db: Database, organisation: string) =>
  db
    .selectFrom('snapshots')
    .where('tenant', '=', organisation)
    .where('schema_version', '=', 1)
    .orderBy('id', 'desc')
    .limit(1);

async function saveTenants(tx: DatabaseTransaction, { declaration }: PlatformSnapshot): Promise<void> {
  const { organisation, municipalities, agent } = declaration.organisation;
  const names = new Map(
    [...municipalities, organisation].map(({ id, name }): [string, string] => [id, name]),
  );
  for (const id of tenantIds(declaration)) {
    const tenant = {
      organisation: organisation.id,
      name: names.get(id) ?? id,
      kind: id === organisation.id ? ('organisation' as const) : ('municipality' as const),
      report_interval_seconds: durationSeconds(agent.every),
    };
    const kept = await tx
      .insertInto('tenants')
      .values({ id, ...tenant })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(tenant).where('tenants.organisation', '=', organisation.id),
      )
      .returning('id')
      .executeTakeFirst();
    if (kept !== undefined) continue;
    throw new GrundvalError(
      'collector/tenant-taken',
      `${id} belongs to another organisation in this database already.`,
      { hint: 'Give the municipality another id in grundval.yaml, or use another database.' },
    );
  }
}
