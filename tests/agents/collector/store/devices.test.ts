import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { alignDeclared } from '#agents/collector/store/declared-devices.ts';
import { refreshDevices } from '#agents/collector/store/refresh-devices.ts';
import type { DeviceQuery } from '#agents/collector/store/store.ts';
import type { DeclaredDevice } from '#model/fleet/declared-devices.ts';
import type { SectionData } from '#model/report/sections.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import {
  buildSections,
  daysAgo,
  emptySection,
  okSection,
  pendingUpdate,
  testNow,
} from '../../../builders/fleet.ts';
import {
  declare,
  enrolDevice,
  enrolmentOf,
  makeDevice,
  openCollector,
  post,
  reportOf,
  scopeOfTenant,
  sendReport,
} from '../open-collector.ts';

const collector = await openCollector();
afterAll(() => collector.close());
const { store, clock, db } = collector;
const tenant = 'exempel';
const scope = scopeOfTenant(tenant);

beforeEach(async () => {
  clock.now = testNow;
  await collector.evaluator.settled();
  await sql`TRUNCATE tenants CASCADE`.execute(db);
  await sql`TRUNCATE device_changes, result_changes, look_ups`.execute(db);
});

const later = (hours: number): Date => new Date(testNow.getTime() + hours * 3_600_000);
const everything: DeviceQuery = {
  text: null,
  kind: null,
  unit: null,
  operatingSystem: null,
  knownBy: null,
  status: null,
  seen: null,
  service: null,
  sort: 'name',
  descending: false,
  page: 1,
  pageSize: 50,
};
const list = (query: Partial<DeviceQuery> = {}, within = scope) =>
  Promise.all([
    store.listDevices(within, { ...everything, ...query }, clock.now),
    store.countDevices(within),
  ]).then(([page, counts]) => ({ ...page, ...counts }));
const names = async (query: Partial<DeviceQuery> = {}) => (await list(query)).rows.map(({ name }) => name);

const declaredDevice = (id: string, more: { name?: string; serial?: string } = {}) => ({
  id,
  name: more.name ?? id,
  kind: 'client' as const,
  profile: 'staff' as const,
  unit: 'it',
  ...(more.serial === undefined ? {} : { serial: more.serial }),
});
const withServers = (count: number) =>
  buildDeclaration({
    services: [
      buildService({ runsOn: 'hall', servers: [{ role: 'app', count, size: 'small', image: 'debian-13' }] }),
    ],
  });

const hardware = (serial: string, model = 'EliteBook 840'): SectionData['hardware'] => ({
  manufacturer: 'HP',
  model,
  serial,
  uuid: null,
  chassis: 'laptop',
  virtualisation: null,
  firmware: { vendor: null, version: null, date: null },
  processor: { model: null, sockets: null, cores: null, threads: null },
});

