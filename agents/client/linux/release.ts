import { parseOsRelease } from './os-release.ts';

/** Texts of the files in which a distribution says what it is; null where there is no such file. */
export interface ReleaseFiles {
  readonly osRelease: string | null;
  /** `/etc/debian_version`: the point release, on Debian itself. */
  readonly debianVersion: string | null;
  /** `/etc/centos-release` or `/etc/redhat-release`: the minor release of CentOS, and all there is before 2014. */
  readonly redhatRelease: string | null;
}

/** What a distribution says it is. */
export interface Release {
  readonly product: string;
  readonly name: string;
  readonly version: string | null;
  readonly build: string | null;
  readonly edition: string | null;
}

/** What the distribution's own files say; null where they say nothing. */
export function findRelease(files: ReleaseFiles): Release | null {
  const values = parseOsRelease(files.osRelease ?? '');
  return values.has('ID') || values.has('NAME') || values.has('PRETTY_NAME')
    ? fromOsRelease(values, files)
    : (fromRedhatRelease(files.redhatRelease) ?? fromDebianVersion(files.debianVersion));
}

function fromOsRelease(values: ReadonlyMap<string, string>, files: ReleaseFiles): Release {
  const value = (name: string) => values.get(name)?.trim() || null;
  // `linux` and `Linux` are what the specification says to read where the file leaves them out.
  const product = value('ID')?.toLowerCase() ?? 'linux';
  const name = value('NAME') ?? 'Linux';
  const versionId = numbered(value('VERSION_ID'));
  const build =
    findPointRelease(product, value('VERSION'), files) ?? versionId ?? numbered(value('BUILD_ID'));
  return {
    product,
    name: value('PRETTY_NAME') ?? [name, value('VERSION') ?? value('VERSION_ID') ?? ''].join(' ').trim(),
    version: isRolling(product, values) ? null : cycleOf(product, versionId),
    build,
    edition: value('VARIANT_ID'),
  };
}

/** Images built without a version carry the variable's name (`TEMPLATE_VERSION_ID` of Arch): no version. */
function numbered(version: string | null): string | null {
  return version !== null && /^\d/.test(version) ? version : null;
}

/** Distributions without cycles give each day's state a number, which is no cycle that support could end for. */
function isRolling(product: string, values: ReadonlyMap<string, string>): boolean {
  const isDay = /^20\d{6}$/.test(values.get('VERSION_ID') ?? '');
  const isBranch = values.get('BUILD_ID') === 'rolling' || /_alpha/.test(values.get('VERSION_ID') ?? '');
  return isDay || isBranch || ['arch', 'gentoo', 'kali', 'opensuse-tumbleweed', 'void'].includes(product);
}

/** Alpine writes the point release where others write the cycle: support of 3.20.3 ends with 3.20. */
function cycleOf(product: string, versionId: string | null): string | null {
  return product === 'alpine' ? (/^\d+\.\d+/.exec(versionId ?? '')?.[0] ?? versionId) : versionId;
}

/** Where a distribution writes its point release outside VERSION_ID: `12.11`, `24.04.1`, `7.9.2009`. */
function findPointRelease(product: string, version: string | null, files: ReleaseFiles): string | null {
  if (product === 'debian') return /^\d+(\.\d+)+$/.exec(files.debianVersion?.trim() ?? '')?.[0] ?? null;
  if (product === 'ubuntu') return /^\d+\.\d+\.\d+/.exec(version ?? '')?.[0] ?? null;
  if (product === 'centos') return /release (\d+(?:\.\d+)+)/.exec(files.redhatRelease ?? '')?.[1] ?? null;
  return null;
}

const redhatProducts: readonly (readonly [pattern: RegExp, product: string])[] = [
  [/^Red Hat Enterprise Linux/i, 'rhel'],
  [/^CentOS/i, 'centos'],
  [/^Rocky Linux/i, 'rocky'],
  [/^AlmaLinux/i, 'almalinux'],
  [/^Oracle Linux/i, 'ol'],
  [/^Scientific Linux/i, 'scientific'],
  [/^Fedora/i, 'fedora'],
];

function fromRedhatRelease(text: string | null): Release | null {
  const name = text?.trim().split('\n')[0] ?? '';
  const product = redhatProducts.find(([pattern]) => pattern.test(name))?.[1];
  if (product === undefined) return null;
  const build = /release (\d+(?:\.\d+)*)/.exec(name)?.[1] ?? null;
  // CentOS has supported only its newest minor release: the cycle is the major one.
  const version = product === 'centos' ? (build?.split('.')[0] ?? null) : build;
  return { product, name, version, build, edition: null };
}

function fromDebianVersion(text: string | null): Release | null {
  const build = /^(\d+)(\.\d+)*$/.exec(text?.trim() ?? '');
  if (build?.[1] === undefined) return null;
  return {
    product: 'debian',
    name: `Debian GNU/Linux ${build[0]}`,
    version: build[1],
    build: build[0],
    edition: null,
  };
}
