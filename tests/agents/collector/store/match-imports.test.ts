import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedDevice } from '#agents/collector/importers/device.ts';
import { type KnownDevice, matchImports } from '#agents/collector/store/match-imports.ts';

const uuid = '8b3f6e29-e1d4-5300-a76f-3c48b9db3349';
const swapped = '296e3f8b-d4e1-0053-a76f-3c48b9db3349';

function record(facts: Partial<ImportedDevice>): ImportedDevice {
  return {
    line: 2,
    sourceId: null,
    directoryId: null,
    name: null,
    kind: 'client',
    serial: null,
    uuid: null,
    assetId: null,
    manufacturer: null,
    model: null,
    operatingSystem: null,
    build: null,
    macs: [],
    unit: null,
    lastSeen: null,
    enrolledAt: null,
    purchasedOn: null,
    endOfLifeOn: null,
    purchaseCost: null,
    encrypted: null,
    compliance: null,
    storageBytes: null,
    freeStorageBytes: null,
    extras: {},
    ...facts,
  };
}

function known(id: string, facts: Partial<KnownDevice>): KnownDevice {
  return {
    id,
    name: id,
    serial: null,
    manufacturer: null,
    uuid: null,
    directoryId: null,
    machineId: null,
    macs: [],
    sourceKey: null,
    ...facts,
  };
}

const match = (facts: Partial<ImportedDevice>, ...devices: KnownDevice[]) =>
  matchImports([record(facts)], devices)[0];

describe('a record', () => {
  it.each([
    ['its serial number, whatever its case', { serial: 'syn 1' }, { serial: 'SYN1' }],
    ['its UUID, with its bytes in either order', { uuid: swapped }, { uuid }],
    ['its directory id', { directoryId: 'd1' }, { directoryId: 'd1' }],
    [
      'its serial number although it was re-installed',
      { serial: 'SYN1', directoryId: 'd2' },
      { serial: 'SYN1', directoryId: 'd1' },
    ],
    ['what its source has known it by', { assetId: 'inv1' }, { sourceKey: 'asset:INV1' }],
  ])('finds its device by %s', (_, facts, device) => {
    expect(match(facts, known('a', device))).toMatchObject({ deviceId: 'a', conflicts: [] });
  });

  it('finds none by its name or a MAC address', () => {
    const macs = ['02:00:5e:20:00:ff'];
    expect(match({ name: 'a', macs }, known('a', { macs }))).toMatchObject({ deviceId: null, conflicts: [] });
  });

  it('finds none by the serial number of another maker', () => {
    const device = known('a', { serial: '1234', manufacturer: 'LENOVO' });
    expect(match({ serial: '1234', manufacturer: 'HP' }, device)).toMatchObject({ deviceId: null });
  });

  it('that two devices fit equally well is a conflict with both', () => {
    const found = match(
      { directoryId: 'd1', serial: 'SYN1' },
      known('a', { directoryId: 'd1' }),
      known('b', { serial: 'SYN1' }),
    );
    expect(found?.deviceId).toBeNull();
    expect(found?.conflicts.map(({ deviceId }) => deviceId).sort()).toEqual(['a', 'b']);
  });

  it('goes to the device that shares all that another shares and more', () => {
    const found = match(
      { uuid, serial: 'SYN1' },
      known('a', { serial: 'SYN1' }),
      known('b', { serial: 'SYN1', uuid }),
    );
    expect(found?.deviceId).toBe('b');
  });

  it('stays where its source has had it, although another device looks like it', () => {
    const found = match(
      { serial: 'SYN1' },
      known('a', { serial: 'SYN1' }),
      known('b', { serial: 'SYN1', sourceKey: 'serial:SYN1' }),
    );
    expect(found).toMatchObject({ deviceId: 'b', conflicts: [{ deviceId: 'a' }] });
  });

  it('leaves a device whose asset tag has moved to other hardware', () => {
    const device = known('a', { serial: 'OLD1', sourceKey: 'asset:INV1' });
    expect(match({ assetId: 'INV1', serial: 'NEW1' }, device)?.deviceId).toBeNull();
  });
});

it('no device is given to two records', () => {
  const values = fc.constantFrom(null, 'x', 'y', 'z');
  const facts = fc.record({ serial: values, directoryId: values, sourceId: values, name: values });
  const devices = fc.array(
    fc.record({ serial: values, directoryId: values, sourceKey: fc.constantFrom(null, 'id:x', 'id:y') }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 6 }), devices, (rows, given) => {
      const matches = matchImports(
        rows.map((row) => record(row)),
        given.map((device, at) =>
          known(`${at}`, { ...device, serial: device.serial?.toUpperCase() ?? null }),
        ),
      );
      const ids = matches.flatMap(({ deviceId }) => (deviceId === null ? [] : [deviceId]));
      expect(new Set(ids).size).toBe(ids.length);
      expect(matches).toHaveLength(rows.length);
    }),
  );
});
