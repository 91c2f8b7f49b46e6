import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { makerWord } from '../identity/signals.ts';
import type { ImportResult } from '../importers/importer.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { findUnit, readUnits } from './find-unit.ts';
import {
  type ImportConflict,
  type ImportMatch,
  type KnownDevice,
  matchImports,
  sourceKeyOf,
} from './match-imports.ts';
import { refreshDevices } from './refresh-devices.ts';
import { toStored } from './stored-device.ts';

/** A file that was read and is to be kept. */
export interface GivenImport {
  /** `intune`, `csv:<name>`. */
  readonly source: string;
  readonly fileName: string;
  /** SHA-256 of the file in hexadecimal. */
  readonly fileHash: string;
  readonly result: ImportResult;
  readonly at: Date;
  /** Believed to be the whole list even where it is less than half of the one before. */
  readonly isWhole?: boolean;
}

/** What an import changed. */
export type ImportOutcome =
  | {
      /** The source's latest import was of the same file: nothing was changed. */
      readonly kind: 'repeated';
      readonly importedAt: Date;
    }
  | {
      readonly kind: 'saved';
      readonly importId: string;
      /** Devices that nobody had told of. */
      readonly created: number;
      /** Devices that others had told of and this source not. */
      readonly linked: number;
      readonly updated: number;
      readonly unchanged: number;
      /** In the list before and no longer; they are kept and marked. */
      readonly noLongerListed: number;
      /** Not marked as gone, since the file is a part or shorter than half of the list before. */
      readonly heldBack: number;
      readonly conflicts: readonly ImportConflict[];
      /** Devices to judge anew: those the file told of, and those it lacks for the first time. */
      readonly deviceIds: readonly string[];
    };

/** From so many devices on, a list that lacks more than half of them is taken for a part. */
const smallestList = 10;

/**
 * Keeps an import, all of it or nothing: records with source and date, each at the device it is of, found by
 * identity signals or new. A complete list marks what it lacks as no longer listed and removes nothing.
 */