describe('declared devices', () => {
  it('are those of devices.yaml and each server of the services in use', async () => {
    await declare(collector, withServers(2));
    expect(await names()).toEqual(['tjanst-app-1', 'tjanst-app-2']);
    const [row] = (await list()).rows;
    expect(row).toMatchObject({
      kind: 'server',
      unit: 'it',
      declaredAs: 'tjanst-app-1',
      serviceIds: ['tjanst'],
      knownBy: ['declaration'],
      lastSeenAt: null,
      operatingSystem: null,
    });
  });

  it('keep their ids when the declaration is read again, and go when it no longer has them', async () => {
    await declare(collector, withServers(2));
    const before = await store.listDeviceIds(scope);
    await declare(collector, withServers(2));
    expect(await store.listDeviceIds(scope)).toEqual(before);
    await declare(collector, withServers(1));
    expect(await names()).toEqual(['tjanst-app-1']);
    const kept = await sql<{ n: number }>`SELECT count(*)::int AS n FROM snapshots`.execute(db);
    expect(kept.rows[0]?.n).toBe(2);
  });

  it('become the device that enrols with a token made for them', async () => {
    await declare(collector, withServers(1));
    const [declared] = await store.listDeviceIds(scope);
    const device = await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1', hostname: 'srv01' });
    expect(device.deviceId).toBe(declared);
    const [row] = (await list()).rows;
    expect(row).toMatchObject({ name: 'tjanst-app-1', knownBy: ['agent', 'declaration'] });
    expect(await names({ text: 'SRV01' })).toEqual(['tjanst-app-1']);
  });

  it('become the device that reports their serial number, also where that was there first', async () => {
    await declare(collector, buildDeclaration({ services: [] }));
    const device = await enrolDevice(collector, tenant, { signals: { serial: ' 5cg 1' } });
    await declare(
      collector,
      buildDeclaration({ services: [], devices: [declaredDevice('reception', { serial: '5CG1' })] }),
    );
    expect((await list()).rows).toMatchObject([
      { id: device.deviceId, name: 'reception', knownBy: ['agent', 'declaration'] },
    ]);
    const other = await enrolDevice(collector, tenant, { signals: { serial: 'OTHER' } });
    expect(await store.listDeviceIds(scope)).toContain(other.deviceId);
  });

  it('that are no longer declared stay where an agent knows them', async () => {
    await declare(collector, withServers(1));
    const device = await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1' });
    await declare(collector, buildDeclaration({ services: [] }));
    expect((await list()).rows).toMatchObject([
      { id: device.deviceId, name: 'srv01', knownBy: ['agent'], declaredAs: null, serviceIds: [] },
    ]);
  });

  it('give a name to no device that only has the same name', async () => {
    await declare(collector, buildDeclaration({ services: [] }));
    await enrolDevice(collector, tenant, { hostname: 'reception' });
    await declare(collector, buildDeclaration({ services: [], devices: [declaredDevice('reception')] }));
    expect(await names()).toEqual(['reception', 'reception']);
  });

  it('change places without one taking the other away', () => {
    const declared = (id: string): DeclaredDevice => ({
      id,
      name: id,
      kind: 'client',
      profile: 'staff',
      unit: 'it',
      site: null,
      role: null,
      serial: id === 'a' ? 'S2' : 'S1',
      serviceIds: [],
      tenant,
    });
    const existing = [
      { id: '1', declaredAs: 'a', serial: 'S1', isObserved: true },
      { id: '2', declaredAs: null, serial: 'S2', isObserved: true },
    ];
    // What was bound to a device by people stays so; a serial number decides only where nothing else does.
    expect(alignDeclared(existing, [declared('a'), declared('b')])).toMatchObject({
      assign: [{ id: '1' }],
      create: [{ id: 'b' }],
    });
  });
});

