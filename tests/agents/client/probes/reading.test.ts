import { describe, expect, it } from 'vitest';
import { SourceError } from '#agents/client/host.ts';
import { diskEncryption } from '#agents/client/probes/disk-encryption.ts';
import { firewall } from '#agents/client/probes/firewall.ts';
import { listeningPorts } from '#agents/client/probes/listening-ports.ts';
import { reboot } from '#agents/client/probes/reboot.ts';
import { updates } from '#agents/client/probes/updates.ts';
import { profileRules } from '#model/report/profile.ts';
import { type TableDevice, tableHost } from '../table-host.ts';

const { server, staff } = profileRules;
const denied = (what: string) => new SourceError('denied', `${what}: permission denied`);

describe('updates', () => {
  const simulate = 'apt-get -s -o Debug::NoLocking=1 --ignore-hold dist-upgrade';
  const inst = 'Inst bash [5.2-1] (5.2-2 Debian:12.15/oldstable [amd64])\n';
  const lists = '/var/lib/apt/lists';
  const debian: TableDevice = {
    files: {
      '/var/lib/dpkg/status': 'Package: bash\n',
      [`${lists}/deb_dists_bookworm-security_main_binary-amd64_Packages.lz4`]: 'x',
      [`${lists}/deb_dists_bookworm-security_InRelease`]: 'x',
      '/etc/apt/sources.list': 'deb …',
    },
    modifiedAt: {
      [`${lists}/partial`]: '2026-11-24T05:00:00Z',
      [`${lists}/deb_dists_bookworm-security_main_binary-amd64_Packages.lz4`]: '2026-11-01T00:00:00Z',
    },
    commands: { [simulate]: inst, 'apt-cache policy bash': 'bash:\n' },
  };

  it('takes the age of the lists from the last success, not from the time the archive made them', async () => {
    const raw = await updates.read(tableHost(debian).host, server);
    expect(raw).toMatchObject({ manager: 'apt', listsAt: '2026-11-24T05:00:00.000Z', policy: 'bash:\n' });
  });

  it('are denied, not none, where there are no lists', async () => {
    const { host } = tableHost({ files: { '/var/lib/dpkg/status': 'x' }, commands: { [simulate]: '' } });
    await expect(updates.read(host, server)).rejects.toMatchObject({ status: 'denied' });
  });

  it('do not ask for policies where every update names its archive', async () => {
    const security = 'Inst bash [5.2-1] (5.2-2 Debian-Security:12/oldstable-security [amd64])\n';
    const { host, asked } = tableHost({ ...debian, commands: { [simulate]: security } });
    await updates.read(host, server);
    expect(asked.some((line) => line.startsWith('apt-cache'))).toBe(false);
  });

  it.each([
    ['a package is installed', { '/var/lib/dpkg/status': '2026-11-24T06:00:00Z' }],
    ['lists are fetched', { [`${lists}/partial`]: '2026-11-24T06:00:00Z' }],
    ['a source is changed', { '/etc/apt/sources.list': '2026-11-24T06:00:00Z' }],
    ['a source is added', { '/etc/apt/sources.list.d/new.sources': '2026-11-24T06:00:00Z' }],
    ['a setting is changed', { '/etc/apt/apt.conf.d/20auto-upgrades': '2026-11-24T06:00:00Z' }],
  ])('are asked for anew when %s', async (_what, change) => {
    const before = await updates.fingerprint?.(tableHost(debian).host);
    const changed = { ...debian, modifiedAt: { ...debian.modifiedAt, ...change } };
    expect(await updates.fingerprint?.(tableHost(debian).host)).toBe(before);
    expect(await updates.fingerprint?.(tableHost(changed).host)).not.toBe(before);
  });

  it('are those of dnf where rpm has the database, although dpkg’s programs may be there', async () => {
    const primary = '/var/cache/dnf/baseos-1/repodata/abc-primary.xml.gz';
    const { host, asked } = tableHost({
      files: { '/var/lib/rpm/rpmdb.sqlite': 'x', '/var/lib/dpkg/status': '', [primary]: 'x' },
      modifiedAt: { [primary]: '2026-11-24T03:00:00Z' },
      commands: {
        'dnf -q -C check-update': { exitCode: 100, stdout: 'bash.x86_64 5.1.8-10.el9 baseos\n' },
        'dnf -q -C updateinfo list --updates': 'RHSA-2026:1 Low/Sec. bash-5.1.8-10.el9.x86_64\n',
      },
    });
    const raw = await updates.read(host, server);
    expect(updates.parse(raw, server).data).toMatchObject({
      manager: 'dnf',
      listsAt: '2026-11-24T03:00:00.000Z',
      pending: [{ name: 'bash', security: true, severity: 'low', installedVersion: null }],
    });
    expect(asked.filter((line) => line.startsWith('dnf')).every((line) => line.includes(' -C '))).toBe(true);
  });

  it('are unsupported without a package database', async () => {
    await expect(updates.read(tableHost({}).host, server)).rejects.toMatchObject({ status: 'unsupported' });
  });
});

