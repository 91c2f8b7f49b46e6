import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '#agents/client/config.ts';
import { enrol } from '#agents/client/enrol.ts';
import type { Probe } from '#agents/client/probe.ts';
import { runExplain } from '#agents/client/program.ts';
import { type AgentRun, runOnce } from '#agents/client/run.ts';
import { readSpool } from '#agents/client/spool.ts';
import { readDevice } from '#agents/client/state/device.ts';
import { publicKeyText, readIdentity } from '#agents/client/state/identity.ts';
import { readStatus } from '#agents/client/status.ts';
import { createTransport } from '#agents/client/transport.ts';
import { Report } from '#model/report/report.ts';
import { sectionHash } from '#model/report/section-hash.ts';
import { type CollectorTwin, receiptFor, startCollectorTwin } from './collector-twin.ts';
import { stubHost } from './stub-host.ts';
import { memoryProbe, rebootProbe } from './stub-probes.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = 'a-token-of-some-length';
const never = () => undefined;

interface Setting {
  readonly run: AgentRun;
  readonly twin: CollectorTwin;
  /** What the reboot probe answers. */
  reboot: boolean | null;
  /** The device's clock. */
  now: Date;
}

/** An enrolled device with a memory and a reboot probe, and the collector it is enrolled at. */
async function enrolledDevice(probes?: readonly Probe[]): Promise<Setting> {
  const stateFolder = join(await temporaryFolder(), 'state');
  const twin = await startCollectorTwin();
  const transport = createTransport({ ca: null, timeoutSeconds: 30, proxy: {} });
  onTestFinished(async () => {
    transport.close();
    await twin.close();
  });
  const host = stubHost({ now: () => setting.now });
  const setting: Setting = {
    twin,
    reboot: false,
    now: new Date(),
    run: {
      stateFolder,
      host,
      probes: probes ?? [memoryProbe(), rebootProbe(() => setting.reboot)],
      userId: 0,
      server: null,
      transport,
      random: () => 0,
      intervalSeconds: null,
      isFirst: false,
    },
  };
  const signals = { serial: null, uuid: null, machineIdHash: null, macs: [] };
  const readSigns = async () => ({ hostname: 'provdator', signals });
  await enrol({ stateFolder, server: twin.server, token, force: false, transport, now: host.now, readSigns });
  return setting;
}
const sentData = (report: Report | undefined) =>
  Object.entries(report?.sections ?? {})
    .filter(([, section]) => 'data' in section)
    .map(([name]) => name);
const unavailable = () => ({ status: 503, headers: { 'retry-after': '1' } });

