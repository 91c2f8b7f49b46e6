import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { importers } from '#agents/collector/importers/index.ts';
import { readExport } from '#agents/collector/importers/read-export.ts';
import { type Database, openDatabase } from '#agents/collector/store/database.ts';
import { type GivenImport, type ImportOutcome, saveImport } from '#agents/collector/store/imports.ts';
import { openTestDatabase } from '../../../postgres/test-database.ts';

const testDatabase = await openTestDatabase();
const database: Database = openDatabase({ url: testDatabase.url });
afterAll(async () => {
  await database.destroy();
  await testDatabase.drop();
});

const tenant = 'exempelkommun';
const first = new Date('2026-11-22T06:00:00Z');
const later = new Date('2026-11-23T06:00:00Z');
const header = 'Datornamn;Serienummer;Tillverkare;UUID;Inventarienr;Modell;Senast sedd;Förvaltning';

beforeEach(async () => {
  await sql`TRUNCATE tenants CASCADE`.execute(database);
  await database
    .insertInto('tenants')
    .values({
      id: tenant,
      organisation: tenant,
      name: 'Exempelkommun',
      kind: 'organisation',
      report_interval_seconds: 3600,
    })
    .execute();
});

function given(rows: readonly string[], at: Date, more: Partial<GivenImport> = {}): GivenImport {
  const text = [header, ...rows].join('\n');
  return givenFile(Buffer.from(text), 'csv', at, more);
}

function givenFile(bytes: Uint8Array, from: string, at: Date, more: Partial<GivenImport> = {}): GivenImport {
  const importer = importers.find(({ name }) => name === from);
  if (importer === undefined) throw new Error(from);
  const result = readExport(bytes, importer, {}, at);
  return {
    source: from,
    fileName: 'enheter.csv',
    fileHash: Buffer.from(bytes).toString('base64'),
    result,
    at,
    ...more,
  };
}

function counts(outcome: ImportOutcome): unknown {
  if (outcome.kind === 'repeated') return outcome;
  const { created, linked, updated, unchanged, noLongerListed, heldBack } = outcome;
  return { created, linked, updated, unchanged, noLongerListed, heldBack };
}

async function devices(): Promise<readonly Record<string, unknown>[]> {
  return database
    .selectFrom('devices')
    .select(['name', 'kind', 'serial', 'model', 'is_imported', 'last_seen_at'])
    .orderBy('name')
    .execute();
}

const row = (number: number, seen = '2026-11-20 08:00'): string =>
  `EK-${number};SYN${number};HP;;INV${number};EliteBook 840;${seen};Vård och omsorg`;
const rows = (count: number): string[] => Array.from({ length: count }, (_, at) => row(at + 100));