describe('a device that enrols again', () => {
  const signals = { serial: '5CG1', uuid: '4c4c4544-0042-3510-8052-b4c04f4d4d32' };
  const installation = (letter: string) => ({ ...signals, machineIdHash: letter.repeat(64) });

  it('after it was installed anew stays one device, with the change in its history', async () => {
    await declare(collector, buildDeclaration({ services: [] }));
    const old = await enrolDevice(collector, tenant, { signals: installation('a') });
    clock.now = later(2);
    const fresh = await enrolDevice(collector, tenant, { signals: installation('b'), hostname: 'srv02' });
    expect(fresh.deviceId).toBe(old.deviceId);
    expect(await store.listChanges(scope, fresh.deviceId, 10)).toMatchObject([
      { section: 'enrolment', change: 'changed', what: 'key', after: 'srv02 (reimaged)' },
    ]);
    const answer = await post(collector, old, '/agent/v1/report', reportOf({}));
    expect(answer.status).toBe(401); // the old key is worth nothing any more
  });

  it('while the old key still reports becomes a second one, and both show the conflict', async () => {
    await declare(collector, buildDeclaration({ services: [] }));
    const one = await enrolDevice(collector, tenant, { signals: installation('a'), hostname: 'a' });
    const two = await enrolDevice(collector, tenant, { signals: installation('b'), hostname: 'b' });
    expect(two.deviceId).not.toBe(one.deviceId);
    const conflicts = async (id: string) => (await store.readDevice(scope, id, clock.now))?.identityConflicts;
    expect(await conflicts(one.deviceId)).toEqual([
      { deviceId: two.deviceId, name: 'b', signals: ['serial', 'uuid'] },
    ]);
    expect(await conflicts(two.deviceId)).toEqual([
      { deviceId: one.deviceId, name: 'a', signals: ['serial', 'uuid'] },
    ]);
  });

  it('while the old key still reports is a finding of the inventory for both, alone as together', async () => {
    await declare(collector, buildDeclaration({ services: [] }));
    const one = await enrolDevice(collector, tenant, { signals: installation('a'), hostname: 'a' });
    const two = await enrolDevice(collector, tenant, { signals: installation('b'), hostname: 'b' });
    const third = await enrolDevice(collector, tenant, {
      signals: { ...installation('c'), serial: '5CG2', uuid: null },
      hostname: 'c',
    });
    const conflicts = async (...ids: string[]) => {
      const { devices } = await store.readFleet(scope, clock.now, ids);
      return Object.fromEntries(devices.map(({ name, identityConflicts }) => [name, identityConflicts]));
    };
    const ids = [one, two, third].map(({ deviceId }) => deviceId);
    expect(await conflicts(...ids)).toEqual({ a: ['b'], b: ['a'], c: [] });
    expect(await conflicts(one.deviceId)).toEqual({ a: ['b'] });
    await collector.evaluator.evaluateAll(tenant);
    const results = await store.listResults(scope, { control: 'GV-13', status: 'finding' });
    const messages = results.map(({ subject, message }) => `${subject.name}: ${message.sv}`);
    expect(messages.filter((text) => text.includes('Har samma serienummer eller UUID')).sort()).toEqual([
      expect.stringMatching(/^a: .*som b: ominstallerad eller kopierad\?/),
      expect.stringMatching(/^b: .*som a: ominstallerad eller kopierad\?/),
    ]);
  });

  const again = async (
    device: Awaited<ReturnType<typeof enrolDevice>>,
    terms: { declaredAs?: string } = {},
  ) => {
    const token = await store.createEnrolmentToken(
      tenant,
      { profile: 'server', uses: 1, expiresAt: later(9), ...terms },
      clock.now,
    );
    return post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token), { keyId: 'enrol' });
  };

  it('with its key and a new token, having forgotten all else, is the device it was', async () => {
    await declare(collector, buildDeclaration({ services: [] }));
    const device = await enrolDevice(collector, tenant);
    const answer = await again(device);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ deviceId: device.deviceId });
    expect(await store.listDeviceIds(scope)).toEqual([device.deviceId]);
  });

  it('cannot bring a key that was replaced, or one that is another device by declaration', async () => {
    await declare(collector, withServers(2));
    const old = await enrolDevice(collector, tenant, { signals: installation('a') });
    clock.now = later(2);
    await enrolDevice(collector, tenant, { signals: installation('b') });
    expect((await again(old)).status).toBe(409);
    const first = await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1' });
    expect((await again(first, { declaredAs: 'tjanst-app-2' })).status).toBe(409);
    expect((await again(first, { declaredAs: 'tjanst-app-1' })).status).toBe(201);
  });
});

const softwareOf = (...versions: readonly (readonly [string, string])[]) =>
  okSection({
    packages: versions.map(([name, version]) => ({
      name,
      version,
      manager: 'dpkg' as const,
      architecture: 'amd64',
      publisher: null,
    })),
  });

