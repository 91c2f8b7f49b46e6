import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { maximumReportBytes } from '#model/report/report.ts';
import { buildDeclaration } from '../../../builders/declaration.ts';
import { buildSections, emptySection, okSection, testNow } from '../../../builders/fleet.ts';
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
const { store, clock } = collector;
const tenant = 'exempel';
const scope = scopeOfTenant(tenant);
await declare(collector, buildDeclaration());

beforeEach(() => {
  clock.now = testNow;
});

const later = (minutes: number): Date => new Date(testNow.getTime() + minutes * 60_000);
const terms = { profile: 'server', uses: 1, expiresAt: later(60) } as const;
const memory = okSection({ totalBytes: 8_000_000_000, swapBytes: 0 });

async function problemOf(answer: Response): Promise<{ status: number; type: string }> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const { status, type } = (await answer.json()) as { status: number; type: string };
  expect(status).toBe(answer.status);
  return { status, type: type.replace('/api/problems/agent/', '') };
}

describe('an enrolment', () => {
  it('makes a device known under the profile of its token and tells when to report', async () => {
    const token = await store.createEnrolmentToken(tenant, { ...terms, profile: 'staff' }, clock.now);
    const device = makeDevice();
    const answer = await post(
      collector,
      device,
      '/agent/v1/enrol',
      enrolmentOf(device, token, { hostname: 'PC-17' }),
    );
    expect(answer.status).toBe(201);
    const receipt = (await answer.json()) as { deviceId: string };
    expect(receipt).toMatchObject({
      organisation: 'Exempels kommun',
      profile: 'staff',
      nextAfterSeconds: 3600,
      serverTime: testNow.toISOString(),
    });
    const detail = await store.readDevice(scope, receipt.deviceId, clock.now);
    expect(detail?.row).toMatchObject({ name: 'PC-17', profile: 'staff', knownBy: ['agent'] });
    expect(detail?.device.enrolledAt).toEqual(testNow);
  });

  it('that is sent again because the answer was lost gives the same device and costs no use', async () => {
    const token = await store.createEnrolmentToken(tenant, terms, clock.now);
    const device = makeDevice();
    const send = () => post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token));
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(((await second.json()) as { deviceId: string }).deviceId).toBe(
      ((await first.json()) as { deviceId: string }).deviceId,
    );
  });

  it('is refused where the token is unknown, has expired, or is used up', async () => {
    const ask = async (token: string) => {
      const device = makeDevice();
      return problemOf(await post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token)));
    };
    expect(await ask('x'.repeat(43))).toEqual({ status: 403, type: 'unknown-token' });
    const old = await store.createEnrolmentToken(tenant, { ...terms, expiresAt: later(-1) }, clock.now);
    expect(await ask(old)).toEqual({ status: 403, type: 'expired-token' });
    const once = await store.createEnrolmentToken(tenant, terms, clock.now);
    const device = makeDevice();
    expect((await post(collector, device, '/agent/v1/enrol', enrolmentOf(device, once))).status).toBe(201);
    expect(await ask(once)).toEqual({ status: 403, type: 'used-token' });
  });

  it('gives a token of two uses to two devices of three that ask at once', async () => {
    const token = await store.createEnrolmentToken(tenant, { ...terms, uses: 2 }, clock.now);
    const answers = await Promise.all(
      [makeDevice(), makeDevice(), makeDevice()].map((device) =>
        post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 403]);
  });

  it('is refused where another key signed it than the one it brings', async () => {
    const token = await store.createEnrolmentToken(tenant, terms, clock.now);
    const [device, thief] = [makeDevice(), makeDevice()];
    const answer = await post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token), {
      privateKey: thief.privateKey,
    });
    expect(await problemOf(answer)).toEqual({ status: 401, type: 'signature' });
  });

  it('is refused with the places that do not fit, and without the values', async () => {
    const device = makeDevice();
    const value = { ...enrolmentOf(device, 'hemlig'), hostname: '' };
    const answer = await post(collector, device, '/agent/v1/enrol', value);
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain('token');
    expect(text).toContain('hostname');
    expect(text).not.toContain('hemlig');
  });

  it('is refused where the key is none of Ed25519', async () => {
    const device = { ...makeDevice(), publicKey: Buffer.from('no key').toString('base64') };
    const answer = await post(collector, device, '/agent/v1/enrol', enrolmentOf(device, 'x'.repeat(43)));
    expect(await problemOf(answer)).toEqual({ status: 422, type: 'schema' });
  });

  it('larger than any enrolment is refused unread', async () => {
    const answer = await post(collector, makeDevice(), '/agent/v1/enrol', Buffer.alloc(70_000, ' '));
    expect(await problemOf(answer)).toEqual({ status: 413, type: 'too-large' });
  });
});

