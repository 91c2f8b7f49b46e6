import type { Fleet, FleetDevice, ImportedRecord } from '#model/fleet/fleet.ts';
import type { Section } from '#model/report/section.ts';
import type { SectionData, Sections } from '#model/report/sections.ts';

/** The instant tests judge at: a Tuesday noon in Stockholm. */
export const testNow = new Date('2026-11-24T11:00:00Z');

/** An instant so many days before {@link testNow}. */
export function daysAgo(days: number): Date {
  return new Date(testNow.getTime() - days * 86_400_000);
}

/** A section read whole, an hour ago where nothing else is said. */
export function okSection<Data>(data: Data, readAt: Date = daysAgo(1 / 24)): Section<Data> {
  return { status: 'ok', collectedAt: readAt.toISOString(), tookMs: 1, source: 'test', data };
}

/** A section without data. */
export function emptySection(
  status: 'timeout' | 'denied' | 'unsupported',
  reason = 'no such file',
): Section<never> {
  return { status, collectedAt: daysAgo(1 / 24).toISOString(), tookMs: 1, source: 'test', reason };
}

type Pending = SectionData['updates']['pending'][number];

/** A pending security update without a stated severity, as apt gives it. */
export function pendingUpdate(parts: Partial<Pending> = {}): Pending {
  return {
    name: 'openssl',
    title: null,
    installedVersion: '3.0.1',
    availableVersion: '3.0.2',
    security: true,
    severity: null,
    origin: 'Debian-Security',
    ...parts,
  };
}

/** What a well-kept Debian server reports. */
export function buildSections(parts: Partial<Sections> = {}): Sections {
  return {
    'operating-system': okSection({
      family: 'linux',
      product: 'debian',
      name: 'Debian GNU/Linux 13 (trixie)',
      version: '13',
      build: '13.1',
      edition: null,
      kernel: null,
      architecture: 'x86_64',
      bootedAt: null,
      installedAt: null,
    }),
    updates: okSection({ manager: 'apt', listsAt: daysAgo(1).toISOString(), pending: [] }),
    reboot: okSection({ required: false, signals: [], since: null }),
    ...parts,
  };
}

/** A declared server that reported an hour ago and lacks nothing. */
export function buildDevice(parts: Partial<FleetDevice> = {}): FleetDevice {
  return {
    id: '0199b0a0-0000-7000-8000-000000000001',
    name: 'server-1',
    kind: 'server',
    profile: 'server',
    declaredAs: 'server-1',
    serviceIds: [],
    enrolledAt: daysAgo(100),
    lastReportAt: daysAgo(1 / 24),
    sections: buildSections(),
    pendingSince: new Map(),
    rebootSince: null,
    imports: [],
    ...parts,
  };
}

/** A device that only another system's export knows. */
export function buildImportedDevice(
  record: Partial<ImportedRecord> = {},
  parts: Partial<FleetDevice> = {},
): FleetDevice {
  return buildDevice({
    kind: 'mobile',
    profile: null,
    declaredAs: null,
    enrolledAt: null,
    lastReportAt: null,
    sections: {},
    imports: [
      {
        source: 'intune',
        importedAt: daysAgo(2),
        lastSeenAt: daysAgo(3),
        operatingSystem: 'iOS',
        build: '17.6.1',
        encrypted: null,
        inLatest: true,
        ...record,
      },
    ],
    ...parts,
  });
}

export function buildFleet(...devices: readonly FleetDevice[]): Fleet {
  return { devices, at: testNow };
}
