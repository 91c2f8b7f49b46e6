import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceError } from '#agents/client/host.ts';
import type { Probe } from '#agents/client/probe.ts';
import { disks } from '#agents/client/probes/disks.ts';
import { fileSystems } from '#agents/client/probes/file-systems.ts';
import { hardware } from '#agents/client/probes/hardware.ts';
import { memory } from '#agents/client/probes/memory.ts';
import { network } from '#agents/client/probes/network.ts';
import { operatingSystem } from '#agents/client/probes/operating-system.ts';
import { software } from '#agents/client/probes/software.ts';
import { profileRules } from '#model/report/profile.ts';

/** Any text, often made of lines that the parsers look for, cut and joined at will. */
const text = (...lines: string[]) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.oneof(fc.constantFrom(...lines, ''), fc.string({ maxLength: 30 })), { maxLength: 12 })
      .map((parts) => parts.join('\n')),
  );
const orNull = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { nil: null });
const any = orNull(text('docker', '0::/kubepods/x', 'pid:[4026531836]'));
const values = (...names: string[]) =>
  fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(fc.string(), fc.constantFrom('0', '1', '-1', '512', 'VMware')),
  );
const container = fc.record({
  kernelRelease: any,
  pidNamespace: any,
  systemdContainer: any,
  cgroup: any,
  marks: fc.subarray(['/.dockerenv', '/run/.containerenv']),
});

const raws: readonly (readonly [probe: Probe, raw: fc.Arbitrary<unknown>])[] = [
  [
    memory,
    fc.record({ meminfo: text('MemTotal: 1 kB', 'MemTotal: 999999999999999999999 kB', 'SwapTotal: 0 kB') }),
  ],
  [
    operatingSystem,
    fc.record({
      osRelease: orNull(
        text('ID=debian', 'ID=""', 'VERSION_ID="12', "NAME='a\\'", 'PRETTY_NAME=', 'VERSION_ID=20261118'),
      ),
      debianVersion: orNull(text('12.11', 'forky/sid')),
      redhatRelease: orNull(text('CentOS release 6.10 (Final)', 'Fedora')),
      kernelRelease: any,
      architecture: any,
      bootSeconds: fc.option(fc.bigInt({ min: 0n, max: 9_999_999_999n }).map(String), { nil: null }),
      installerRecordAt: fc.constant(null),
      denied: fc.subarray(['/root/anaconda-ks.cfg']),
    }),
  ],
  [
    hardware,
    fc.record({
      dmi: fc.record({
        values: values(
          'sys_vendor',
          'product_name',
          'product_version',
          'product_uuid',
          'chassis_type',
          'bios_date',
        ),
        denied: fc.subarray(['product_serial']),
      }),
      deviceTree: fc.record({ model: any, serial: any }),
      cpuinfo: text(
        'processor : 0',
        'physical id : 0',
        'cpu cores : x',
        'flags : hypervisor',
        'model name :',
        'cpu cores : 2',
      ),
      topology: fc.array(fc.record({ package: any, siblings: any }), { maxLength: 3 }),
      container,
      hypervisor: fc.record({
        clocks: any,
        hypervisorType: any,
        xenCapabilities: any,
        deviceTree: any,
        detectVirt: any,
      }),
    }),
  ],
  [
    disks,
    fc.record({
      container,
      devices: fc.array(
        fc.record({
          name: fc.string({ minLength: 1 }),
          path: any,
          values: values(
            'size',
            'removable',
            'queue/rotational',
            'device/model',
            'device/wwid',
            'device/vpd_pg80',
          ),
          denied: fc.subarray(['size']),
          udev: orNull(text('E:ID_MODEL_ENC=\\x20', 'E:ID_MODEL_ENC=\\xzz', 'E:ID_SERIAL_SHORT=')),
        }),
        { maxLength: 3 },
      ),
    }),
  ],
  [
    fileSystems,
    fc.record({
      mountinfo: text(
        '28 1 8:2 / / rw - ext4 /dev/sda2 rw',
        '28 1 8:2 / /a\\999 rw - ext4',
        '1 2 3:4 / /x ro - zfs a',
      ),
      capacities: fc.constant({}),
    }),
  ],
  [
    network,
    fc.record({
      hostname: any,
      devices: fc.array(
        fc.record({
          name: fc.string({ minLength: 1 }),
          path: any,
          values: values('address', 'operstate', 'carrier', 'speed', 'type', 'uevent'),
          wireless: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
      ipAddr: orNull(
        text('2: eth0: <UP>', '    inet 10.0.0.1/24 scope global', '    inet6 ::', '2: eth0 inet 1'),
      ),
    }),
  ],
  [
    software,
    fc.record({
      dpkg: orNull(
        text('Package: a', 'Status: install ok installed', 'Version:', 'Version: 1', '\n', 'Maintainer: <@>'),
      ),
      rpm: orNull(text('a\t(none)\t1\t2\tx\t(none)', 'a\t\t\t\t\t', 'gpg-pubkey\t1')),
    }),
  ],
];

describe('whatever a device answers', () => {
  it.each(raws.map(([probe, raw]) => [probe.name, probe, raw] as const))(
    '%s gives data that fits the contract, or says why it gives none',
    (_name, probe, raw) => {
      fc.assert(
        fc.property(raw, fc.constantFrom('server', 'pupil'), (answer, profile) => {
          try {
            const { data, reason } = probe.parse(answer, profileRules[profile as 'server' | 'pupil']);
            expect(probe.schema.safeParse(data).error).toBeUndefined();
            if (reason !== undefined) expect(reason).not.toBe('');
          } catch (error) {
            expect(error).toBeInstanceOf(SourceError);
          }
        }),
      );
    },
  );
});
