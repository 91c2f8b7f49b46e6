import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
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
const tenant = 'exempel';
const scope = scopeOfTenant(tenant);

const later = (hours: number): Date => new Date(testNow.getTime() + hours * 3_600_000);
const volume = (mount: string, usedPercent: number | null) => ({
  mount,
  device: '/dev/sda1',
  type: 'ext4',
  sizeBytes: usedPercent === null ? null : 1000,
  usedPercent,
  readOnly: false,
});
const readings = (used: number, packages: readonly string[] = []) =>
  buildSections({
    'file-systems': okSection({ fileSystems: [volume('/', 40), volume('/srv', used), volume('/mnt', null)] }),
    software: okSection({
      packages: packages.map((name) => ({
        name,
        version: '1',
        manager: 'dpkg' as const,
        architecture: null,
        publisher: null,
      })),
    }),
  });

beforeEach(async () => {
  clock.now = testNow;
  await collector.evaluator.settled();
  await sql`TRUNCATE tenants CASCADE`.execute(db);
  await sql`TRUNCATE device_changes, result_changes`.execute(db);
  const services = [
    buildService({
      runsOn: 'hall',
      servers: [{ role: 'app', count: 2, size: 'small', image: 'debian-13' }],
    }),
  ];
  await declare(collector, buildDeclaration({ services }));
});

describe('pulses of servers', () => {
  it('are of what carries a service or is a server with an agent, and of no personal device', async () => {
    await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1' });
    await enrolDevice(collector, tenant, { hostname: 'burk' });
    await enrolDevice(collector, tenant, { hostname: 'dator', profile: 'staff' });
    const pulses = await store.readServerPulses(scope);
    expect(pulses.map(({ name, serviceIds }) => [name, serviceIds])).toEqual([
      ['burk', []],
      ['tjanst-app-1', ['tjanst']],
      ['tjanst-app-2', ['tjanst']],
    ]);
  });

  it('are null where there is no agent, and the interval is the declared one', async () => {
    const [pulse] = await store.readServerPulses(scope);
    expect(pulse).toMatchObject({
      enrolledAt: null,
      lastReportAt: null,
      intervalSeconds: 3600,
      bootedAt: null,
      changedAt: null,
      fullestMount: null,
      fullestPercent: null,
    });
  });

  it('tell of the newest report, start and change, and of the fullest file system', async () => {
    const server = await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1' });
    await sendReport(collector, server, reportOf(readings(93, ['nginx'])));
    clock.now = later(5);
    const started = buildSections()['operating-system'];
    if (started?.status !== 'ok') throw new Error('no operating system');
    const bootedAt = later(4.5);
    await sendReport(
      collector,
      server,
      reportOf({
        ...readings(97, ['nginx', 'redis']),
        'operating-system': okSection({ ...started.data, bootedAt: bootedAt.toISOString() }),
      }),
    );
    const [pulse] = await store.readServerPulses(scope);
    expect(pulse).toMatchObject({
      enrolledAt: testNow,
      lastReportAt: later(5),
      bootedAt,
      changedAt: later(5),
      fullestMount: '/srv',
      fullestPercent: 97,
    });
  });

  it('are of the tenants of the scope alone', async () => {
    expect(await store.readServerPulses(scopeOfTenant('annan'))).toEqual([]);
  });
});

describe('recent changes', () => {
  it('are those after a moment, newest first, of each device at most so many', async () => {
    const [one, two] = [await enrolDevice(collector, tenant), await enrolDevice(collector, tenant)];
    for (const [hours, packages] of [
      [1, ['a']],
      [30, ['a', 'b']],
      [31, ['a', 'b', 'c']],
    ] as const) {
      clock.now = later(hours);
      for (const device of [one, two]) await sendReport(collector, device, reportOf(readings(50, packages)));
    }
    const ids = [one.deviceId, two.deviceId];
    const what = (changes: Awaited<ReturnType<typeof store.listRecentChanges>>) =>
      changes.map(({ deviceId, at, what: name }) => [ids.indexOf(deviceId), at, name]);
    expect(what(await store.listRecentChanges(scope, ids, later(8), 9))).toEqual([
      [1, later(31), 'c'],
      [0, later(31), 'c'],
      [1, later(30), 'b'],
      [0, later(30), 'b'],
    ]);
    expect(what(await store.listRecentChanges(scope, [one.deviceId], later(8), 1))).toEqual([
      [0, later(31), 'c'],
    ]);
    expect(await store.listRecentChanges(scopeOfTenant('annan'), ids, later(8), 9)).toEqual([]);
    expect(await store.listRecentChanges(scope, [], later(8), 9)).toEqual([]);
  });
});

describe('results', () => {
  it('are narrowed to how much they weigh', async () => {
    const result = {
      control: 'GV-11',
      controlVersion: 1,
      status: 'finding',
      message: { sv: 'Så.', en: 'So.' },
      evidence: [],
      exemption: null,
    } as const;
    const of = (id: string, severity: 'critical' | 'low') => ({
      ...result,
      severity,
      subject: { kind: 'service' as const, id, name: id },
    });
    await store.saveResults(scope, [of('a', 'critical'), of('b', 'low')], 'all', testNow);
    const found = await store.listResults(scope, { severity: 'critical' });
    expect(found.map(({ subject }) => subject.id)).toEqual(['a']);
  });
});
