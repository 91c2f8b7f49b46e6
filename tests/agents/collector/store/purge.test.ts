import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Purged } from '#agents/collector/store/store.ts';
import { buildDecision, buildDeclaration } from '../../../builders/declaration.ts';
import { buildSections, okSection, testNow } from '../../../builders/fleet.ts';
import {
  declare,
  enrolDevice,
  openCollector,
  reportOf,
  scopeOfTenant,
  sendReport,
} from '../open-collector.ts';

const collector = await openCollector();
afterAll(() => collector.close());
const { store, clock, db } = collector;
const scope = scopeOfTenant('exempel');
const today = '2026-11-24';

const daysLater = (days: number): Date => new Date(testNow.getTime() + days * 86_400_000);

/** A declaration that decides to keep some records for 30 days. */
function deciding(records: readonly Purged['records'][], more: Parameters<typeof buildDecision>[0] = {}) {
  return buildDeclaration({
    organisation: {
      retention: records.map((one) => ({ records: one, keep: '30d', decision: 'KS-2026-9' })),
    },
    decisions: [buildDecision({ id: 'KS-2026-9', kind: 'retention', ...more })],
    services: [],
  });
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}

let deviceId = '';
beforeEach(async () => {
  clock.now = testNow;
  await collector.evaluator.settled();
  await sql`TRUNCATE tenants CASCADE`.execute(db);
  await sql`TRUNCATE device_changes, result_changes, look_ups, purges`.execute(db);
  await declare(collector, deciding([]));
  const device = await enrolDevice(collector, 'exempel', { profile: 'staff' });
  deviceId = device.deviceId;
  await sendReport(collector, device, reportOf(buildSections() as never));
  clock.now = daysLater(1);
  await sendReport(
    collector,
    device,
    reportOf({ 'operating-system': okSection({ ...osData, name: 'Debian 14' }, clock.now) }),
  );
  await store.saveDeviceLookUp(scope, { viewerId: 'local', deviceId }, clock.now);
  await collector.evaluator.settled();
});
const { data: osData } = buildSections()['operating-system'] as { data: object };

describe('a purge', () => {
  it('removes nothing without a decision, however old', async () => {
    const before = await count('device_changes');
    expect(before).toBeGreaterThan(0);
    expect(await store.purge(scope, daysLater(10_000), today)).toEqual([]);
    expect(await count('device_changes')).toBe(before);
  });

  it('removes nothing where the decision is another, is not made yet, or is over', async () => {
    for (const more of [
      { kind: 'classification' as const },
      { on: '2026-12-24' },
      { validUntil: '2026-11-23' },
    ]) {
      await declare(collector, deciding(['changes', 'look-ups', 'reports'], more));
      expect(await store.purge(scope, daysLater(10_000), today)).toEqual([]);
    }
  });

  it('removes what is older than decided, keeps the rest, and notes by which decision', async () => {
    await declare(collector, deciding(['changes', 'look-ups']));
    expect(await store.purge(scope, daysLater(30), today)).toEqual([]);
    const purged = await store.purge(scope, daysLater(40), today);
    expect(purged.map(({ records }) => records).sort()).toEqual(['changes', 'look-ups']);
    expect(purged.every(({ decision, removed }) => decision === 'KS-2026-9' && removed > 0)).toBe(true);
    expect(await count('device_changes')).toBe(0);
    expect(await count('look_ups')).toBe(0);
    expect(await count('purges')).toBe(2);
    expect(await count('sections')).toBeGreaterThan(0);
  });

  it('of reports takes what silent devices said and leaves the device and its history', async () => {
    await declare(collector, deciding(['reports']));
    await store.purge(scope, daysLater(20), today);
    expect(await count('sections')).toBeGreaterThan(0);
    await store.purge(scope, daysLater(40), today);
    expect(await count('sections')).toBe(0);
    expect(await count('device_changes')).toBeGreaterThan(0);
    expect(await store.readDevice(scope, deviceId, clock.now)).not.toBeNull();
  });

  it('touches no other tenant', async () => {
    await declare(collector, deciding(['changes']));
    expect(await store.purge({ organisation: 'exempel', tenants: ['annan'] }, daysLater(99), today)).toEqual(
      [],
    );
    expect(await count('device_changes')).toBeGreaterThan(0);
  });

  it('is the only way to remove evidence', async () => {
    await expect(sql`DELETE FROM device_changes`.execute(db)).rejects.toThrow('append-only');
    await expect(sql`UPDATE result_changes SET after = 'met'`.execute(db)).rejects.toThrow('append-only');
  });
});

describe('the export', () => {
  it('knows every table of the database but the forgetful and the technical one', async () => {
    const { exportedTables } = await import('#agents/collector/store/export-all.ts');
    const { rows } = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`.execute(db);
    const left = rows.map(({ name }) => name).filter((name) => !(name in exportedTables));
    expect(left.sort()).toEqual(['migrations', 'nonces']);
  });

  it('is of one moment: what comes while it is read is not in it', async () => {
    const lines = store.exportAll(scope, clock.now);
    await lines.next(); // the head
    await lines.next();
    await enrolDevice(collector, 'exempel');
    let devices = 0;
    for await (const chunk of lines) devices += chunk.split('"table":"devices"').length - 1;
    expect(devices).toBe(1);
    expect(await store.listDeviceIds(scope)).toHaveLength(2);
  });

  it('that is left half-way gives its connection back', async () => {
    for (let at = 0; at < 15; at += 1) {
      for await (const _line of store.exportAll(scope, clock.now)) break;
    }
    expect(await store.isReady()).toBe(true);
  });
});
