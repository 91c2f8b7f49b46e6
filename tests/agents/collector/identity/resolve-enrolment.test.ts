import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, resolveEnrolment } from '#agents/collector/identity/resolve-enrolment.ts';
import {
  compareSignals,
  type HardwareSignals,
  makerWord,
  normaliseSerial,
  swapUuidBytes,
} from '#agents/collector/identity/signals.ts';
import { testNow } from '../../../builders/fleet.ts';

const nothing: HardwareSignals = {
  serial: null,
  manufacturer: null,
  uuid: null,
  directoryId: null,
  machineId: null,
  macs: [],
};
const laptop: HardwareSignals = {
  ...nothing,
  serial: '5CG1',
  uuid: '4c4c4544-0042-3510-8052-b4c04f4d4d32',
  machineId: 'a'.repeat(64),
  macs: ['02:00:00:00:00:01'],
};
const reimaged = { ...laptop, machineId: 'b'.repeat(64) };
const minutesAgo = (minutes: number) => new Date(testNow.getTime() - minutes * 60_000);
const candidate = (signals: HardwareSignals, agentSeenAt: Date | null, id = 'old'): Candidate => ({
  id,
  signals,
  agentSeenAt,
});
const resolve = (signals: HardwareSignals, ...candidates: readonly Candidate[]) =>
  resolveEnrolment(signals, candidates, testNow, 3600);

describe('two records', () => {
  it('that share a serial number are of one device, unless the makers differ', () => {
    const hp = { ...nothing, serial: '1', manufacturer: 'HP' };
    expect(compareSignals(hp, { ...nothing, serial: '1' })).toMatchObject({
      shared: ['serial'],
      isSame: true,
    });
    expect(compareSignals(hp, { ...hp, manufacturer: 'DELL' })).toMatchObject({
      differing: ['serial'],
      isSame: false,
    });
  });

  it('that share a network card or an installation alone are not', () => {
    expect(compareSignals(laptop, { ...nothing, macs: laptop.macs }).isSame).toBe(false);
    expect(compareSignals(laptop, { ...nothing, machineId: laptop.machineId }).isSame).toBe(false);
  });

  it('of virtual machines with one UUID and two serial numbers are two devices', () => {
    expect(compareSignals(laptop, { ...laptop, serial: 'OTHER' }).isSame).toBe(false);
  });

  it('whose UUID is told in the other byte order share it', () => {
    const swapped = swapUuidBytes(laptop.uuid);
    expect(swapped).toBe('44454c4c-4200-1035-8052-b4c04f4d4d32');
    expect(compareSignals(laptop, { ...nothing, uuid: swapped })).toMatchObject({
      shared: ['uuid'],
      isSame: true,
    });
  });

  it('are compared without regard to blanks and case of serial numbers and to company forms', () => {
    expect(normaliseSerial(' vmware-56 4d ')).toBe('VMWARE-564D');
    expect(normaliseSerial('  ')).toBeNull();
    expect(makerWord('HP Inc.')).toBe(makerWord('hp'));
  });
});

describe('an enrolment', () => {
  it('of hardware that nobody knows is of a new device', () => {
    expect(resolve(laptop)).toEqual({ kind: 'new' });
    expect(resolve(nothing, candidate(nothing, null))).toEqual({ kind: 'new' });
  });

  it('of a device that an import or the declaration knew is of that device', () => {
    expect(resolve(laptop, candidate({ ...nothing, serial: '5CG1' }, null))).toEqual({
      kind: 'attach',
      deviceId: 'old',
    });
  });

  it('of a machine installed anew takes over once the old key has been silent for an interval', () => {
    expect(resolve(reimaged, candidate(laptop, minutesAgo(61)))).toEqual({
      kind: 'replace',
      deviceId: 'old',
      as: 'reimaged',
    });
  });

  it('never takes over a key that still reports: it may be a clone', () => {
    expect(resolve(reimaged, candidate(laptop, minutesAgo(10)))).toEqual({ kind: 'new' });
  });

  it('of the same installation takes over at once', () => {
    expect(resolve(laptop, candidate(laptop, minutesAgo(1)))).toEqual({
      kind: 'replace',
      deviceId: 'old',
      as: 'known',
    });
  });

  it('with a serial number alone takes over no key', () => {
    const weak = { ...nothing, serial: '5CG1' };
    expect(resolve(weak, candidate(laptop, minutesAgo(9999)))).toEqual({ kind: 'new' });
  });
});

const machine = fc.record({
  serial: fc.option(fc.constantFrom('S1', 'S2', 'S3')),
  uuid: fc.option(
    fc.constantFrom('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002'),
  ),
  directoryId: fc.constant(null),
  manufacturer: fc.option(fc.constantFrom('HP', 'DELL')),
  machineId: fc.option(fc.constantFrom('a', 'b')),
  macs: fc.subarray(['m1', 'm2']),
});

describe('for any machines', () => {
  it('comparing is the same both ways round', () => {
    fc.assert(
      fc.property(machine, machine, (a, b) => {
        expect(compareSignals(a, b)).toEqual(compareSignals(b, a));
      }),
    );
  });

  it('a key that reported within the interval is only replaced by the same installation', () => {
    fc.assert(
      fc.property(machine, machine, fc.integer({ min: 0, max: 59 }), (a, b, minutes) => {
        const resolution = resolve(a, candidate(b, minutesAgo(minutes)));
        if (resolution.kind === 'new') return;
        expect(resolution).toEqual({ kind: 'replace', deviceId: 'old', as: 'known' });
        expect(a.machineId).toBe(b.machineId);
      }),
    );
  });
});
