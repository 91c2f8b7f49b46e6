import { z } from 'zod';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { instant, text, trimmed, type WindowsSection, whole } from '../windows-section.ts';

const Raw = z.strictObject({
  build: text,
  revision: whole,
  displayVersion: text,
  releaseId: text,
  edition: text,
  installationType: text,
  majorVersion: whole,
  minorVersion: whole,
  /** 1 workstation, 2 domain controller, 3 server (`Win32_OperatingSystem.ProductType`). */
  productType: whole,
  architecture: text,
  installedAt: instant,
  bootedAt: instant,
});
type Raw = z.infer<typeof Raw>;

export const operatingSystem: WindowsSection<'operating-system', Raw> = {
  name: 'operating-system',
  source:
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion (build, UBR, edition), Win32_OperatingSystem',
  raw: Raw,
  parse(raw) {
    const build = trimmed(raw.build);
    if (build === null || !/^\d+$/.test(build)) {
      throw new SourceError('denied', `the build in the registry is ${build ?? 'missing'}`);
    }
    const isServer = raw.installationType?.startsWith('Server') ?? (raw.productType ?? 1) !== 1;
    const release = isServer ? serverRelease(Number(build), raw) : clientRelease(Number(build), raw);
    const missing = [
      ...(release.version === null ? [`build ${build} belongs to no release known here`] : []),
      ...(raw.revision === null ? ['the update revision (UBR) is missing'] : []),
      ...(raw.bootedAt === null ? ['start time not told'] : []),
    ];
    const data = {
      family: 'windows' as const,
      ...release,
      build: raw.revision === null ? null : `${build}.${raw.revision}`,
      edition: trimmed(raw.edition),
      kernel: raw.majorVersion === null ? null : `${raw.majorVersion}.${raw.minorVersion ?? 0}.${build}`,
      architecture: architectures[raw.architecture?.toUpperCase() ?? ''] ?? trimmed(raw.architecture),
      bootedAt: raw.bootedAt,
      installedAt: raw.installedAt,
    };
    return parsed(data, missing);
  },
};

const architectures: Readonly<Record<string, string>> = { AMD64: 'x86_64', ARM64: 'aarch64', X86: 'i686' };

/** Builds of Windows Server (Microsoft, "Windows Server release information"): each keeps its build for life. */
const serverByBuild: Readonly<Record<number, string>> = {
  9200: '2012',
  9600: '2012 R2',
  14393: '2016',
  17763: '2019',
  20348: '2022',
  25398: '23H2',
  26100: '2025',
};

function serverRelease(build: number, { displayVersion, releaseId }: Raw) {
  // The half-yearly releases between 2016 and 2022 had no year; their release id names them.
  const version = serverByBuild[build] ?? trimmed(displayVersion) ?? trimmed(releaseId);
  return {
    product: 'windows-server',
    name: `Windows Server${version === null ? '' : ` ${version}`}`,
    version,
  };
}

/**
 * The registry's ProductName says "Windows 10" on Windows 11 too, so the build decides. `ReleaseId` stopped at
 * 2009 when `DisplayVersion` came, and counts only without it.
 */
function clientRelease(build: number, { displayVersion, releaseId }: Raw) {
  const version = trimmed(displayVersion) ?? trimmed(releaseId);
  const generation = build >= 22000 ? '11' : build >= 10240 ? '10' : build >= 9600 ? '8.1' : '7';
  return {
    product: 'windows',
    name: `Windows ${generation}${version === null ? '' : ` ${version}`}`,
    version: version ?? (build < 10240 ? generation : null),
  };
}
