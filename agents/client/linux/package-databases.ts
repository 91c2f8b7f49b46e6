import type { Host } from '../host.ts';
import { stampFile } from './file-stamp.ts';
import { orNull } from './read-value.ts';

/** Where dpkg keeps what is installed. */
export const dpkgFile = '/var/lib/dpkg/status';

/** Databases of rpm, newest form first; RHEL, Fedora and SUSE differ in the folder. */
export const rpmFiles = ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm'].flatMap((folder) =>
  ['rpmdb.sqlite', 'rpmdb.sqlite-wal', 'Packages.db', 'Packages'].map((name) => `${folder}/${name}`),
);

/** Which package system the device lives by. A program alone proves nothing: Debian has rpm for unpacking. */
export async function findPackageSystem(host: Host): Promise<'dpkg' | 'rpm' | null> {
  const holdsData = async (path: string) => ((await host.status(path))?.sizeBytes ?? 0) > 0;
  if (await holdsData(dpkgFile)) return 'dpkg';
  for (const path of rpmFiles) if (await holdsData(path)) return 'rpm';
  return null;
}

/**
 * Equal as long as nothing was installed, updated or removed. Empty files are left out: reading alone makes an
 * empty log beside a database of rpm.
 */
export async function stampDatabases(host: Host): Promise<string> {
  const stamps: string[] = [];
  for (const path of [dpkgFile, ...rpmFiles]) {
    const status = await orNull(host.status(path));
    if (status !== null && status.sizeBytes > 0) stamps.push(stampFile(path, status));
  }
  return stamps.join('\n');
}
