import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ControlResult, ResultStatus } from '#model/controls/result.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { testNow } from '../../../builders/fleet.ts';
import { declare, enrolDevice, openCollector, scopeOfTenant } from '../open-collector.ts';

const collector = await openCollector();
afterAll(() => collector.close());
const { store, clock, db } = collector;
const scope = scopeOfTenant('exempel');
let deviceId = '';
let otherId = '';

const later = (hours: number): Date => new Date(testNow.getTime() + hours * 3_600_000);

function result(id: string, status: ResultStatus, more: Partial<ControlResult> = {}): ControlResult {
  const kind = id.length === 36 ? 'device' : 'service';
  return {
    control: 'GV-11',
    controlVersion: 1,
    subject: { kind, id, name: `namn ${id}` },
    status,
    severity: 'high',
    message: { sv: 'Så är det.', en: 'So it is.' },
    evidence: [{ text: { sv: 'a', en: 'a' }, source: 'updates', at: testNow }],
    exemption: null,
    ...more,
  };
}
const statuses = async () =>
  Object.fromEntries((await store.listResults(scope, {})).map((one) => [one.subject.id, one.status]));
const history = async () => {
  const { rows } = await sql<{ subject_id: string; before: string | null; after: string | null }>`
    SELECT subject_id, before, after FROM result_changes ORDER BY id`.execute(db);
  return rows.map(({ subject_id, before, after }) => [subject_id, before, after]);
};

beforeEach(async () => {
  clock.now = testNow;
  await collector.evaluator.settled();
  await sql`TRUNCATE tenants CASCADE`.execute(db);
  await sql`TRUNCATE result_changes`.execute(db);
  await declare(collector, buildDeclaration());
  deviceId = (await enrolDevice(collector, 'exempel')).deviceId;
  otherId = (await enrolDevice(collector, 'exempel')).deviceId;
  await collector.evaluator.settled();
  await store.saveResults(scope, [], 'all', testNow);
  await sql`TRUNCATE result_changes`.execute(db);
});

