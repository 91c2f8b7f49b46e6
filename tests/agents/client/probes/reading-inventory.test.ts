import { describe, expect, it } from 'vitest';
import { SourceError } from '#agents/client/host.ts';
import { disks } from '#agents/client/probes/disks.ts';
import { fileSystems } from '#agents/client/probes/file-systems.ts';
import { hardware } from '#agents/client/probes/hardware.ts';
import { memory } from '#agents/client/probes/memory.ts';
import { network } from '#agents/client/probes/network.ts';
import { operatingSystem } from '#agents/client/probes/operating-system.ts';
import { software } from '#agents/client/probes/software.ts';
import { profileRules } from '#model/report/profile.ts';
import { type TableDevice, tableHost } from '../table-host.ts';

const rule = profileRules.server;
const denied = new SourceError('denied', 'permission denied');
const withoutValue = new SourceError('unsupported', 'the kernel has no value');

describe('hardware', () => {
  const cpuinfo = 'processor\t: 0\nphysical id\t: 0\ncpu cores\t: 1\nflags\t\t: fpu hypervisor lm\n';
  const detect = 'systemd-detect-virt --vm';

  it('tells which files only root may read', async () => {
    const files = {
      '/proc/cpuinfo': cpuinfo,
      '/sys/class/dmi/id/sys_vendor': 'Dell Inc.\n',
      '/sys/class/dmi/id/product_serial': denied,
    };
    const raw = await hardware.read(tableHost({ files }).host, rule);
    expect(raw.dmi).toEqual({ values: { sys_vendor: 'Dell Inc.' }, denied: ['product_serial'] });
    expect(hardware.parse(raw, rule).reason).toContain(
      'permission denied (root may read it): product_serial',
    );
  });

  it('asks a program for the hypervisor only where no file names it', async () => {
    const clocks = '/sys/devices/system/clocksource/clocksource0/available_clocksource';
    const named = tableHost({ files: { '/proc/cpuinfo': cpuinfo, [clocks]: 'kvm-clock tsc\n' } });
    expect(hardware.parse(await hardware.read(named.host, rule), rule).data.virtualisation).toBe('kvm');
    expect(named.asked).not.toContain(detect);

    const files = { '/proc/cpuinfo': cpuinfo };
    const unnamed = tableHost({ files, commands: { [detect]: 'oracle\n' } });
    expect(hardware.parse(await hardware.read(unnamed.host, rule), rule).data.virtualisation).toBe(
      'virtualbox',
    );
    const silent = tableHost({ files, commands: { [detect]: { exitCode: 1, stdout: 'none\n' } } });
    const { data, reason } = hardware.parse(await hardware.read(silent.host, rule), rule);
    expect(data).toMatchObject({ virtualisation: null, chassis: 'virtual' });
    expect(reason).toContain('does not tell its name');
  });

  it('reads the place of each processor thread only where cpuinfo does not tell it', async () => {
    const topology = '/sys/devices/system/cpu/cpu0/topology';
    const files = {
      [`${topology}/thread_siblings_list`]: '0\n',
      [`${topology}/physical_package_id`]: '-1\n',
      '/sys/devices/system/cpu/cpufreq/boost': '1\n',
    };
    const x86 = tableHost({ files: { ...files, '/proc/cpuinfo': cpuinfo } });
    expect((await hardware.read(x86.host, rule)).topology).toEqual([]);
    expect(x86.asked.some((path) => path.startsWith(topology))).toBe(false);
    const arm = tableHost({ files: { ...files, '/proc/cpuinfo': 'processor\t: 0\nCPU part\t: 0xd08\n' } });
    const { processor } = hardware.parse(await hardware.read(arm.host, rule), rule).data;
    expect(processor).toEqual({ model: null, sockets: null, cores: 1, threads: 1 });
  });
});

