import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { enrol } from '#agents/client/enrol.ts';
import { readSigns } from '#agents/client/signals.ts';
import { readDevice } from '#agents/client/state/device.ts';
import { createTransport } from '#agents/client/transport.ts';
import { EnrolmentRequest } from '#model/report/enrolment.ts';
import { sectionSchemas } from '#model/report/sections/index.ts';
import { startCollectorTwin } from './collector-twin.ts';
import { stubHost } from './stub-host.ts';
import { memoryProbe } from './stub-probes.ts';
import { temporaryFolder } from './temporary-folder.ts';

const signals = { serial: 'SN-1', uuid: null, machineIdHash: null, macs: ['52:54:00:12:34:56'] };

async function setting() {
  const twin = await startCollectorTwin();
  const transport = createTransport({ ca: null, timeoutSeconds: 30, proxy: {} });
  onTestFinished(async () => {
    transport.close();
    await twin.close();
  });
  const enrolment = {
    stateFolder: join(await temporaryFolder(), 'state'),
    server: twin.server,
    token: 'a-token-of-some-length',
    force: false,
    transport,
    now: () => new Date(),
    readSigns: async () => ({ hostname: 'provdator', signals }),
  };
  return { twin, enrolment };
}
const keyOf = (folder: string) => readFile(join(folder, 'device-key.pem'), 'utf8');

describe('an enrolment', () => {
  it('sends the token, the new public key and the signs, signed with that key', async () => {
    const { twin, enrolment } = await setting();
    const { device, isNew } = await enrol(enrolment);
    expect(isNew).toBe(true);
    expect(device).toMatchObject({
      deviceId: twin.deviceId,
      server: twin.server,
      organisation: 'Provkommunen',
      profile: 'staff',
    });
    expect(twin.received[0]).toMatchObject({ keyId: 'enrol', path: '/agent/v1/enrol' });
    expect(EnrolmentRequest.parse(twin.received[0]?.value)).toMatchObject({
      hostname: 'provdator',
      signals,
      token: enrolment.token,
    });
    expect(await readDevice(enrolment.stateFolder)).toEqual(device);
  });

  it('keeps no token', async () => {
    const { enrolment } = await setting();
    await enrol(enrolment);
    expect(await readFile(join(enrolment.stateFolder, 'device.json'), 'utf8')).not.toContain(enrolment.token);
  });

  it('does nothing where the device is enrolled there already', async () => {
    const { twin, enrolment } = await setting();
    const first = await enrol(enrolment);
    expect(await enrol({ ...enrolment, token: '' })).toEqual({ device: first.device, isNew: false });
    expect(twin.received).toHaveLength(1);
  });

  it('refuses to move to another collector without force, and moves with it, under a new key', async () => {
    const [here, there] = [await setting(), await setting()];
    const { stateFolder } = here.enrolment;
    await enrol(here.enrolment);
    const key = await keyOf(stateFolder);
    const moving = { ...there.enrolment, stateFolder };
    await expect(enrol(moving)).rejects.toMatchObject({
      code: 'enrolment/elsewhere',
      hint: expect.stringContaining('--force'),
    });
    expect(await enrol({ ...moving, force: true })).toMatchObject({
      device: { server: there.twin.server },
      isNew: true,
    });
    expect(await keyOf(stateFolder)).not.toBe(key);
  });

  it('that fails with force leaves the working enrolment as it was', async () => {
    const { twin, enrolment } = await setting();
    const { device } = await enrol(enrolment);
    const key = await keyOf(enrolment.stateFolder);
    twin.answerNext(() => ({ status: 503 }));
    await expect(enrol({ ...enrolment, force: true })).rejects.toMatchObject({ code: 'enrolment/refused' });
    expect(await readDevice(enrolment.stateFolder)).toEqual(device);
    expect(await keyOf(enrolment.stateFolder)).toBe(key);
  });

  it('that failed is tried again with the same key, so that two attempts are one device', async () => {
    const { twin, enrolment } = await setting();
    twin.answerNext(() => ({ status: 503 }));
    await expect(enrol(enrolment)).rejects.toMatchObject({ code: 'enrolment/refused' });
    await enrol(enrolment);
    const [first, second] = twin.received.map(({ value }) => EnrolmentRequest.parse(value).publicKey);
    expect(second).toBe(first);
  });

  it.each([
    [
      'an expired token',
      { status: 403, body: { detail: 'the token has expired' } },
      'enrolment/refused',
      'the token has expired',
    ],
    ['a login page', { status: 200, body: '<html>' }, 'enrolment/not-understood', 'no enrolment'],
  ])('tells of %s', async (_what, answer, code, words) => {
    const { twin, enrolment } = await setting();
    twin.answerNext(() => answer);
    await expect(enrol(enrolment)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('tells of a collector that is not there', async () => {
    const { enrolment } = await setting();
    await expect(enrol({ ...enrolment, server: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'enrolment/unreachable',
    });
  });

  it('refuses a token that cannot be one, without asking', async () => {
    const { twin, enrolment } = await setting();
    await expect(enrol({ ...enrolment, token: 'short' })).rejects.toMatchObject({ code: 'usage/token' });
    expect(twin.received).toEqual([]);
  });
});

describe('the signs of a device', () => {
  const cache = { read: async () => null, write: async () => undefined };
  const machineId = '0123456789abcdef0123456789abcdef';
  const networkProbe = memoryProbe({
    name: 'network' as 'memory',
    schema: sectionSchemas.network as never,
    parse: () => ({
      data: {
        hostname: 'provdator',
        interfaces: ['eth0', 'eth1', 'wg0'].map((name, at) => ({
          name,
          mac: `52:54:00:12:34:5${at}`,
          kind: name === 'wg0' ? 'virtual' : 'ethernet',
          up: true,
          speedMbps: null,
          addresses: [],
        })),
      } as never,
    }),
  });
  const files: Record<string, string> = {
    '/etc/machine-id': `${machineId}\n`,
    '/sys/class/net/eth0/addr_assign_type': '0\n',
    '/sys/class/net/eth1/addr_assign_type': '3\n',
  };

  it('are the hash of the machine id and the burned-in addresses; what is not known is null', async () => {
    const host = stubHost({ readTextIfPresent: async (path) => files[path] ?? null });
    const signs = await readSigns({ host, probes: [networkProbe], cache, userId: 0 });
    const machineIdHash = createHash('sha256').update(`grundval-agent\n${machineId}`).digest('hex');
    expect(signs).toEqual({
      hostname: 'provdator',
      signals: { serial: null, uuid: null, machineIdHash, macs: ['52:54:00:12:34:50'] },
    });
  });

  it.each(['uninitialized\n', '', 'x'])('have no machine id where the file says %j', async (text) => {
    const host = stubHost({ readTextIfPresent: async () => text });
    expect((await readSigns({ host, probes: [], cache, userId: 0 })).signals.machineIdHash).toBeNull();
  });
});