describe('saving an import', () => {
  it('makes devices of their own of what no one else knows', async () => {
    const outcome = await saveImport(database, tenant, given([row(1)], first));
    expect(counts(outcome)).toEqual({
      created: 1,
      linked: 0,
      updated: 0,
      unchanged: 0,
      noLongerListed: 0,
      heldBack: 0,
    });
    expect(await devices()).toEqual([
      {
        name: 'EK-1',
        kind: 'client',
        serial: 'SYN1',
        model: 'EliteBook 840',
        is_imported: true,
        last_seen_at: new Date('2026-11-20T07:00:00Z'),
      },
    ]);
  });

  it('changes nothing when the same file comes again', async () => {
    await saveImport(database, tenant, given([row(1)], first));
    expect(await saveImport(database, tenant, given([row(1)], later))).toEqual({
      kind: 'repeated',
      importedAt: first,
    });
    expect(await devices()).toHaveLength(1);
    expect(await database.selectFrom('imports').select('id').execute()).toHaveLength(1);
  });

  it('tells what is updated, unchanged and new in a newer file, in whatever order it stands', async () => {
    await saveImport(database, tenant, given([row(1), row(2)], first));
    const outcome = await saveImport(
      database,
      tenant,
      given([row(3), row(2), row(1, '2026-11-22 09:00')], later),
    );
    expect(counts(outcome)).toMatchObject({ created: 1, linked: 0, updated: 1, unchanged: 1 });
    expect(await devices()).toHaveLength(3);
  });

  it('marks what a newer list lacks and removes nothing', async () => {
    await saveImport(database, tenant, given([row(1), row(2)], first));
    const outcome = await saveImport(database, tenant, given([row(1, '2026-11-22 09:00')], later));
    expect(counts(outcome)).toMatchObject({ noLongerListed: 1, heldBack: 0 });
    const records = await database
      .selectFrom('imported_records')
      .select(['source_key', 'in_latest'])
      .orderBy('source_key')
      .execute();
    expect(records).toEqual([
      { source_key: 'serial:SYN1', in_latest: true },
      { source_key: 'serial:SYN2', in_latest: false },
    ]);
    expect(await devices()).toHaveLength(2);
    const back = await saveImport(database, tenant, given([row(1), row(2)], later));
    expect(counts(back)).toMatchObject({ created: 0, updated: 2 });
  });

  it('takes a list that is less than half of the one before for a part, until told that it is whole', async () => {
    await saveImport(database, tenant, given(rows(12), first));
    const part = rows(5);
    expect(counts(await saveImport(database, tenant, given(part, later)))).toMatchObject({
      noLongerListed: 0,
      heldBack: 7,
    });
    const whole = given([...part].reverse(), later, { isWhole: true });
    expect(counts(await saveImport(database, tenant, whole))).toMatchObject({
      noLongerListed: 7,
      heldBack: 0,
    });
  });

  it('leaves the lists of other sources and other tenants alone', async () => {
    await database
      .insertInto('tenants')
      .values({
        id: 'grannkommun',
        organisation: tenant,
        name: 'Grannkommun',
        kind: 'municipality',
        report_interval_seconds: 3600,
      })
      .execute();
    await saveImport(database, tenant, given([row(1), row(2)], first));
    await saveImport(database, 'grannkommun', given([row(1)], first));
    await saveImport(database, tenant, given([row(1)], later, { source: 'csv:skolan' }));
    const latest = await database
      .selectFrom('imported_records')
      .select('tenant')
      .where('in_latest', '=', true)
      .execute();
    expect(latest).toHaveLength(4);
    expect(await devices()).toHaveLength(3);
  });

  it('keeps nothing at all where one row cannot be kept', async () => {
    const [record] = given([row(1)], first).result.records;
    if (record === undefined) throw new Error('no record');
    const broken = { ...record, uuid: 'not-a-uuid' };
    const whole = given([row(2)], first);
    const attempt = saveImport(database, tenant, {
      ...whole,
      result: { ...whole.result, records: [...whole.result.records, broken] },
    });
    await expect(attempt).rejects.toThrow();
    expect(await devices()).toEqual([]);
    expect(await database.selectFrom('imports').select('id').execute()).toEqual([]);
  });
});

