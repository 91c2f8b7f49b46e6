import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildReport, hashSections, type ReportParts } from '#agents/client/report.ts';
import { type Correspondence, parseRetryAfter, postSigned, sendReport } from '#agents/client/send.ts';
import { generateIdentity, publicKeyText } from '#agents/client/state/identity.ts';
import { createTransport } from '#agents/client/transport.ts';
import type { Section } from '#model/report/section.ts';
import type { Sections } from '#model/report/sections.ts';
import { type CollectorTwin, startCollectorTwin, type TwinAnswer } from './collector-twin.ts';

const memory: Section = {
  status: 'ok',
  collectedAt: '2026-11-24T12:00:00.000Z',
  tookMs: 1,
  source: 'x',
  data: { totalBytes: 1, swapBytes: 0 },
};
const parts: ReportParts = {
  profile: 'staff',
  sections: hashSections({ memory } as Sections),
  cost: { wallMs: 1, cpuMs: 1, maxRssBytes: 1, childrenCpuMs: null, childrenMaxRssBytes: null },
  missedReports: 0,
};

async function correspond(
  options: { timeoutSeconds?: number; now?: () => Date } = {},
): Promise<{ to: Correspondence; twin: CollectorTwin }> {
  const twin = await startCollectorTwin();
  const transport = createTransport({ ca: null, timeoutSeconds: options.timeoutSeconds ?? 30, proxy: {} });
  onTestFinished(async () => {
    transport.close();
    await twin.close();
  });
  const privateKey = generateIdentity();
  const now = options.now ?? (() => new Date());
  const enrolling = { transport, server: twin.server, key: { keyId: 'enrol', privateKey }, now };
  const signals = { serial: null, uuid: null, machineIdHash: null, macs: [] };
  await postSigned(enrolling, '/agent/v1/enrol', {
    schemaVersion: 1,
    token: 'a-token-of-some-length',
    publicKey: publicKeyText(privateKey),
    hostname: 'provdator',
    agentVersion: '0',
    signals,
  });
  return { to: { ...enrolling, key: { keyId: twin.deviceId, privateKey } }, twin };
}
const answering = (answer: TwinAnswer) => () => answer;

describe('a report over a real socket', () => {
  it('is signed with the device key and taken', async () => {
    const { to, twin } = await correspond();
    const report = buildReport(parts, {});
    const delivery = await sendReport(to, report);
    expect(delivery).toMatchObject({
      kind: 'accepted',
      receipt: { reportId: report.reportId, nextAfterSeconds: 900 },
    });
    expect(twin.reports()).toEqual([report]);
    expect(twin.received.at(-1)?.keyId).toBe(twin.deviceId);
    expect(createPublicKey(to.key.privateKey).asymmetricKeyType).toBe('ed25519');
  });

  it('goes as it is up to 1 KiB and compressed above, with the digest over the bytes sent', async () => {
    const { to, twin } = await correspond();
    await postSigned(to, '/agent/v1/report', buildReport(parts, {}));
    expect(twin.received.at(-1)?.headers['content-encoding']).toBeUndefined();
    const long = buildReport(
      {
        ...parts,
        sections: hashSections({
          memory: { ...memory, source: 'y'.repeat(500), data: 'z'.repeat(5000) },
        } as unknown as Sections),
      },
      {},
    );
    const delivery = await sendReport(to, long);
    const last = twin.received.at(-1);
    expect(last?.headers['content-encoding']).toBe('gzip');
    expect(last?.value).toEqual(long);
    expect(gunzipSync(last?.body ?? '').byteLength).toBeGreaterThan(5000);
    expect(delivery).toMatchObject({ kind: 'accepted', sentBytes: last?.body.byteLength });
  });
});

describe('a clock the collector refuses', () => {
  const serverTime = '2026-11-24T12:00:00.000Z';
  const skew = answering({
    status: 401,
    body: { type: 'https://grundval.se/problems/clock-skew', title: 'clock', serverTime },
  });

  it('is corrected by the collector’s time, once, and the offset is told', async () => {
    const now = () => new Date('2016-01-01T00:00:00.000Z');
    const { to, twin } = await correspond({ now });
    twin.answerNext(skew);
    const delivery = await sendReport(to, buildReport(parts, {}));
    const offset = (Date.parse(serverTime) - now().getTime()) / 1000;
    expect(delivery).toMatchObject({ kind: 'accepted', clockOffsetSeconds: offset });
    expect(twin.received.at(-1)?.created.toISOString()).toBe(serverTime);
    expect(twin.reports()).toHaveLength(2);
  });

  it('is given up when the collector refuses its own time too', async () => {
    const { to, twin } = await correspond();
    twin.answerNext(skew, skew);
    expect(await sendReport(to, buildReport(parts, {}))).toMatchObject({ kind: 'refused' });
    expect(twin.reports()).toHaveLength(2);
  });
});