describe('results', () => {
  it('come back as they were given, with the moment they were first so', async () => {
    const given = result(deviceId, 'finding');
    await store.saveResults(scope, [given], 'all', later(1));
    await store.saveResults(scope, [given], 'all', later(2));
    expect(await store.listResults(scope, {})).toEqual([
      { ...given, since: later(1), evaluatedAt: later(2) },
    ]);
    await store.saveResults(scope, [{ ...given, status: 'met' }], 'all', later(3));
    const [turned] = await store.listResults(scope, {});
    expect(turned?.since).toEqual(later(3));
  });

  it('go to the history with each change, and with nothing else', async () => {
    await store.saveResults(scope, [result(deviceId, 'finding')], 'all', later(1));
    await store.saveResults(scope, [result(deviceId, 'finding')], 'all', later(2));
    await store.saveResults(scope, [result(deviceId, 'met')], 'all', later(3));
    await store.saveResults(scope, [], 'all', later(4));
    expect(await history()).toEqual([
      [deviceId, null, 'finding'],
      [deviceId, 'finding', 'met'],
      [deviceId, 'met', null],
    ]);
  });

  it('of some devices leave those of others and of services alone', async () => {
    const service = result('tjanst', 'finding');
    await store.saveResults(
      scope,
      [service, result(deviceId, 'finding'), result(otherId, 'met')],
      'all',
      later(1),
    );
    await store.saveResults(scope, [result(deviceId, 'met')], { devices: [deviceId] }, later(2));
    expect(await statuses()).toEqual({ tjanst: 'finding', [deviceId]: 'met', [otherId]: 'met' });
    await store.saveResults(scope, [], 'services', later(3));
    expect(await statuses()).toEqual({ [deviceId]: 'met', [otherId]: 'met' });
  });

  it('that are older than the kept ones change nothing', async () => {
    await store.saveResults(scope, [result(deviceId, 'met')], { devices: [deviceId] }, later(2));
    await store.saveResults(scope, [result(deviceId, 'finding')], { devices: [deviceId] }, later(1));
    await store.saveResults(scope, [], { devices: [deviceId] }, later(1));
    expect(await statuses()).toEqual({ [deviceId]: 'met' });
  });

  it('of a device that no longer exists are left out', async () => {
    const gone = '0199b0a0-0000-7000-8000-00000000ffff';
    await store.saveResults(scope, [result(gone, 'met')], 'all', later(1));
    expect(await statuses()).toEqual({});
  });

  it('are counted by control, and stand as counts in the list of devices', async () => {
    await store.saveResults(
      scope,
      [
        result(deviceId, 'finding'),
        result(deviceId, 'not-measured', { control: 'GV-12' }),
        result(otherId, 'met'),
      ],
      'all',
      later(1),
    );
    expect(await store.countResults(scope)).toEqual([
      {
        control: 'GV-11',
        counts: { finding: 1, 'not-measured': 0, exempt: 0, met: 1 },
        evaluatedAt: later(1),
      },
      {
        control: 'GV-12',
        counts: { finding: 0, 'not-measured': 1, exempt: 0, met: 0 },
        evaluatedAt: later(1),
      },
    ]);
    const detail = await store.readDevice(scope, deviceId, clock.now);
    expect(detail?.row.results).toEqual({ finding: 1, 'not-measured': 1, exempt: 0, met: 0 });
  });

  it('are counted by what changed after a moment', async () => {
    await store.saveResults(scope, [result(deviceId, 'met'), result('tjanst', 'finding')], 'all', later(1));
    await store.saveResults(
      scope,
      [result(deviceId, 'finding'), result(otherId, 'finding'), result('tjanst', 'finding')],
      'all',
      later(2),
    );
    expect(await store.countChanges(scope, later(1))).toEqual([
      { control: 'GV-11', status: 'finding', subjectKind: 'device', count: 2, since: later(2) },
    ]);
  });

  it('of devices are one thing for each control and severity, the oldest with the number of all', async () => {
    await store.saveResults(scope, [result(otherId, 'finding')], 'all', later(1));
    await store.saveResults(
      scope,
      [
        result(deviceId, 'finding'),
        result(otherId, 'finding'),
        result(deviceId, 'finding', { control: 'GV-12', severity: 'low' }),
        result(otherId, 'met', { control: 'GV-12' }),
        result('tjanst', 'finding'),
      ],
      'all',
      later(2),
    );
    const alike = async (except: readonly string[]) =>
      (await store.listAlikeFindings(scope, except)).map(({ oldest, count }) => [
        oldest.control,
        oldest.subject.id,
        count,
      ]);
    expect(await alike([])).toEqual([
      ['GV-11', otherId, 2],
      ['GV-12', deviceId, 1],
    ]);
    expect(await alike([deviceId])).toEqual([['GV-11', otherId, 1]]);
  });

  it('are narrowed by control, subject, devices and status, and cut by limit and offset', async () => {
    await store.saveResults(scope, [result(deviceId, 'met'), result('tjanst', 'finding')], 'all', later(1));
    await store.saveResults(
      scope,
      [result(deviceId, 'finding'), result('tjanst', 'finding')],
      'all',
      later(2),
    );
    const ids = async (filter: Parameters<typeof store.listResults>[1]) =>
      (await store.listResults(scope, filter)).map(({ subject }) => subject.id);
    expect(await ids({ subjectKind: 'service' })).toEqual(['tjanst']);
    expect(await ids({ subject: { kind: 'device', id: deviceId } })).toEqual([deviceId]);
    expect(await ids({ status: 'met' })).toEqual([]);
    expect(await ids({ devices: [deviceId] })).toEqual([deviceId]);
    expect(await ids({ devices: [] })).toEqual([]);
    expect(await ids({ control: 'GV-02' })).toEqual([]);
    expect(await ids({ limit: 1, offset: 1 })).toHaveLength(1);
    expect(await store.countListedResults(scope, { limit: 1 })).toBe(2);
  });
});

describe('the evaluator', () => {
  it('judges services and devices, and again when the declaration changes', async () => {
    clock.now = later(1);
    await collector.evaluator.evaluateAll('exempel');
    const owner = async () =>
      (await store.listResults(scope, { control: 'GV-01' })).map(({ status }) => status);
    expect(await owner()).toEqual(['met']);
    clock.now = later(2);
    await declare(collector, buildDeclaration({ services: [buildService({ owner: null })] }));
    await collector.evaluator.evaluateAll('exempel');
    expect(await owner()).toEqual(['finding']);
    const kinds = new Set((await store.listResults(scope, {})).map(({ subject }) => subject.kind));
    expect(kinds).toEqual(new Set(['service', 'device']));
  });

  it('judges devices that are asked for at the same time together, each once', async () => {
    clock.now = later(1);
    for (let at = 0; at < 50; at += 1) collector.evaluator.devicesChanged('exempel', [deviceId]);
    collector.evaluator.devicesChanged('exempel', [otherId]);
    await collector.evaluator.settled();
    const judged = await store.listResults(scope, { control: 'GV-13' });
    expect(judged.map(({ subject }) => subject.id).sort()).toEqual([deviceId, otherId].sort());
  });

  it('says nothing where no declaration has been read', async () => {
    await expect(collector.evaluator.evaluateAll('ingen')).resolves.toBeUndefined();
  });
});