describe('an import that tells of a device with an agent', () => {
  const deviceId = '0193a0c0-0000-7000-8000-000000000001';

  const enrolledAt = new Date('2026-11-01T08:00:00Z');
  const uuid = '8b3f6e29-e1d4-5300-a76f-3c48b9db3349';

  beforeEach(async () => {
    const tokenId = '0193a0c0-0000-7000-8000-000000000002';
    await database
      .insertInto('devices')
      .values({
        tenant,
        id: deviceId,
        name: 'ek-l-0001',
        kind: 'client',
        search: 'ek-l-0001',
        hostname: 'ek-l-0001',
        enrolled_at: enrolledAt,
        last_report_at: new Date('2026-11-21T08:00:00Z'),
        signal_serial: 'SYN1',
        signal_uuid: uuid,
        created_at: enrolledAt,
      })
      .execute();
    await database
      .insertInto('enrolment_tokens')
      .values({
        tenant,
        id: tokenId,
        token_hash: Buffer.from('token'),
        profile: 'staff',
        uses_left: 0,
        created_at: enrolledAt,
        expires_at: enrolledAt,
      })
      .execute();
    await database
      .insertInto('device_keys')
      .values({
        tenant,
        id: '0193a0c0-0000-7000-8000-000000000003',
        device_id: deviceId,
        public_key: Buffer.from('key'),
        token_id: tokenId,
        hostname: 'ek-l-0001',
        signals: JSON.stringify({ serial: 'SYN1', uuid, machineIdHash: null, macs: [] }),
        enrolled_at: enrolledAt,
      })
      .execute();
  });

  const told = (serial: string, uuid: string, name = 'Annat namn'): string =>
    `${name};${serial};HP;${uuid};;EliteBook;2026-11-20;`;

  it('is linked to it by its serial number, and fills in only what the agent has not told', async () => {
    const outcome = await saveImport(database, tenant, given([told('syn1', '')], first));
    expect(counts(outcome)).toMatchObject({ created: 0, linked: 1 });
    expect(await devices()).toEqual([
      {
        name: 'ek-l-0001',
        kind: 'client',
        serial: 'syn1',
        model: 'EliteBook',
        is_imported: true,
        last_seen_at: new Date('2026-11-21T08:00:00Z'),
      },
    ]);
  });

  it('shows a conflict and does not merge where the hardware differs', async () => {
    const file = given([told('SYN2', '8b3f6e29-e1d4-5300-a76f-3c48b9db3349')], first);
    const outcome = await saveImport(database, tenant, file);
    expect(counts(outcome)).toMatchObject({ created: 1, linked: 0 });
    expect(outcome).toMatchObject({
      conflicts: [{ line: 2, deviceId, name: 'ek-l-0001', shared: ['uuid'], differing: ['serial'] }],
    });
    const again = await saveImport(database, tenant, { ...file, fileHash: 'other', at: later });
    expect(counts(again)).toMatchObject({ created: 0, linked: 0, unchanged: 1 });
    expect(await devices()).toHaveLength(2);
  });

  it('is not linked to it by its name alone', async () => {
    const outcome = await saveImport(database, tenant, given([told('SYN77', '', 'ek-l-0001')], first));
    expect(counts(outcome)).toMatchObject({ created: 1, linked: 0 });
  });
});

const exports = new URL('../../../../../shared/data/exports/', import.meta.url);
describe.skipIf(!existsSync(exports))('one fleet seen from all sides (needs ../shared/data/exports)', () => {
  const file = (name: string): Uint8Array => readFileSync(new URL(name, exports));
  const at = new Date('2026-11-22T12:00:00Z');

  it('is one set of devices, whichever tool tells of them', async () => {
    const intune = await saveImport(
      database,
      tenant,
      givenFile(file('intune/AllDevices_export.csv'), 'intune', at),
    );
    expect(counts(intune)).toMatchObject({ created: 8, linked: 0 });
    const graph = await saveImport(
      database,
      tenant,
      givenFile(file('intune/managedDevices_page1.json'), 'intune', at),
    );
    expect(counts(graph)).toMatchObject({
      created: 0,
      linked: 0,
      updated: 5,
      noLongerListed: 0,
      heldBack: 3,
    });
    const ad = await saveImport(
      database,
      tenant,
      givenFile(file('ad/adcomputer_utf8_useculture.csv'), 'csv', at, { source: 'csv:ad' }),
    );
    // Six computers by the directory id; the replaced record and four servers are not in Intune.
    expect(counts(ad)).toMatchObject({ linked: 6, created: 5 });
    const hardware = await saveImport(
      database,
      tenant,
      givenFile(file('configmgr/hardware_inventory.csv'), 'csv', at, { source: 'csv:configmgr' }),
    );
    // Two have no serial number: by their name alone they are not taken for the ones of Intune.
    expect(counts(hardware)).toMatchObject({ linked: 4, created: 2 });
    const chromebooks = await saveImport(
      database,
      tenant,
      givenFile(file('chromeos/gam_print_cros.csv'), 'csv', at, { source: 'csv:chromeos' }),
    );
    expect(counts(chromebooks)).toMatchObject({ created: 1 });
    expect(await devices()).toHaveLength(16);
  });

  it('never has a personally owned device or a person in the database', async () => {
    await saveImport(database, tenant, givenFile(file('intune/AllDevices_export.csv'), 'intune', at));
    const { rows: stored } = await sql<{ all: string }>`
      SELECT (SELECT json_agg(d)::text FROM devices d) || (SELECT json_agg(r)::text FROM imported_records r) AS all`.execute(
      database,
    );
    expect(stored[0]?.all).not.toMatch(/Privat telefon|RZSYN00008|anv0|Användare|350000000000018|@/);
  });
});