describe('a run', () => {
  it('sends everything once, then only what has changed', async () => {
    const device = await enrolledDevice();
    expect(await runOnce(device.run)).toMatchObject({
      delivery: { kind: 'accepted' },
      sentSections: ['memory', 'reboot'],
    });
    expect((await runOnce(device.run)).sentSections).toEqual([]);
    device.reboot = true;
    expect((await runOnce(device.run)).sentSections).toEqual(['reboot']);
    const reports = device.twin.reports();
    expect(reports.map(sentData)).toEqual([['memory', 'reboot'], [], ['reboot']]);
    expect(reports.map(({ sections }) => Object.keys(sections))).toEqual(Array(3).fill(['memory', 'reboot']));
  });

  it('states hashes that the collector can compute from what it received', async () => {
    const device = await enrolledDevice();
    await runOnce(device.run);
    for (const { envelope, data, hash } of Object.values(device.twin.reports()[0]?.sections ?? {})) {
      expect(sectionHash({ ...envelope, data } as Parameters<typeof sectionHash>[0])).toBe(hash);
    }
  });

  it('follows a collector that has moved, and remembers the way once it has answered there', async () => {
    const device = await enrolledDevice();
    const key = await readIdentity(device.run.stateFolder);
    const moved = await startCollectorTwin(key === null ? null : publicKeyText(key));
    onTestFinished(() => moved.close());
    const { delivery } = await runOnce({ ...device.run, server: moved.server });
    expect(delivery.kind).toBe('accepted');
    expect(moved.reports()).toHaveLength(1);
    expect((await readDevice(device.run.stateFolder))?.server).toBe(moved.server);
  });

  it('keeps the old way to a collector that does not answer at the new one', async () => {
    const device = await enrolledDevice();
    const { delivery } = await runOnce({ ...device.run, server: 'http://127.0.0.1:9' });
    expect(delivery.kind).toBe('unreachable');
    expect((await readDevice(device.run.stateFolder))?.server).toBe(device.twin.server);
  });

  it('sends at once what the collector finds it lacks', async () => {
    const device = await enrolledDevice();
    await runOnce(device.run);
    device.twin.answerNext(({ value }) => ({
      status: 200,
      body: receiptFor(Report.parse(value), { wanted: ['memory'] }),
    }));
    const result = await runOnce(device.run);
    expect(result.sentSections).toEqual(['memory']);
    expect(device.twin.reports().map(sentData)).toEqual([['memory', 'reboot'], [], ['memory']]);
    expect((await runOnce(device.run)).sentSections).toEqual([]);
  });

  it('does not go round with a collector that is never content', async () => {
    const device = await enrolledDevice();
    const wanting = ({ value }: { value: unknown }) => ({
      status: 200,
      body: receiptFor(Report.parse(value), { wanted: ['memory', 'unknown-section'] }),
    });
    device.twin.answerNext(wanting, wanting);
    await runOnce(device.run);
    expect(device.twin.reports()).toHaveLength(2);
    expect((await runOnce(device.run)).sentSections).toEqual(['memory']);
  });

  it('does what the collector says of profile and time', async () => {
    const device = await enrolledDevice();
    device.twin.answerNext(({ value }) => ({
      status: 200,
      body: receiptFor(Report.parse(value), { profile: 'pupil', nextAfterSeconds: 7200 }),
    }));
    const { nextAt } = await runOnce(device.run);
    expect(nextAt.getTime() - device.now.getTime()).toBeGreaterThanOrEqual(7_200_000);
    await runOnce(device.run);
    expect(device.twin.reports().map(({ profile }) => profile)).toEqual(['staff', 'pupil']);
  });

  it('reports what could not be read, without data', async () => {
    const broken = memoryProbe({
      read: async () => {
        throw new Error('broken');
      },
    });
    const device = await enrolledDevice([broken]);
    await runOnce(device.run);
    expect(device.twin.reports()[0]?.sections['memory']).toMatchObject({
      envelope: { status: 'denied', reason: 'broken' },
    });
    expect(device.twin.reports()[0]?.sections['memory']).not.toHaveProperty('data');
  });

  it('is refused before any enrolment, with the way there', async () => {
    const device = await enrolledDevice();
    const stateFolder = await temporaryFolder();
    await expect(runOnce({ ...device.run, stateFolder })).rejects.toMatchObject({
      code: 'agent/not-enrolled',
      hint: expect.stringContaining('enrol --server'),
    });
    expect(await readdir(stateFolder)).toEqual([]);
  });

  it('leaves no lock and no half file behind', async () => {
    const device = await enrolledDevice();
    await runOnce(device.run);
    expect(await readdir(device.run.stateFolder)).toEqual([
      'acknowledged.json',
      'device-key.pem',
      'device.json',
      'last-contact.json',
    ]);
  });

  it('sends everything anew when what was acknowledged is lost', async () => {
    const device = await enrolledDevice();
    await runOnce(device.run);
    await writeFile(join(device.run.stateFolder, 'acknowledged.json'), '{"half":');
    const result = await runOnce(device.run);
    expect(result.sentSections).toEqual(['memory', 'reboot']);
    expect(result.warnings).toEqual([expect.stringContaining('acknowledged.json is damaged')]);
  });
});