describe('what is kept of reports', () => {
  beforeEach(() => declare(collector, buildDeclaration({ services: [] })));

  it('software comes back as it was reported, and a title stands once for all devices', async () => {
    const [one, two] = [await enrolDevice(collector, tenant), await enrolDevice(collector, tenant)];
    const software = softwareOf(['bash', '5.2'], ['curl', '8.1'], ['Ö-program', '1']);
    await sendReport(collector, one, reportOf({ software }));
    await sendReport(collector, two, reportOf({ software }));
    const fleet = await store.readFleet(scope, clock.now);
    expect(fleet.devices.map(({ sections }) => sections.software)).toEqual([software, software]);
    const titles = await sql<{ n: number }>`SELECT count(*)::int AS n FROM software_titles`.execute(db);
    expect(titles.rows[0]?.n).toBe(3);
  });

  it('a first reading begins the history, further ones add what changed', async () => {
    const device = await enrolDevice(collector, tenant);
    await sendReport(collector, device, reportOf({ software: softwareOf(['bash', '5.1'], ['vim', '9']) }));
    expect(await store.listChanges(scope, device.deviceId, 10)).toEqual([]);
    clock.now = later(1);
    const next = okSection((softwareOf(['bash', '5.2'], ['nano', '7']) as { data: unknown }).data, later(1));
    await sendReport(collector, device, reportOf({ software: next }));
    const changes = await store.listChanges(scope, device.deviceId, 10);
    expect(changes.map(({ change, what, before, after }) => [change, what, before, after])).toEqual([
      ['removed', 'vim (amd64)', '9', null],
      ['added', 'nano (amd64)', null, '7'],
      ['changed', 'bash (amd64)', '5.1', '5.2'],
    ]);
    expect(await store.listChanges(scope, device.deviceId, 10, changes[0]?.id)).toHaveLength(2);
  });

  it('a reading that failed carries no data, and the next good one is compared with the last good one', async () => {
    const device = await enrolDevice(collector, tenant);
    await sendReport(collector, device, reportOf({ software: softwareOf(['bash', '5.1']) }));
    clock.now = later(1);
    const failed = { ...emptySection('timeout'), collectedAt: later(1).toISOString() };
    await sendReport(collector, device, reportOf({ software: failed }));
    const [between] = (await store.readFleet(scope, clock.now)).devices;
    expect(between?.sections.software).toEqual(failed);
    clock.now = later(2);
    const back = okSection((softwareOf(['bash', '5.2']) as { data: unknown }).data, later(2));
    await sendReport(collector, device, reportOf({ software: back }));
    expect(await store.listChanges(scope, device.deviceId, 10)).toMatchObject([
      { what: 'bash (amd64)', before: '5.1', after: '5.2' },
    ]);
  });

  it('an update is pending since it was first seen, through failed readings, until it is gone', async () => {
    const device = await enrolDevice(collector, tenant);
    const updates = (at: Date, ...names: readonly string[]) =>
      okSection(
        { manager: 'apt' as const, listsAt: null, pending: names.map((name) => pendingUpdate({ name })) },
        at,
      );
    const pending = async () =>
      Object.fromEntries((await store.readFleet(scope, clock.now)).devices[0]?.pendingSince ?? []);
    await sendReport(collector, device, reportOf({ updates: updates(daysAgo(0), 'openssl') }));
    clock.now = later(1);
    await sendReport(collector, device, reportOf({ updates: updates(later(1), 'openssl', 'curl') }));
    clock.now = later(2);
    await sendReport(
      collector,
      device,
      reportOf({ updates: { ...emptySection('timeout'), collectedAt: later(2).toISOString() } }),
    );
    expect(await pending()).toEqual({ openssl: testNow, curl: later(1) });
    clock.now = later(3);
    await sendReport(collector, device, reportOf({ updates: updates(later(3), 'curl') }));
    expect(await pending()).toEqual({ curl: later(1) });
  });

  it('a restart is needed since it was first seen, and "not known" does not end it', async () => {
    const device = await enrolDevice(collector, tenant);
    const since = async () => (await store.readFleet(scope, clock.now)).devices[0]?.rebootSince;
    const report = async (hours: number, required: boolean | null) => {
      clock.now = later(hours);
      const reboot = okSection({ required, signals: [], since: null }, clock.now);
      await sendReport(collector, device, reportOf({ reboot }));
    };
    await report(0, true);
    await report(1, null);
    await report(2, true);
    expect(await since()).toEqual(testNow);
    await report(3, false);
    expect(await since()).toBeNull();
  });

  it('an unchanged section costs no data, and a lacking one is asked for', async () => {
    const device = await enrolDevice(collector, tenant);
    const sections = buildSections() as never;
    const first = await sendReport(collector, device, reportOf(sections, ['reboot']));
    expect(first.wanted).toEqual(['reboot']);
    const second = await sendReport(collector, device, reportOf(sections, ['updates']));
    expect(second.wanted).toEqual([]);
    const third = await sendReport(
      collector,
      device,
      reportOf(sections, ['updates', 'reboot', 'operating-system']),
    );
    expect(third.wanted).toEqual([]);
    const [kept] = (await store.readFleet(scope, clock.now)).devices;
    expect(kept?.sections).toEqual(buildSections());
  });

  it('two reports of one device at once leave one state and count one change once', async () => {
    const device = await enrolDevice(collector, tenant);
    await sendReport(collector, device, reportOf({ software: softwareOf(['bash', '5.1']) }));
    clock.now = later(1);
    const fresh = okSection((softwareOf(['bash', '5.2']) as { data: unknown }).data, later(1));
    await Promise.all(
      Array.from({ length: 6 }, () => sendReport(collector, device, reportOf({ software: fresh }))),
    );
    expect(await store.listChanges(scope, device.deviceId, 10)).toHaveLength(1);
    const [kept] = (await store.readFleet(scope, clock.now)).devices;
    expect(kept?.sections.software).toEqual(fresh);
  });

  it('devices that report the same new titles at once all have them', async () => {
    const devices = await Promise.all(Array.from({ length: 5 }, () => enrolDevice(collector, tenant)));
    const titles = Array.from({ length: 200 }, (_, at) => [`p${at}`, '1'] as const);
    await Promise.all(
      devices.map((device, at) =>
        sendReport(
          collector,
          device,
          reportOf({ software: softwareOf(...(at % 2 === 0 ? titles : titles.toReversed())) }),
        ),
      ),
    );
    const fleet = await store.readFleet(scope, clock.now);
    for (const { sections } of fleet.devices) {
      expect(sections.software?.status === 'ok' && sections.software.data.packages).toHaveLength(200);
    }
  });

  it('a profile that becomes narrower takes away what it does not read', async () => {
    await declare(collector, buildDeclaration({ services: [], devices: [declaredDevice('elevdator')] }));
    const device = await enrolDevice(collector, tenant, { declaredAs: 'elevdator', profile: 'staff' });
    await sendReport(
      collector,
      device,
      reportOf({
        software: softwareOf(['bash', '1']),
        memory: okSection({ totalBytes: 1, swapBytes: 0 }),
        network: okSection({
          hostname: 'elevdator',
          interfaces: [
            {
              name: 'wlan0',
              mac: null,
              kind: 'wifi' as const,
              up: true,
              speedMbps: null,
              addresses: ['10.9.8.7/24'],
            },
          ],
        }),
      }),
    );
    expect(await names({ text: '10.9.8.7' })).toEqual(['elevdator']);
    await declare(
      collector,
      buildDeclaration({
        services: [],
        devices: [{ ...declaredDevice('elevdator'), profile: 'pupil' }],
      }),
    );
    const [kept] = (await store.readFleet(scope, clock.now)).devices;
    expect(Object.keys(kept?.sections ?? {})).toEqual(['memory']);
    expect(await names({ text: '10.9.8.7' })).toEqual([]);
    const left = await sql<{ n: number }>`SELECT count(*)::int AS n FROM device_software`.execute(db);
    expect(left.rows[0]?.n).toBe(0);
    const receipt = await sendReport(collector, device, reportOf({}));
    expect(receipt.profile).toBe('pupil');
  });
});