describe('disks', () => {
  const device: TableDevice = {
    files: {
      '/sys/block/sda/size': '1953525168\n',
      '/sys/block/sda/dev': '8:0\n',
      '/sys/block/sda/removable': '0\n',
      '/sys/block/sda/queue/rotational': '1\n',
      '/sys/block/loop0/size': '8\n',
      '/run/udev/data/b8:0': 'E:ID_BUS=ata\nE:ID_SERIAL_SHORT=WD-1\nE:ID_MODEL_ENC=WDC\\x20X\n',
    },
    links: { '/sys/block/sda': '../devices/pci0000:00/ata1/host0/block/sda' },
  };

  it('are read from /sys with what udev knows, without asking the devices made of others', async () => {
    const { host, asked } = tableHost(device);
    const { data } = disks.parse(await disks.read(host, rule), rule);
    expect(data.disks).toEqual([
      {
        name: 'sda',
        sizeBytes: 1_000_204_886_016,
        model: 'WDC X',
        serial: 'WD-1',
        kind: 'hdd',
        removable: false,
      },
    ]);
    expect(asked.some((path) => path.includes('loop0/'))).toBe(false);
  });

  it('are unsupported, not none, where the kernel shows no block devices', async () => {
    await expect(disks.read(tableHost({}).host, rule)).rejects.toMatchObject({ status: 'unsupported' });
  });

  it('take the serial number from SCSI where udev does not run', async () => {
    const files = {
      ...device.files,
      '/sys/block/sda/device/vpd_pg80': '\0\ufffd\0\u0014S14CNEAD233615F     ',
    };
    const { '/run/udev/data/b8:0': _, ...withoutUdev } = files as Record<string, string>;
    const raw = await disks.read(tableHost({ ...device, files: withoutUdev }).host, rule);
    expect(disks.parse(raw, rule).data.disks[0]?.serial).toBe('S14CNEAD233615F');
  });
});

describe('file systems', () => {
  it('are asked for their capacity only where they are the device’s own: a file server may be gone', async () => {
    const mountinfo =
      '28 1 8:2 / / rw shared:1 - ext4 /dev/sda2 rw\n' +
      '70 28 0:44 / /mnt/hem rw shared:4 - nfs4 fil01:/hem rw\n' +
      '71 28 0:45 / /proc rw - proc proc rw\n';
    const asked: string[] = [];
    const host = {
      ...tableHost({ files: { '/proc/self/mountinfo': mountinfo } }).host,
      capacity: async (mount: string) => {
        asked.push(mount);
        return { sizeBytes: 1000, usedPercent: 5 };
      },
    };
    const { data } = fileSystems.parse(await fileSystems.read(host, rule), rule);
    expect(asked).toEqual(['/']);
    expect(data.fileSystems.map(({ mount }) => mount)).toEqual(['/']);
  });
});

describe('network', () => {
  it('does without the values of a link that is down, and without files among the links', async () => {
    const { host } = tableHost({
      files: {
        '/proc/sys/kernel/hostname': 'dator-å12\n',
        '/sys/class/net/bonding_masters': 'bond0\n',
        '/sys/class/net/eth0/address': '00:11:22:33:44:55\n',
        '/sys/class/net/eth0/operstate': 'down\n',
        '/sys/class/net/eth0/type': '1\n',
        '/sys/class/net/eth0/speed': withoutValue,
        '/sys/class/net/eth0/carrier': withoutValue,
      },
      links: { '/sys/class/net/eth0': '../../devices/pci0000:00/0000:00:03.0/net/eth0' },
      commands: { 'ip addr': '' },
    });
    expect(network.parse(await network.read(host, rule), rule)).toEqual({
      data: {
        hostname: 'dator-å12',
        interfaces: [
          {
            name: 'eth0',
            mac: '00:11:22:33:44:55',
            kind: 'ethernet',
            up: false,
            speedMbps: null,
            addresses: [],
          },
        ],
      },
    });
  });

  it('says that addresses are missing where they cannot be asked for', async () => {
    const links = { '/sys/class/net/eth0': '../../devices/pci0000:00/net/eth0' };
    const raw = await network.read(tableHost({ links }).host, rule);
    expect(raw.ipAddr).toBeNull();
    expect(network.parse(raw, rule).reason).toContain('addresses could not be read');
  });
});