describe('an answer that is no receipt', () => {
  it.each([
    [
      '429 with seconds',
      { status: 429, headers: { 'retry-after': '120' } },
      { kind: 'busy', retryAfterSeconds: 120 },
    ],
    [
      '503 with seconds',
      { status: 503, headers: { 'retry-after': '7' } },
      { kind: 'busy', retryAfterSeconds: 7 },
    ],
    ['503 without', { status: 503 }, { kind: 'busy', retryAfterSeconds: null }],
    [
      '500',
      { status: 500, body: { detail: 'the disk is full' } },
      { kind: 'busy', problem: expect.stringContaining('500: the disk is full') },
    ],
    ['502 of a proxy, in HTML', { status: 502, body: '<html>' }, { kind: 'busy' }],
    [
      '401 for an unknown device',
      { status: 401, body: { title: 'unknown device' } },
      { kind: 'unknown-device', problem: expect.stringContaining('unknown device') },
    ],
    ['413', { status: 413 }, { kind: 'refused', problem: expect.stringContaining('too large') }],
    [
      '422',
      { status: 422, body: { detail: 'sections.memory' } },
      { kind: 'refused', problem: expect.stringContaining('sections.memory') },
    ],
    [
      '404',
      { status: 404 },
      { kind: 'refused', problem: expect.stringContaining('no collector at this address') },
    ],
    [
      'a redirect',
      { status: 301, headers: { location: 'https://new.example.se/' } },
      { kind: 'refused', problem: expect.stringContaining('https://new.example.se/') },
    ],
    [
      '200 with a login page',
      { status: 200, body: '<html>log in</html>' },
      { kind: 'unreachable', problem: expect.stringContaining('no receipt') },
    ],
    ['200 with other JSON', { status: 200, body: { ok: true } }, { kind: 'unreachable' }],
    ['200 with nothing', { status: 200, body: '' }, { kind: 'unreachable' }],
  ])('is told for what it is: %s', async (_what, answer, expected) => {
    const { to, twin } = await correspond();
    twin.answerNext(answering(answer));
    expect(await sendReport(to, buildReport(parts, {}))).toMatchObject(expected);
    expect(twin.reports()).toHaveLength(1);
  });

  it('carries at most 300 characters of the collector’s words', async () => {
    const { to, twin } = await correspond();
    twin.answerNext(answering({ status: 422, body: { detail: 'x'.repeat(10_000) } }));
    const delivery = await sendReport(to, buildReport(parts, {}));
    expect('problem' in delivery ? delivery.problem.length : 0).toBeLessThan(500);
  });
});

describe('a collector that cannot be reached', () => {
  it('is told when nothing listens', async () => {
    const { to, twin } = await correspond();
    await twin.close();
    const delivery = await sendReport(to, buildReport(parts, {}));
    expect(delivery).toEqual({
      kind: 'unreachable',
      problem: `Cannot reach ${twin.server}: nothing listens there.`,
    });
  });

  it('is tried once more where it had closed the connection that was kept', async () => {
    const { to, twin } = await correspond();
    twin.dropConnections();
    expect(await sendReport(to, buildReport(parts, {}))).toMatchObject({ kind: 'accepted' });
    expect(twin.reports()).toHaveLength(1);
  });

  it('is given up after the time-out', async () => {
    const { to, twin } = await correspond({ timeoutSeconds: 0.05 });
    twin.answerNext(() => 'silence');
    expect(await sendReport(to, buildReport(parts, {}))).toMatchObject({
      kind: 'unreachable',
      problem: expect.stringContaining('no answer within 0.05 s'),
    });
  });

  it.each([
    ['is cut', ''],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('is told when the connection %s', async (_what, text) => {
    const server = createServer((socket) => socket.end(text));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const { to } = await correspond();
    const elsewhere = {
      ...to,
      server: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    };
    expect(await sendReport(elsewhere, buildReport(parts, {}))).toMatchObject({
      kind: 'unreachable',
      problem: expect.stringMatching(/^Cannot reach .+: .+\.$/),
    });
  });

  it('is told when its name does not exist', async () => {
    const { to } = await correspond();
    const delivery = await sendReport({ ...to, server: 'http://grundval.invalid' }, buildReport(parts, {}));
    expect(delivery).toMatchObject({ kind: 'unreachable', problem: expect.stringContaining('the name') });
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  it.each([
    ['120', 120],
    ['0', 0],
    ['Tue, 24 Nov 2026 12:02:00 GMT', 120],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%j is read as %j seconds', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});
