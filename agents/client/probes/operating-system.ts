import { OperatingSystem } from '#model/report/sections/operating-system.ts';
import { type Host, SourceError } from '../host.ts';
import { orNull, readValue } from '../linux/read-value.ts';
import { findRelease, type ReleaseFiles } from '../linux/release.ts';
import { type Probe, parsed } from '../probe.ts';

/** Texts of release files and kernel files; null where a file does not exist. */
export interface OperatingSystemRaw extends ReleaseFiles {
  readonly kernelRelease: string | null;
  readonly architecture: string | null;
  /** The line `btime` of `/proc/stat`, seconds since 1970. */
  readonly bootSeconds: string | null;
  /** When an installer wrote its record, ISO 8601; null where none did: images are not installed. */
  readonly installerRecordAt: string | null;
  /** Files that could not be read although they may exist. */
  readonly denied: readonly string[];
}

/** What installers leave behind and nobody writes again: Ubuntu and Debian, RHEL and Fedora. */
const debianRecords = [
  '/var/log/installer/media-info',
  '/var/log/installer/lsb-release',
  '/var/log/installer/status',
];
const redhatRecords = ['/root/anaconda-ks.cfg'];

export const operatingSystem: Probe<'operating-system', OperatingSystemRaw> = {
  name: 'operating-system',
  description:
    'Which operating system and kernel the device runs, and since when it is up, from its own files.',
  descriptionSv:
    'Vilket operativsystem och vilken kärna enheten kör och när den startades, enligt dess egna filer.',
  platforms: ['linux'],
  timeoutSeconds: 5,
  schema: OperatingSystem,
  source:
    '/etc/os-release, /etc/debian_version, /etc/redhat-release, /proc/sys/kernel, /proc/stat, age of /var/log/installer or /root/anaconda-ks.cfg',
  read: readOperatingSystem,
  parse(raw) {
    const release = findRelease(raw);
    if (release === null) {
      throw new SourceError('unsupported', 'no /etc/os-release, /etc/redhat-release or /etc/debian_version');
    }
    const bootedAt = instantOf(raw.bootSeconds);
    const missing = [
      ...(raw.kernelRelease ? [] : ['kernel release']),
      ...(raw.architecture ? [] : ['architecture']),
      ...(bootedAt === null ? ['start time'] : []),
    ];
    const reasons = [
      ...(missing.length === 0 ? [] : [`not told by the kernel: ${missing.join(', ')}`]),
      ...(raw.denied.length === 0 ? [] : [`permission denied: ${raw.denied.join(', ')}`]),
    ];
    return parsed(
      {
        family: 'linux',
        ...release,
        kernel: raw.kernelRelease || null,
        architecture: raw.architecture || null,
        bootedAt,
        installedAt: raw.installerRecordAt,
      },
      reasons,
    );
  },
};

async function readOperatingSystem(host: Host): Promise<OperatingSystemRaw> {
  const redhatRelease =
    (await host.readTextIfPresent('/etc/centos-release')) ??
    (await host.readTextIfPresent('/etc/redhat-release'));
  return {
    osRelease:
      (await host.readTextIfPresent('/etc/os-release')) ??
      (await host.readTextIfPresent('/usr/lib/os-release')),
    debianVersion: await host.readTextIfPresent('/etc/debian_version'),
    redhatRelease,
    kernelRelease: await readValue(host, '/proc/sys/kernel/osrelease'),
    architecture: (await readValue(host, '/proc/sys/kernel/arch')) ?? (await askArchitecture(host)),
    bootSeconds: /^btime (\d{1,11})$/m.exec((await readValue(host, '/proc/stat')) ?? '')?.[1] ?? null,
    ...(await readInstallerRecord(host, redhatRelease === null ? debianRecords : redhatRecords)),
  };
}

/** Kernels before 6.1 have no file that tells it. */
async function askArchitecture(host: Host): Promise<string | null> {
  const answer = await orNull(host.run('uname', ['-m'], { timeoutSeconds: 2 }));
  return answer?.stdout.trim() ?? null;
}

async function readInstallerRecord(
  host: Host,
  records: readonly string[],
): Promise<Pick<OperatingSystemRaw, 'installerRecordAt' | 'denied'>> {
  const denied: string[] = [];
  for (const path of records) {
    try {
      const status = await host.status(path);
      if (status !== null) return { installerRecordAt: status.modifiedAt.toISOString(), denied: [] };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      denied.push(path);
    }
  }
  return { installerRecordAt: null, denied };
}

function instantOf(seconds: string | null): string | null {
  return seconds === null ? null : new Date(Number(seconds) * 1000).toISOString();
}
