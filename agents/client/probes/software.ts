import { compareText } from '#model/compare-text.ts';
import { Software } from '#model/report/sections/software.ts';
import { type Host, SourceError } from '../host.ts';
import { parseDpkgStatus } from '../linux/dpkg-status.ts';
import { stampFiles } from '../linux/file-stamp.ts';
import { dpkgFile, rpmFiles, stampDatabases } from '../linux/package-databases.ts';
import { parseRpmList, rpmQueryFormat } from '../linux/rpm-list.ts';
import { type Probe, parsed } from '../probe.ts';

/** Records of dpkg and rows of rpm; null where the device has no such database. */
export interface SoftwareRaw {
  readonly dpkg: string | null;
  readonly rpm: string | null;
}

/** Images without dpkg keep one file a package here. */
const dpkgFolder = '/var/lib/dpkg/status.d';

export const software: Probe<'software', SoftwareRaw> = {
  name: 'software',
  description: 'Installed packages with version and publisher, from the package databases dpkg and rpm.',
  descriptionSv: 'Installerade paket med version och utgivare, enligt paketdatabaserna dpkg och rpm.',
  platforms: ['linux'],
  timeoutSeconds: 30,
  schema: Software,
  source: `${dpkgFile}, rpm -qa`,
  fingerprint: async (host) => `${await stampDatabases(host)}\n${await stampFiles(host, [dpkgFolder])}`,
  read: async (host) => ({ dpkg: await readDpkg(host), rpm: await readRpm(host) }),
  parse({ dpkg, rpm }) {
    if (dpkg === null && rpm === null) {
      throw new SourceError('unsupported', 'no package database of dpkg or rpm');
    }
    const lists = [parseDpkgStatus(dpkg ?? ''), parseRpmList(rpm ?? '')];
    const packages = lists.flatMap((list) => list.packages);
    const notUnderstood = lists.reduce((sum, list) => sum + list.notUnderstood, 0);
    if (packages.length === 0) {
      throw new SourceError('denied', 'the package database holds no installed package');
    }
    packages.sort(
      (a, b) =>
        compareText(a.name, b.name) ||
        compareText(a.architecture ?? '', b.architecture ?? '') ||
        compareText(a.version, b.version),
    );
    return parsed({ packages }, notUnderstood === 0 ? [] : [`${notUnderstood} records not understood`]);
  },
};

async function readDpkg(host: Host): Promise<string | null> {
  const status = await host.readTextIfPresent(dpkgFile);
  const records: string[] = status === null || status.trim() === '' ? [] : [status];
  for (const name of await host.list(dpkgFolder)) {
    if (!name.endsWith('.md5sums')) records.push(await host.readText(`${dpkgFolder}/${name}`));
  }
  return records.length === 0 ? null : records.join('\n\n');
}

/** The program alone proves nothing: Debian has it for unpacking, without a database. */
async function readRpm(host: Host): Promise<string | null> {
  for (const path of rpmFiles) {
    if ((await host.status(path)) === null) continue;
    const { stdout } = await host.run('rpm', ['-qa', '--qf', rpmQueryFormat], { timeoutSeconds: 25 });
    return stdout;
  }
  return null;
}