describe('the list of devices', () => {
  beforeEach(async () => {
    await declare(
      collector,
      buildDeclaration({
        services: [],
        devices: [
          declaredDevice('a', { name: 'Örebro' }),
          declaredDevice('b', { name: 'Åre' }),
          declaredDevice('c', { name: 'pc-10' }),
          declaredDevice('d', { name: 'pc-2' }),
          declaredDevice('e', { name: 'Zinkgruvan' }),
          declaredDevice('f', { name: 'ärlan' }),
        ],
      }),
    );
  });

  it('is in Swedish order, numbers as numbers', async () => {
    expect(await names()).toEqual(['pc-2', 'pc-10', 'Zinkgruvan', 'Åre', 'ärlan', 'Örebro']);
    expect(await names({ descending: true, pageSize: 2 })).toEqual(['Örebro', 'ärlan']);
  });

  it('is cut into pages that tell how many fit and how many there are', async () => {
    const second = await list({ text: 'r', page: 2, pageSize: 2 });
    expect(second.rows.map(({ name }) => name)).toEqual(['ärlan', 'Örebro'].slice(0, second.rows.length));
    expect(second).toMatchObject({ total: 4, all: 6 });
    expect((await list({ page: 99 })).rows).toEqual([]);
  });

  it('finds parts of name, model, serial number and address in any case', async () => {
    const device = await enrolDevice(collector, tenant, { hostname: 'PC-VÄXJÖ' });
    const network = okSection({
      hostname: 'PC-VÄXJÖ',
      interfaces: [
        {
          name: 'eth0',
          mac: null,
          kind: 'ethernet' as const,
          up: true,
          speedMbps: null,
          addresses: ['10.20.3.4/24'],
        },
      ],
    });
    await sendReport(collector, device, reportOf({ hardware: okSection(hardware('5CG0001')), network }));
    for (const text of ['växjö', 'elitebook', '5cg0', '10.20.3.4', 'EliteBook växjö']) {
      expect(await names({ text })).toEqual(['PC-VÄXJÖ']);
    }
    expect(await names({ text: 'elitebook örebro' })).toEqual([]);
    expect(await names({ text: "100%' OR 1=1 --" })).toEqual([]);
  });

  it('is narrowed by what is known, by whom and since when', async () => {
    const device = await enrolDevice(collector, tenant, { hostname: 'srv01' });
    await sendReport(collector, device, reportOf(buildSections() as never));
    await collector.evaluator.evaluateAll(tenant);
    expect(await names({ knownBy: 'agent' })).toEqual(['srv01']);
    expect(await names({ seen: 'day' })).toEqual(['srv01']);
    expect(await names({ operatingSystem: 'Debian GNU/Linux 13 (trixie)' })).toEqual(['srv01']);
    expect(await names({ status: 'finding' })).toEqual(['srv01']);
    expect(await names({ knownBy: 'declaration', seen: 'never' })).toHaveLength(6);
    expect(await names({ sort: 'findings', descending: true, pageSize: 1 })).toEqual(['srv01']);
    expect(await names({ sort: 'lastSeenAt', pageSize: 1 })).toEqual(['srv01']); // never seen comes last
    clock.now = new Date(testNow.getTime() + 20 * 86_400_000);
    expect(await names({ seen: 'longer' })).toEqual(['srv01']);
    expect((await list()).facets).toEqual({
      kind: [
        { value: 'client', count: 6 },
        { value: 'server', count: 1 },
      ],
      unit: [{ value: 'it', count: 6 }],
      operatingSystem: [{ value: 'Debian GNU/Linux 13 (trixie)', count: 1 }],
    });
  });
});