export async function saveImport(
  database: Database,
  tenant: string,
  given: GivenImport,
): Promise<ImportOutcome> {
  return database.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`import ${tenant}`}, 0))`.execute(transaction);
    const before = await readLatest(transaction, tenant, given.source);
    if (before?.file_hash === given.fileHash) return { kind: 'repeated', importedAt: before.imported_at };
    const known = await readKnownDevices(transaction, tenant, given.source);
    const matches = matchImports(given.result.records, known);
    const deviceIds = await stage(transaction, tenant, matches);
    const counts = await countChanges(transaction, tenant, given.source);
    const importId = await insertImport(transaction, tenant, given);
    await insertDevices(transaction, tenant, given.at);
    await upsertRecords(transaction, tenant, { source: given.source, importId, at: given.at });
    const isPart = !given.result.complete || (given.isWhole !== true && isSuspiciouslyShort(counts));
    const absent = isPart ? [] : await markAbsent(transaction, tenant, given.source);
    await refreshDevices(transaction, tenant, deviceIds);
    return {
      kind: 'saved',
      importId,
      created: counts.created,
      linked: counts.linked,
      updated: counts.updated,
      unchanged: counts.unchanged,
      noLongerListed: isPart ? 0 : counts.absent,
      heldBack: isPart ? counts.absent : 0,
      conflicts: matches.flatMap(({ conflicts }) => conflicts),
      deviceIds: [...deviceIds, ...absent],
    };
  });
}

interface ChangeCounts {
  readonly created: number;
  readonly linked: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly absent: number;
  /** Devices in the list before. */
  readonly listed: number;
}

function isSuspiciouslyShort({ absent, listed }: ChangeCounts): boolean {
  return listed >= smallestList && absent * 2 > listed;
}

async function readLatest(
  transaction: DatabaseTransaction,
  tenant: string,
  source: string,
): Promise<{ file_hash: string; imported_at: Date } | undefined> {
  return transaction
    .selectFrom('imports')
    .select(['file_hash', 'imported_at'])
    .where('tenant', '=', tenant)
    .where('source', '=', source)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function readKnownDevices(
  transaction: DatabaseTransaction,
  tenant: string,
  source: string,
): Promise<readonly KnownDevice[]> {
  const { rows } = await sql<KnownDevice>`
    SELECT d.id, d.name, d.manufacturer, d.signal_serial AS serial, d.signal_uuid AS uuid,
           d.signal_directory_id AS "directoryId", d.signal_machine_id AS "machineId", d.signal_macs AS macs,
           r.source_key AS "sourceKey"
      FROM devices d
      LEFT JOIN imported_records r ON r.tenant = d.tenant AND r.device_id = d.id AND r.source = ${source}
     WHERE d.tenant = ${tenant}
     ORDER BY d.id`.execute(transaction);
  return rows.map((row) => ({ ...row, manufacturer: makerWord(row.manufacturer) }));
}

/** Puts what the file told into a table of the transaction's own, so that each further step is one statement. */
async function stage(
  transaction: DatabaseTransaction,
  tenant: string,
  matches: readonly ImportMatch[],
): Promise<readonly string[]> {
  const units = await readUnits(transaction, tenant);
  const rows = matches.map(({ record, deviceId }) => ({
    device_id: deviceId ?? uuidv7(),
    is_new: deviceId === null,
    source_key: sourceKeyOf(record),
    last_seen_at: record.lastSeen?.at.toISOString() ?? null,
    record: toStored({ ...record, unit: findUnit(record.unit, units) ?? record.unit }),
  }));
  await sql`
    CREATE TEMPORARY TABLE incoming (
      device_id uuid PRIMARY KEY, is_new boolean, source_key text, last_seen_at timestamptz, record jsonb
    ) ON COMMIT DROP`.execute(transaction);
  await sql`
    INSERT INTO incoming
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row (device_id uuid, is_new boolean, source_key text, last_seen_at timestamptz, record jsonb)`.execute(
    transaction,
  );
  await sql`ANALYZE incoming`.execute(transaction);
  return rows.map(({ device_id }) => device_id);
}

async function countChanges(
  transaction: DatabaseTransaction,
  tenant: string,
  source: string,
): Promise<ChangeCounts> {
  const { rows } = await sql<ChangeCounts>`
    SELECT count(*) FILTER (WHERE i.is_new)::int AS created,
           count(*) FILTER (WHERE NOT i.is_new AND r.device_id IS NULL)::int AS linked,
           count(*) FILTER (WHERE r.device_id IS NOT NULL AND (NOT r.in_latest OR r.record - 'line' <> i.record - 'line'))::int AS updated,
           count(*) FILTER (WHERE r.in_latest AND r.record - 'line' = i.record - 'line')::int AS unchanged,
           (SELECT count(*)::int FROM imported_records l
             WHERE l.tenant = ${tenant} AND l.source = ${source} AND l.in_latest) AS listed,
           (SELECT count(*)::int FROM imported_records l
             WHERE l.tenant = ${tenant} AND l.source = ${source} AND l.in_latest
               AND NOT EXISTS (SELECT FROM incoming x WHERE x.device_id = l.device_id)) AS absent
      FROM incoming i
      LEFT JOIN imported_records r ON r.tenant = ${tenant} AND r.source = ${source} AND r.device_id = i.device_id`.execute(
    transaction,
  );
  const [counts] = rows;
  if (counts === undefined) throw new Error('an aggregate without GROUP BY has one row');
  return counts;
}

async function insertImport(
  transaction: DatabaseTransaction,
  tenant: string,
  given: GivenImport,
): Promise<string> {
  const { source, fileName, fileHash, result, at } = given;
  const id = uuidv7();
  await transaction
    .insertInto('imports')
    .values({
      tenant,
      id,
      source,
      file_name: fileName,
      file_hash: fileHash,
      imported_at: at,
      rows_read: result.rowsRead,
      records: result.records.length,
      rejected: result.rejected.length,
      is_complete: result.complete,
    })
    .execute();
  return id;
}

/** The columns lists show are filled by {@link refreshDevices}. */
async function insertDevices(transaction: DatabaseTransaction, tenant: string, at: Date): Promise<void> {
  await sql`
    INSERT INTO devices (tenant, id, name, kind, search, created_at)
    SELECT ${tenant}, device_id, '', record->>'kind', '', ${at}::timestamptz FROM incoming WHERE is_new`.execute(
    transaction,
  );
}

async function upsertRecords(
  transaction: DatabaseTransaction,
  tenant: string,
  { source, importId, at }: { readonly source: string; readonly importId: string; readonly at: Date },
): Promise<void> {
  await sql`
    INSERT INTO imported_records AS r (tenant, device_id, source, source_key, import_id, imported_at, in_latest, last_seen_at, record)
    SELECT ${tenant}, device_id, ${source}, source_key, ${importId}::uuid, ${at}::timestamptz, true, last_seen_at, record FROM incoming
    ON CONFLICT (tenant, device_id, source) DO UPDATE
       SET source_key = excluded.source_key, import_id = excluded.import_id, imported_at = excluded.imported_at,
           in_latest = true, last_seen_at = excluded.last_seen_at, record = excluded.record`.execute(
    transaction,
  );
}

/** Marks what the list lacks now; returns the devices it lacks for the first time. */
async function markAbsent(
  transaction: DatabaseTransaction,
  tenant: string,
  source: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    UPDATE imported_records r SET in_latest = false
     WHERE r.tenant = ${tenant} AND r.source = ${source} AND r.in_latest
       AND NOT EXISTS (SELECT FROM incoming i WHERE i.device_id = r.device_id)
    RETURNING r.device_id`.execute(transaction);
  return rows.map(({ device_id }) => device_id);
}
