import type { DeviceChange } from '#agents/collector/store/store.ts';
import type { DeviceKind, FleetDevice, ImportedRecord } from '#model/fleet/fleet.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { Section } from '#model/report/section.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';

/** A device as pages are tried on it: some report, some are imported, some only declared. */
export interface BuiltDevice {
  readonly device: FleetDevice;
  readonly unit: string | null;
  readonly site: string | null;
  readonly role: string | null;
  readonly changes: readonly DeviceChange[];
  readonly conflictWith: string | null;
}

const longName = 'skrivare-samhällsbyggnadsförvaltningens-kartarkiv-våning-2';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The same devices every time, as seen at `now`. */
export function buildDevices(now: Date): readonly BuiltDevice[] {
  const before = (ms: number) => new Date(now.getTime() - ms);
  return [
    server(1, 'treserva-app-01', 'treserva-app-1', ['treserva'], before(20 * minute), now),
    server(2, 'treserva-app-02', 'treserva-app-2', ['treserva'], before(3 * day), now),
    server(3, 'raindance-db-01', 'raindance-db-1', ['raindance'], before(12 * minute), now),
    { ...server(4, 'okand-linux-burk', null, [], before(5 * minute), now), unit: null, conflictWith: id(3) },
    ...Array.from({ length: 58 }, (_, index) => client(100 + index, index, now)),
    {
      ...base(300, '<script>alert("namn")</script>', 'client', 'staff', now),
      unit: 'it-enheten',
      device: {
        ...base(300, '<script>alert("namn")</script>', 'client', 'staff', now).device,
        enrolledAt: before(9 * day),
        lastReportAt: before(hour),
        sections: buildSections(before(hour), '<img src=x onerror=alert(1)>'),
      },
    },
    {
      ...base(301, longName, 'printer', null, now),
      unit: 'samhallsbyggnadsforvaltningen',
      device: { ...base(301, longName, 'printer', null, now).device, declaredAs: 'skrivare-kartarkivet' },
    },
  ];
}