describe('reboot', () => {
  const device: TableDevice = {
    files: {
      '/proc/sys/kernel/osrelease': '6.1.0-28-amd64\n',
      '/proc/sys/kernel/random/boot_id': 'a\n',
      '/proc/version': 'Linux version 6.1.0-28-amd64 … #1 SMP Debian 6.1.119-1 (2024-11-22)\n',
      '/boot/vmlinuz-6.1.0-28-amd64': '',
      '/boot/vmlinuz-0-rescue-1234': '',
      '/boot/initrd.img-6.1.0-40-amd64': '',
      '/lib/modules/6.1.0-40-amd64/modules.dep': '',
      '/var/lib/dpkg/status':
        'Package: linux-image-6.1.0-28-amd64\nStatus: install ok installed\nVersion: 6.1.124-1\n\nPackage: bash\nStatus: install ok installed\nVersion: 5\n',
    },
    links: { '/proc/self/ns/pid': 'pid:[4026531836]' },
  };

  it('counts a kernel by its image, not by modules or an initrd left behind', async () => {
    const raw = await reboot.read(tableHost(device).host, server);
    expect(raw).toMatchObject({ installedKernels: ['6.1.0-28-amd64'], imageVersion: '6.1.124-1' });
    expect(reboot.parse(raw, server).data).toMatchObject({ required: true, signals: ['kernel-replaced'] });
  });

  it('takes the time of the mark', async () => {
    const { host } = tableHost({ ...device, modifiedAt: { '/run/reboot-required': '2026-11-20T06:00:00Z' } });
    const raw = await reboot.read(host, server);
    expect(reboot.parse(raw, server).data).toMatchObject({ since: '2026-11-20T06:00:00.000Z' });
  });

  it('is asked for anew after a restart', async () => {
    const restarted = { ...device, files: { ...device.files, '/proc/sys/kernel/random/boot_id': 'b\n' } };
    const before = await reboot.fingerprint?.(tableHost(device).host);
    expect(await reboot.fingerprint?.(tableHost(restarted).host)).not.toBe(before);
  });
});

describe('disk encryption', () => {
  it('follows a mount through LVM and LUKS down to the disk', async () => {
    const { host } = tableHost({
      files: {
        '/proc/self/mountinfo': '28 1 253:1 / / rw - ext4 /dev/mapper/vg-root rw\n',
        '/proc/swaps': 'Filename Type Size Used Priority\n/dev/mapper/vg-swap partition 1 0 -2\n',
        '/sys/class/block/dm-1/dm/uuid': 'LVM-abc\n',
        '/sys/class/block/dm-2/dm/uuid': 'LVM-def\n',
        '/sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-1-root\n',
        '/sys/class/block/dm-1/slaves/dm-0': '',
        '/sys/class/block/dm-2/slaves/dm-0': '',
        '/sys/class/block/dm-0/slaves/sda3': '',
        '/sys/class/block/sda3/partition': '3\n',
      },
      links: {
        '/sys/dev/block/253:1': '../../devices/virtual/block/dm-1',
        '/dev/mapper/vg-swap': '../dm-2',
        '/proc/self/ns/pid': 'pid:[4026531836]',
      },
    });
    const raw = await diskEncryption.read(host, server);
    expect(diskEncryption.parse(raw, server)).toEqual({
      data: {
        volumes: [
          { mount: '/', encrypted: true, method: 'luks2' },
          { mount: 'swap', encrypted: true, method: 'luks2' },
        ],
      },
    });
  });

  it('asks ZFS only where ZFS is mounted', async () => {
    const mountinfo = (line: string) => ({ files: { '/proc/self/mountinfo': line } });
    const without = tableHost(mountinfo('28 1 8:1 / / rw - ext4 /dev/sda1 rw\n'));
    await diskEncryption.read(without.host, server);
    expect(without.asked.some((line) => line.startsWith('z'))).toBe(false);
    const { host } = tableHost({
      ...mountinfo('28 1 0:25 / / rw - zfs rpool/root rw\n'),
      commands: {
        'zfs get -H -o name,value -t filesystem encryption': 'rpool/root\taes-256-gcm\n',
        'zpool list -H -v -P -L': 'rpool\t1T\n',
      },
    });
    const raw = await diskEncryption.read(host, server);
    expect(diskEncryption.parse(raw, server).data.volumes).toEqual([
      { mount: '/', encrypted: true, method: 'zfs aes-256-gcm' },
    ]);
  });
});