describe('a report', () => {
  it('is taken, kept section by section, and answered with a receipt', async () => {
    const device = await enrolDevice(collector, tenant);
    clock.now = later(10);
    const report = reportOf({ memory, disks: emptySection('denied', 'no permission') });
    const receipt = await sendReport(collector, device, report);
    expect(receipt).toEqual({
      reportId: report.reportId,
      serverTime: clock.now.toISOString(),
      wanted: [],
      nextAfterSeconds: 3600,
      profile: 'server',
    });
    const detail = await store.readDevice(scope, device.deviceId, clock.now);
    expect(detail?.device.sections).toEqual({
      memory,
      disks: emptySection('denied', 'no permission'),
    });
    expect(detail?.device.lastReportAt).toEqual(clock.now);
    expect(detail?.cost?.cpuMs).toBe(200);
  });

  it('may be compressed', async () => {
    const device = await enrolDevice(collector, tenant);
    const answer = await post(collector, device, '/agent/v1/report', reportOf({ memory }), { gzip: true });
    expect(answer.status).toBe(200);
  });

  it('is judged by the controls', async () => {
    const device = await enrolDevice(collector, tenant);
    await sendReport(collector, device, reportOf(buildSections() as never));
    await collector.evaluator.settled();
    const results = await store.listResults(scope, { subject: { kind: 'device', id: device.deviceId } });
    expect(Object.fromEntries(results.map(({ control, status }) => [control, status]))).toMatchObject({
      'GV-11': 'met',
      'GV-13': 'finding', // enrolled, but nobody declared it
    });
    const detail = await store.readDevice(scope, device.deviceId, clock.now);
    expect(detail?.row.results.finding).toBeGreaterThanOrEqual(1);
  });

  it('is refused where the device is unknown, whatever its id looks like', async () => {
    const device = await enrolDevice(collector, tenant);
    for (const keyId of ['0199b0a0-0000-7000-8000-00000000ffff', 'enrol', 'not-a-uuid']) {
      const answer = await post(collector, device, '/agent/v1/report', reportOf({ memory }), { keyId });
      expect(await problemOf(answer)).toEqual({ status: 401, type: 'unknown-device' });
    }
  });

  it('is refused where it is unsigned, signed by another key, or was changed on the way', async () => {
    const device = await enrolDevice(collector, tenant);
    const path = '/agent/v1/report';
    const unsigned = await collector.agent.request(path, { method: 'POST', body: '{}' });
    expect(await problemOf(unsigned)).toEqual({ status: 401, type: 'signature' });
    const forged = await post(collector, device, path, reportOf({ memory }), {
      privateKey: makeDevice().privateKey,
    });
    expect(await problemOf(forged)).toEqual({ status: 401, type: 'signature' });
    const changed = await post(collector, device, path, reportOf({ memory }), {
      body: Buffer.from(JSON.stringify(reportOf({ memory: okSection({ totalBytes: 1, swapBytes: 0 }) }))),
    });
    expect(await problemOf(changed)).toEqual({ status: 401, type: 'signature' });
  });

  it('from a clock more than five minutes off is refused with the time of the collector', async () => {
    const device = await enrolDevice(collector, tenant);
    for (const minutes of [-6, 6]) {
      const answer = await post(collector, device, '/agent/v1/report', reportOf({ memory }), {
        created: later(minutes),
      });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({
        type: '/api/problems/agent/clock-skew',
        serverTime: testNow.toISOString(),
      });
    }
    const close = await post(collector, device, '/agent/v1/report', reportOf({ memory }), {
      created: later(-4),
    });
    expect(close.status).toBe(200);
  });

  it('is taken once: a recording of it is refused', async () => {
    const device = await enrolDevice(collector, tenant);
    const report = reportOf({ memory });
    const send = () =>
      post(collector, device, '/agent/v1/report', report, { nonce: 'AAAAAAAAAAAAAAAAAAAAAAAA' });
    expect((await send()).status).toBe(200);
    expect(await problemOf(await send())).toEqual({ status: 409, type: 'replayed' });
    clock.now = later(4);
    const replayed = await post(collector, device, '/agent/v1/report', report, {
      nonce: 'AAAAAAAAAAAAAAAAAAAAAAAA',
      created: testNow,
    });
    expect(await problemOf(replayed)).toEqual({ status: 409, type: 'replayed' });
  });

  it('larger than the limit is refused, compressed or not', async () => {
    const device = await enrolDevice(collector, tenant);
    const plain = await post(
      collector,
      device,
      '/agent/v1/report',
      Buffer.alloc(maximumReportBytes + 1, ' '),
    );
    expect(await problemOf(plain)).toEqual({ status: 413, type: 'too-large' });
    const bomb = gzipSync(Buffer.alloc(20 * maximumReportBytes));
    expect(bomb.byteLength).toBeLessThan(200_000);
    const compressed = await post(collector, device, '/agent/v1/report', bomb, {
      headers: { 'content-encoding': 'gzip' },
    });
    expect(await problemOf(compressed)).toEqual({ status: 413, type: 'too-large' });
  });

  it('is refused where it is no JSON, damaged, or compressed otherwise', async () => {
    const device = await enrolDevice(collector, tenant);
    const send = async (bytes: Uint8Array, encoding = 'identity') =>
      problemOf(
        await post(collector, device, '/agent/v1/report', bytes, {
          headers: { 'content-encoding': encoding },
        }),
      );
    expect(await send(Buffer.from('{"a":'))).toEqual({ status: 400, type: 'not-json' });
    expect(await send(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ status: 400, type: 'not-json' });
    expect(await send(randomBytes(100), 'gzip')).toEqual({ status: 400, type: 'not-json' });
    expect(await send(Buffer.from('{}'), 'br')).toEqual({ status: 415, type: 'encoding' });
    expect(await send(Buffer.from('{}'))).toEqual({ status: 422, type: 'schema' });
  });

  it('with a section that does not fit keeps the others and shows that one as not readable', async () => {
    const device = await enrolDevice(collector, tenant);
    const wrong = okSection({ totalBytes: 'much' });
    const receipt = await sendReport(
      collector,
      device,
      reportOf({ memory: wrong, disks: okSection({ disks: [] }), weather: okSection({}) } as never),
    );
    expect(receipt.wanted).toEqual([]);
    const detail = await store.readDevice(scope, device.deviceId, clock.now);
    expect(Object.keys(detail?.device.sections ?? {})).toEqual(['disks', 'memory']);
    expect(detail?.device.sections.memory).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('totalBytes'),
    });
    expect(await collector.metrics.render()).toContain(
      'grundval_agent_sections_not_taken_total{reason="schema"} 1',
    );
  });

  it('is counted where it is refused, by reason', async () => {
    const text = await collector.metrics.render();
    expect(text).toMatch(/refused_total\{exchange="report",reason="replayed"\} \d/);
    expect(text).toMatch(/refused_total\{exchange="enrol",reason="expired-token"\} \d/);
    expect(text).toMatch(/accepted_total\{exchange="report"\} \d/);
  });

  it('leaves neither token, key nor host name in the log', async () => {
    const token = await store.createEnrolmentToken(tenant, terms, clock.now);
    const device = makeDevice();
    await post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token, { hostname: 'KALLES-PC' }));
    const text = JSON.stringify(collector.logged);
    expect(text).not.toContain(token);
    expect(text).not.toContain(device.publicKey);
    expect(text).not.toContain('KALLES-PC');
  });
});