const id = (number: number): string => `01936000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function base(
  number: number,
  name: string,
  kind: DeviceKind,
  profile: AgentProfile | null,
  _now: Date,
): BuiltDevice {
  return {
    device: {
      id: id(number),
      name,
      kind,
      profile,
      declaredAs: null,
      serviceIds: [],
      enrolledAt: null,
      lastReportAt: null,
      sections: {},
      pendingSince: new Map(),
      rebootSince: null,
      imports: [],
    },
    unit: null,
    site: null,
    role: null,
    changes: [],
    conflictWith: null,
  };
}

function server(
  number: number,
  name: string,
  declaredAs: string | null,
  serviceIds: readonly string[],
  reportedAt: Date,
  now: Date,
): BuiltDevice {
  const built = base(number, name, 'server', 'server', now);
  return {
    ...built,
    unit: 'it-enheten',
    site: 'datahall',
    role: 'drift',
    device: {
      ...built.device,
      declaredAs,
      serviceIds,
      enrolledAt: new Date(reportedAt.getTime() - 40 * day),
      lastReportAt: reportedAt,
      sections: buildSections(reportedAt, 'Debian GNU/Linux 12 (bookworm)'),
      pendingSince: new Map([
        ['openssl', new Date(reportedAt.getTime() - 19 * day)],
        ['curl', new Date(reportedAt.getTime() - 2 * day)],
      ]),
      rebootSince: new Date(reportedAt.getTime() - 8 * day),
    },
    changes: Array.from({ length: 60 }, (_, index) => ({
      id: `${id(number)}-${index}`,
      at: new Date(reportedAt.getTime() - index * 7 * hour),
      section: index % 3 === 0 ? 'software' : index % 3 === 1 ? 'updates' : 'file-systems',
      change:
        index % 3 === 0 ? ('changed' as const) : index % 3 === 1 ? ('added' as const) : ('removed' as const),
      what: index % 3 === 0 ? 'libssl3' : index % 3 === 1 ? 'openssl' : '/mnt/tillfällig',
      before: index % 3 === 1 ? null : '3.0.13-1~deb12u1',
      after: index % 3 === 2 ? null : '3.0.15-1~deb12u1',
    })),
  };
}

const units = [
  'socialforvaltningen',
  'bildningsforvaltningen',
  'grundskolorna',
  'kansliet',
  'ekonomienheten',
];
const systems = ['Windows 11 Enterprise', 'Windows 10 Enterprise', 'ChromeOS 130', 'iPadOS 18.1'];

function client(number: number, index: number, now: Date): BuiltDevice {
  const system = systems[index % systems.length] ?? null;
  const kind: DeviceKind = index % 4 === 3 ? 'mobile' : 'client';
  const built = base(
    number,
    `${kind === 'mobile' ? 'PAD' : 'DATOR'}-${String(index).padStart(4, '0')}`,
    kind,
    null,
    now,
  );
  const record: ImportedRecord = {
    source: 'intune',
    importedAt: new Date(now.getTime() - 2 * day),
    lastSeenAt: index % 7 === 6 ? null : new Date(now.getTime() - (2 + index) * day),
    operatingSystem: system,
    build: index % 4 === 0 ? '10.0.26100.7019' : null,
    encrypted: index % 3 === 0 ? true : index % 3 === 1 ? false : null,
    inLatest: index % 9 !== 8,
  };
  return {
    ...built,
    unit: units[index % units.length] ?? null,
    device: { ...built.device, imports: [record] },
  };
}

/** Sections of an invented virtual server, as read at `at`. */
export function buildSections(at: Date, systemName: string): Sections {
  const envelope = <Name extends SectionName>(source: string, tookMs: number) =>
    ({ status: 'ok', collectedAt: at.toISOString(), tookMs, source }) as const satisfies Omit<
      Extract<Section<Name>, { status: 'ok' }>,
      'data'
    >;
  return {
    'operating-system': {
      ...envelope('/etc/os-release, uname', 3),
      data: {
        family: 'linux',
        product: 'debian',
        name: systemName,
        version: '12',
        build: '12.8',
        edition: null,
        kernel: '6.1.0-27-amd64',
        architecture: 'x86_64',
        bootedAt: new Date(at.getTime() - 12 * day).toISOString(),
        installedAt: null,
      },
    },
    hardware: {
      ...envelope('/sys/class/dmi/id, /proc/cpuinfo', 6),
      data: {
        manufacturer: 'Dell Inc.',
        model: 'PowerEdge R650',
        serial: '8XK2V43',
        uuid: null,
        chassis: 'server',
        virtualisation: 'vmware',
        firmware: { vendor: 'Dell Inc.', version: '1.14.2', date: '2026-03-02' },
        processor: { model: 'Intel(R) Xeon(R) Gold 6330 CPU @ 2.00GHz', sockets: 1, cores: 8, threads: 16 },
      },
    },
    memory: {
      ...envelope('/proc/meminfo', 1),
      data: { totalBytes: 16 * 1024 ** 3, swapBytes: 2 * 1024 ** 3 },
    },
    disks: {
      ...envelope('/sys/block', 4),
      data: {
        disks: [
          {
            name: 'sda',
            sizeBytes: 107_374_182_400,
            model: 'Virtual disk',
            serial: null,
            kind: 'virtual',
            removable: false,
          },
        ],
      },
    },
    'file-systems': {
      ...envelope('/proc/self/mountinfo, statfs', 5),
      data: {
        fileSystems: [
          {
            mount: '/',
            device: '/dev/sda1',
            type: 'ext4',
            sizeBytes: 52_000_000_000,
            usedPercent: 61,
            readOnly: false,
          },
          {
            mount: '/var',
            device: '/dev/sda2',
            type: 'ext4',
            sizeBytes: 48_000_000_000,
            usedPercent: 93,
            readOnly: false,
          },
        ],
      },
    },
    'disk-encryption': {
      ...envelope('lsblk', 9),
      data: { volumes: [{ mount: '/', encrypted: false, method: null }] },
    },
    firewall: {
      ...envelope('nft list ruleset', 20),
      data: {
        active: true,
        backend: 'nftables',
        profiles: [{ name: 'input', active: true, defaultInbound: 'block' }],
      },
    },
    network: {
      ...envelope('/sys/class/net, ip -j address', 12),
      data: {
        hostname: 'treserva-app-01',
        interfaces: [
          {
            name: 'ens192',
            mac: '00:50:56:aa:bb:cc',
            kind: 'ethernet',
            up: true,
            speedMbps: 10_000,
            addresses: ['10.20.3.4/24', '2001:db8:20:3::4/64'],
          },
        ],
      },
    },
    'listening-ports': {
      status: 'partial',
      reason: 'names of programs need root',
      collectedAt: at.toISOString(),
      tookMs: 8,
      source: '/proc/net/tcp, /proc/net/udp',
      data: {
        ports: [
          { protocol: 'tcp', address: '0.0.0.0', port: 22, program: 'sshd' },
          { protocol: 'tcp', address: '10.20.3.4', port: 443, program: null },
        ],
      },
    },
    reboot: {
      ...envelope('/run/reboot-required', 1),
      data: { required: true, signals: ['run-reboot-required'], since: null },
    },
    software: {
      ...envelope('/var/lib/dpkg/status', 40),
      data: {
        packages: Array.from({ length: 130 }, (_, index) => ({
          name: index === 0 ? 'openssl' : `libexempel${index}-perl`,
          version: `${index}.2.1-3+deb12u1`,
          manager: 'dpkg' as const,
          architecture: 'amd64',
          publisher: index % 2 === 0 ? 'Debian' : null,
        })),
      },
    },
    updates: {
      ...envelope('apt-get -s dist-upgrade', 2300),
      data: {
        manager: 'apt',
        listsAt: new Date(at.getTime() - 5 * hour).toISOString(),
        pending: [
          {
            name: 'curl',
            title: null,
            installedVersion: '7.88.1-10+deb12u7',
            availableVersion: '7.88.1-10+deb12u8',
            security: null,
            severity: null,
            origin: null,
          },
          {
            name: 'openssl',
            title: null,
            installedVersion: '3.0.13-1~deb12u1',
            availableVersion: '3.0.15-1~deb12u1',
            security: true,
            severity: 'critical',
            origin: 'Debian-Security:12/stable-security',
          },
          {
            name: 'base-files',
            title: null,
            installedVersion: '12.4+deb12u7',
            availableVersion: '12.4+deb12u8',
            security: false,
            severity: null,
            origin: 'Debian:12.8/stable',
          },
        ],
      },
    },
  };
}