describe('firewall', () => {
  const nft = 'nft -j -t list ruleset';
  const empty = '{"nftables":[{"metainfo":{}}]}';

  it('is not called off where the rules of the older kind may not be looked at', async () => {
    const { host } = tableHost({
      files: { '/proc/net/ip_tables_names': denied('/proc/net/ip_tables_names') },
      commands: { [nft]: empty },
    });
    const raw = await firewall.read(host, server);
    expect(() => firewall.parse(raw, server)).toThrow(/permission denied/);
  });

  it('loads no module of the older kind where it is not in use', async () => {
    const { host, asked } = tableHost({
      files: { '/proc/net/ip_tables_names': 'nat\n' },
      commands: { [nft]: empty },
    });
    const raw = await firewall.read(host, server);
    expect(asked.some((line) => line.includes('-save'))).toBe(false);
    expect(firewall.parse(raw, server).data).toMatchObject({ active: false, backend: null });
  });

  it('is not called off where there are rules of the older kind and no program to read them', async () => {
    const { host } = tableHost({
      files: { '/proc/net/ip_tables_names': 'filter\n' },
      commands: { [nft]: empty },
    });
    const raw = await firewall.read(host, server);
    expect(() => firewall.parse(raw, server)).toThrow(/no program iptables-save/);
  });

  it('reads the older kind by the program that fits it', async () => {
    const { host } = tableHost({
      files: { '/proc/net/ip_tables_names': 'filter\nnat\n' },
      commands: { [nft]: empty, 'iptables-legacy-save -t filter': '*filter\n:INPUT DROP [0:0]\nCOMMIT\n' },
    });
    const raw = await firewall.read(host, server);
    expect(firewall.parse(raw, server).data).toMatchObject({ active: true, backend: 'iptables' });
  });
});

describe('listening ports', () => {
  const line = (inode: number, port: string) =>
    `   0: 00000000:${port} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;
  const device: TableDevice = {
    files: {
      '/proc/net/tcp': `  sl  local_address …\n${line(100, '0016')}${line(0, '0801')}`,
      '/proc/12/comm': 'sshd\n',
      '/proc/13/comm': 'secret-hobby\n',
      '/proc/self/comm': 'node\n',
    },
    links: { '/proc/12/fd/3': 'socket:[100]', '/proc/12/fd/0': '/dev/null', '/proc/13/fd/0': 'socket:[7]' },
  };

  it('on a server have the names of the programs, and no other process is read', async () => {
    const { host, asked } = tableHost(device);
    const raw = await listeningPorts.read(host, server);
    expect(raw.programs).toEqual({ 100: 'sshd' });
    expect(asked.some((path) => path.startsWith('/proc/13/'))).toBe(false);
  });

  it('on a staff device look at no process at all', async () => {
    const { host, asked } = tableHost(device);
    const raw = await listeningPorts.read(host, staff);
    expect(raw.programs).toEqual({});
    expect(asked.every((path) => path.startsWith('/proc/net/'))).toBe(true);
  });

  it('find their programs anew when one was started again', async () => {
    const again = { ...device, files: { ...device.files, '/proc/net/tcp': line(200, '0016') } };
    const before = await listeningPorts.fingerprint?.(tableHost(device).host);
    expect(await listeningPorts.fingerprint?.(tableHost(device).host)).toBe(before);
    expect(await listeningPorts.fingerprint?.(tableHost(again).host)).not.toBe(before);
  });
});