describe('a report that cannot be sent', () => {
  it('is kept, counted, and gone after the next success', async () => {
    const device = await enrolledDevice();
    device.twin.answerNext(unavailable, unavailable);
    expect(await runOnce(device.run)).toMatchObject({ delivery: { kind: 'busy' }, spooledReports: 1 });
    expect(await runOnce(device.run)).toMatchObject({ spooledReports: 2 });
    expect(await readSpool(device.run.stateFolder, never)).toMatchObject({
      missedReports: 2,
      sections: { memory: { data: { totalBytes: 1024 } } },
    });
    expect(await runOnce(device.run)).toMatchObject({
      delivery: { kind: 'accepted' },
      spooledReports: 0,
      sentSections: ['memory', 'reboot'],
    });
    expect(device.twin.reports().at(-1)?.missedReports).toBe(2);
    expect(await readSpool(device.run.stateFolder, never)).toBeNull();
    await runOnce(device.run);
    expect(device.twin.reports().at(-1)?.missedReports).toBe(0);
  });

  it('delivers a reading from the time without network where the next one times out', async () => {
    let isSlow = false;
    const probe = memoryProbe({
      timeoutSeconds: 0.05,
      read: () => (isSlow ? new Promise(never) : Promise.resolve('')),
    });
    const device = await enrolledDevice([probe]);
    device.twin.answerNext(unavailable);
    await runOnce(device.run);
    const readAt = device.now.toISOString();
    isSlow = true;
    device.now = new Date(device.now.getTime() + 60_000);
    await runOnce(device.run);
    expect(device.twin.reports().at(-1)?.sections['memory']).toMatchObject({
      envelope: {
        status: 'partial',
        collectedAt: readAt,
        reason: expect.stringContaining('before the timeout'),
      },
      data: { totalBytes: 1024 },
    });
  });

  it('waits as long as the collector asks for', async () => {
    const device = await enrolledDevice();
    device.twin.answerNext(() => ({ status: 429, headers: { 'retry-after': '5000' } }));
    const { nextAt } = await runOnce(device.run);
    expect(nextAt.getTime() - device.now.getTime()).toBe(5_000_000);
  });

  it('backs off further with each failure', async () => {
    const device = await enrolledDevice();
    const delays: number[] = [];
    for (let failure = 0; failure < 3; failure += 1) {
      device.twin.answerNext(() => ({ status: 503 }));
      const { nextAt } = await runOnce(device.run);
      delays.push((nextAt.getTime() - device.now.getTime()) / 1000);
    }
    expect(delays).toEqual([60, 120, 240]);
  });

  it.each([
    [413, 'refused'],
    [422, 'refused'],
    [401, 'unknown-device'],
  ])(
    'is told for people to mend on %d, and not tried again before the ordinary time',
    async (status, kind) => {
      const device = await enrolledDevice();
      device.twin.answerNext(() => ({ status }));
      const { delivery, nextAt } = await runOnce(device.run);
      expect(delivery.kind).toBe(kind);
      expect(device.twin.reports()).toHaveLength(1);
      expect(nextAt.getTime() - device.now.getTime()).toBeGreaterThanOrEqual(3_600_000);
    },
  );
});

describe('explain', () => {
  const explainWith = async (device: Setting) => {
    const config = await readConfig({
      argv: ['explain', '--state', device.run.stateFolder],
      env: {},
      platform: 'linux',
      userId: 0,
    });
    return runExplain(config, device.run, never);
  };
  const sectionText = (report: Report | undefined) => JSON.stringify(report?.sections);

  it('shows byte for byte the sections that the next run sends', async () => {
    const device = await enrolledDevice();
    const whole = await explainWith(device);
    await runOnce(device.run);
    const received = device.twin.reports().at(-1);
    const withoutTime = (text: string | undefined) => text?.replace(/"tookMs":\d+/g, '"tookMs":0');
    expect(withoutTime(sectionText(whole.report))).toBe(withoutTime(sectionText(received)));

    device.reboot = true;
    const changed = await explainWith(device);
    await runOnce(device.run);
    expect(withoutTime(sectionText(changed.report))).toBe(
      withoutTime(sectionText(device.twin.reports().at(-1))),
    );
    expect(changed.sections.map(({ name, unchanged }) => [name, unchanged])).toEqual([
      ['memory', true],
      ['reboot', false],
    ]);
  });

  it('sends nothing and changes nothing', async () => {
    const device = await enrolledDevice([memoryProbe({ fingerprint: async () => 'same' })]);
    const requests = device.twin.received.length;
    const before = await readdir(device.run.stateFolder);
    await explainWith(device);
    expect(device.twin.received).toHaveLength(requests);
    expect(await readdir(device.run.stateFolder)).toEqual(before);
  });
});

describe('status', () => {
  it('is reporting while the reports are taken, and not when they are late or fail', async () => {
    const device = await enrolledDevice();
    const { stateFolder } = device.run;
    expect((await readStatus(stateFolder, device.now, never)).reporting).toBe(false);
    await runOnce(device.run);
    expect(await readStatus(stateFolder, device.now, never)).toMatchObject({
      reporting: true,
      spooledReports: 0,
      contact: { problem: null, failures: 0 },
    });
    const twoDaysOn = new Date(device.now.getTime() + 172_800_000);
    expect((await readStatus(stateFolder, twoDaysOn, never)).reporting).toBe(false);
    device.twin.answerNext(unavailable);
    await runOnce(device.run);
    expect(await readStatus(stateFolder, device.now, never)).toMatchObject({
      reporting: false,
      spooledReports: 1,
      contact: {
        outcome: 'busy',
        problem: expect.stringContaining('503'),
        receipt: { nextAfterSeconds: 900 },
      },
    });
  });

  it('keeps no facts about the device beside the envelopes', async () => {
    const device = await enrolledDevice();
    await runOnce(device.run);
    expect(await readFile(join(device.run.stateFolder, 'last-contact.json'), 'utf8')).not.toContain(
      'totalBytes',
    );
  });
});