describe('operating system', () => {
  const files = {
    '/usr/lib/os-release': 'ID=debian\nVERSION_ID="12"\n',
    '/proc/stat': 'cpu 1 2\nbtime 1795500000\n',
  };

  it('is found where only the vendor’s copy of os-release is there', async () => {
    const { host, asked } = tableHost({ files, commands: { 'uname -m': 'aarch64\n' } });
    const { data } = operatingSystem.parse(await operatingSystem.read(host, rule), rule);
    expect(data).toMatchObject({ product: 'debian', version: '12', architecture: 'aarch64' });
    expect(data.bootedAt).toBe('2026-11-24T06:00:00.000Z');
    expect(asked).toContain('uname -m');
  });

  it('starts no program where the kernel tells the architecture', async () => {
    const { host, asked } = tableHost({ files: { ...files, '/proc/sys/kernel/arch': 'x86_64\n' } });
    expect((await operatingSystem.read(host, rule)).architecture).toBe('x86_64');
    expect(asked).not.toContain('uname -m');
  });

  it.each([
    ['Debian', '/var/log/installer/status', {}],
    ['Red Hat', '/root/anaconda-ks.cfg', { '/etc/redhat-release': 'Red Hat Enterprise Linux release 9.4\n' }],
  ])('was installed when the installer of %s wrote its record', async (_who, path, own) => {
    const device = { files: { ...files, ...own }, modifiedAt: { [path]: '2025-02-03T08:15:30Z' } };
    const raw = await operatingSystem.read(tableHost(device).host, rule);
    expect(raw.installerRecordAt).toBe('2025-02-03T08:15:30.000Z');
  });

  it('does not look into root’s folder on a distribution whose installer leaves nothing there', async () => {
    const { host, asked } = tableHost({ files });
    await operatingSystem.read(host, rule);
    expect(asked.some((path) => path.startsWith('/root'))).toBe(false);
  });
});

describe('software', () => {
  const dpkg = '/var/lib/dpkg/status';
  const rpm = '/var/lib/rpm/rpmdb.sqlite';
  const query = 'rpm -qa --qf %{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{VENDOR}\\n';
  const record = 'Package: bash\nStatus: install ok installed\nVersion: 5.2\nArchitecture: amd64\n';

  it('asks rpm only where it has a database: Debian has the program without one', async () => {
    const debian = tableHost({ files: { [dpkg]: record } });
    expect(await software.read(debian.host, rule)).toEqual({ dpkg: record, rpm: null });
    expect(debian.asked.some((line) => line.startsWith('rpm'))).toBe(false);
    const rows = 'bash\t(none)\t5.1.8\t9.el9\tx86_64\tRed Hat, Inc.\n';
    const redhat = tableHost({ files: { [rpm]: 'x' }, commands: { [query]: rows } });
    expect(await software.read(redhat.host, rule)).toEqual({ dpkg: null, rpm: rows });
  });

  it('reads images that keep one file a package', async () => {
    const folder = '/var/lib/dpkg/status.d';
    const files = {
      [`${folder}/base`]: 'Package: base-files\nVersion: 12\n',
      [`${folder}/base.md5sums`]: 'x',
      [`${folder}/tzdata`]: 'Package: tzdata\nVersion: 2025b\n',
    };
    const { data } = software.parse(await software.read(tableHost({ files }).host, rule), rule);
    expect(data.packages.map(({ name }) => name)).toEqual(['base-files', 'tzdata']);
  });

  it('fails, rather than being empty, where rpm cannot read its database', async () => {
    const { host } = tableHost({ files: { [rpm]: 'x' }, commands: { [query]: denied } });
    await expect(software.read(host, rule)).rejects.toMatchObject({ status: 'denied' });
  });

  it.each([
    ['a package is installed', { files: { [dpkg]: `${record}\n` } }],
    [
      'dpkg writes its file anew',
      { files: { [dpkg]: record }, modifiedAt: { [dpkg]: '2026-11-24T06:00:00Z' } },
    ],
    ['a database of rpm appears', { files: { [dpkg]: record, [rpm]: 'x' } }],
  ])('is read anew when %s', async (_what, changed) => {
    const before = await software.fingerprint?.(tableHost({ files: { [dpkg]: record } }).host);
    expect(await software.fingerprint?.(tableHost({ files: { [dpkg]: record } }).host)).toBe(before);
    expect(await software.fingerprint?.(tableHost(changed).host)).not.toBe(before);
  });
});

describe('memory', () => {
  it('is unsupported where the kernel shows no meminfo', async () => {
    await expect(memory.read(tableHost({}).host, rule)).rejects.toMatchObject({ status: 'unsupported' });
  });
});