describe('another tenant', () => {
  it('sees nothing, by any door', async () => {
    await declare(collector, withServers(1));
    const device = await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1' });
    await sendReport(collector, device, reportOf(buildSections() as never));
    await collector.evaluator.evaluateAll(tenant);
    const other = scopeOfTenant('annan');
    expect(await list({}, other)).toMatchObject({ rows: [], total: 0, all: 0, facets: { kind: [] } });
    expect(await store.readDevice(other, device.deviceId, clock.now)).toBeNull();
    expect((await store.readFleet(other, clock.now)).devices).toEqual([]);
    expect((await store.readFleet(other, clock.now, [device.deviceId])).devices).toEqual([]);
    expect(await store.listChanges(other, device.deviceId, 10)).toEqual([]);
    expect(await store.countResults(other)).toEqual([]);
    expect(await store.listResults(other, {})).toEqual([]);
    expect(await store.countCoverage(other, clock.now)).toMatchObject({ devices: 0, reporting: 0 });
    expect(await store.listImports(other)).toEqual([]);
    expect(await store.readSnapshot('annan')).toBeNull();
    const nobody = { organisation: tenant, tenants: [] };
    expect(await list({}, nobody)).toMatchObject({ all: 0 });
    expect(await store.readDevice(nobody, device.deviceId, clock.now)).toBeNull();
  });

  it('cannot be given results or a municipality of this one', async () => {
    await declare(collector, withServers(1));
    const taken = buildDeclaration({
      organisation: {
        organisation: { id: 'namnden', name: 'Nämnden', kind: 'joint-body' },
        municipalities: [{ id: 'exempel', name: 'Exempel' }],
      },
    });
    await expect(declare(collector, taken)).rejects.toMatchObject({ code: 'collector/tenant-taken' });
    expect(await store.readSnapshot('namnden')).toBeNull();
  });
});

it('writing the same devices from several sides at once never ends in a deadlock', async () => {
  await declare(collector, withServers(30));
  const ids = await store.listDeviceIds(scope);
  const verdicts = (status: 'met' | 'finding') =>
    ids.map((id) => ({
      control: 'GV-11' as const,
      controlVersion: 1,
      subject: { kind: 'device' as const, id, name: id },
      status,
      severity: 'high' as const,
      message: { sv: 'a', en: 'a' },
      evidence: [],
      exemption: null,
    }));
  await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      at % 2 === 0
        ? db.transaction().execute((tx) => refreshDevices(tx, tenant, ids.toReversed()))
        : store.saveResults(scope, verdicts(at % 4 === 1 ? 'met' : 'finding'), { devices: ids }, later(at)),
    ),
  );
  expect(await store.countCoverage(scope, clock.now)).toMatchObject({ devices: 30 });
});

describe('coverage', () => {
  it('counts who knows of devices and who still reports', async () => {
    await declare(collector, withServers(2));
    const device = await enrolDevice(collector, tenant, { declaredAs: 'tjanst-app-1' });
    await enrolDevice(collector, tenant, { hostname: 'tyst' });
    await sendReport(collector, device, reportOf({}));
    expect(await store.countCoverage(scope, clock.now)).toEqual({
      devices: 3,
      enrolled: 2,
      imported: 0,
      declared: 2,
      reporting: 1,
      newestReportAt: testNow,
    });
    expect(await store.countCoverage(scope, later(2.1))).toMatchObject({ reporting: 0 });
  });
});

it('an id that is none finds no device', async () => {
  await declare(collector, withServers(1));
  expect(await store.readDevice(scope, "x'; DROP TABLE devices; --", clock.now)).toBeNull();
  const lost = makeDevice();
  expect(lost.deviceId).toBeNull();
});
